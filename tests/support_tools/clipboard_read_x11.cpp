// SPDX-License-Identifier: GPL-3.0-or-later
// clipboard_read clipboard|primary TARGET: what an X selection holds, as any other program gets it.
//
// TARGET is a format by its name: UTF8_STRING for text; with TARGETS the names of all formats are printed,
// one a line. Exit code 0 with the content on standard output, 1 where nobody owns the selection or its owner
// does not give that format, 2 for wrong usage or no display.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <poll.h>
#include <string>
#include <string_view>
#include <vector>
#include <xcb/xcb.h>

namespace {

constexpr int longestWait = 5000;                  // milliseconds, for an owner that does not answer
constexpr std::uint32_t longestContent = 1U << 18; // in units of four octets

struct FreeReply
{
    void operator()(void* reply) const { std::free(reply); }
};
template <class Reply>
using Held = std::unique_ptr<Reply, FreeReply>;

xcb_atom_t atom(xcb_connection_t* connection, std::string_view name)
{
    const Held<xcb_intern_atom_reply_t> reply(xcb_intern_atom_reply(
        connection, xcb_intern_atom(connection, 0, static_cast<std::uint16_t>(name.size()), name.data()),
        nullptr));
    return reply ? reply->atom : xcb_atom_t{XCB_ATOM_NONE};
}

std::string nameOf(xcb_connection_t* connection, xcb_atom_t atom)
{
    const Held<xcb_get_atom_name_reply_t> reply(
        xcb_get_atom_name_reply(connection, xcb_get_atom_name(connection, atom), nullptr));
    return reply ? std::string(xcb_get_atom_name_name(reply.get()),
                               static_cast<std::size_t>(xcb_get_atom_name_name_length(reply.get())))
                 : std::string();
}

/// True once the owner has answered with a property; false where it refuses or stays silent.
bool waitForAnswer(xcb_connection_t* connection)
{
    const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(longestWait);
    while (std::chrono::steady_clock::now() < end) {
        while (const Held<xcb_generic_event_t> event{xcb_poll_for_event(connection)}) {
            if ((event->response_type & 0x7F) == XCB_SELECTION_NOTIFY)
                return reinterpret_cast<xcb_selection_notify_event_t*>(event.get())->property !=
                       XCB_ATOM_NONE;
        }
        pollfd ready{xcb_get_file_descriptor(connection), POLLIN, 0};
        poll(&ready, 1, 100);
    }
    return false;
}

int readSelection(xcb_connection_t* connection, xcb_atom_t selection, xcb_atom_t target)
{
    const xcb_screen_t* const screen = xcb_setup_roots_iterator(xcb_get_setup(connection)).data;
    const xcb_window_t window = xcb_generate_id(connection);
    xcb_create_window(connection, XCB_COPY_FROM_PARENT, window, screen->root, 0, 0, 1, 1, 0,
                      XCB_WINDOW_CLASS_INPUT_ONLY, XCB_COPY_FROM_PARENT, 0, nullptr);
    const xcb_atom_t place = atom(connection, "LOCKLEAF_READ");
    xcb_convert_selection(connection, window, selection, target, place, XCB_CURRENT_TIME);
    xcb_flush(connection);
    if (!waitForAnswer(connection))
        return EXIT_FAILURE;
    const Held<xcb_get_property_reply_t> content(xcb_get_property_reply(
        connection,
        xcb_get_property(connection, 1, window, place, XCB_GET_PROPERTY_TYPE_ANY, 0, longestContent),
        nullptr));
    if (!content)
        return EXIT_FAILURE;
    const auto* const bytes = static_cast<const char*>(xcb_get_property_value(content.get()));
    const auto size = static_cast<std::size_t>(xcb_get_property_value_length(content.get()));
    if (content->type != XCB_ATOM_ATOM) {
        std::fwrite(bytes, 1, size, stdout);
        return EXIT_SUCCESS;
    }
    const auto* const atoms = reinterpret_cast<const xcb_atom_t*>(bytes);
    for (std::size_t i = 0; i < size / sizeof(xcb_atom_t); ++i)
        std::printf("%s\n", nameOf(connection, atoms[i]).c_str());
    return EXIT_SUCCESS;
}

} // namespace

int main(int argc, char** argv)
{
    const std::string_view place = argc == 3 ? argv[1] : "";
    xcb_connection_t* const connection = xcb_connect(nullptr, nullptr);
    if ((place != "clipboard" && place != "primary") || xcb_connection_has_error(connection) != 0) {
        std::fputs("clipboard_read clipboard|primary TARGET, with a display\n", stderr);
        return 2;
    }
    const int code = readSelection(
        connection, place == "primary" ? xcb_atom_t{XCB_ATOM_PRIMARY} : atom(connection, "CLIPBOARD"),
        atom(connection, argv[2]));
    xcb_disconnect(connection);
    return code;
}
