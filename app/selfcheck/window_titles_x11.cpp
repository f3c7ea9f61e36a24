// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/selfcheck/window_titles.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <xcb/xcb.h>

namespace lockleaf::app {

namespace {

using Connection = std::unique_ptr<xcb_connection_t, decltype(&xcb_disconnect)>;

struct FreeReply
{
    void operator()(void* reply) const { std::free(reply); }
};
template <class T>
using Reply = std::unique_ptr<T, FreeReply>;

constexpr std::uint32_t mostLength = 16 * 1024; // of a property, in units of four octets
constexpr std::size_t mostWindows = 20'000;

std::string propertyOf(xcb_connection_t* display, xcb_window_t window, xcb_atom_t property)
{
    const Reply<xcb_get_property_reply_t> reply{xcb_get_property_reply(
        display, xcb_get_property(display, 0, window, property, XCB_ATOM_ANY, 0, mostLength), nullptr)};
    if (!reply)
        return {};
    return {static_cast<const char*>(xcb_get_property_value(reply.get())),
            static_cast<std::size_t>(xcb_get_property_value_length(reply.get()))};
}

std::vector<xcb_window_t> childrenOf(xcb_connection_t* display, xcb_window_t window)
{
    const Reply<xcb_query_tree_reply_t> reply{
        xcb_query_tree_reply(display, xcb_query_tree(display, window), nullptr)};
    if (!reply)
        return {};
    const xcb_window_t* const first = xcb_query_tree_children(reply.get());
    return {first, first + xcb_query_tree_children_length(reply.get())};
}

std::vector<xcb_window_t> allWindows(xcb_connection_t* display)
{
    std::vector<xcb_window_t> windows;
    const xcb_setup_t* const setup = xcb_get_setup(display);
    for (auto screen = xcb_setup_roots_iterator(setup); screen.rem > 0; xcb_screen_next(&screen))
        windows.push_back(screen.data->root);
    for (std::size_t i = 0; i < windows.size() && windows.size() < mostWindows; ++i) {
        const auto children = childrenOf(display, windows[i]);
        windows.insert(windows.end(), children.begin(), children.end());
    }
    return windows;
}

xcb_atom_t atomNamed(xcb_connection_t* display, const char* name)
{
    const Reply<xcb_intern_atom_reply_t> reply{xcb_intern_atom_reply(
        display, xcb_intern_atom(display, 1, static_cast<std::uint16_t>(std::strlen(name)), name), nullptr)};
    return reply ? reply->atom : xcb_atom_t{XCB_ATOM_NONE};
}

/// All properties of a window whatever their names.
void addTexts(xcb_connection_t* display, xcb_window_t window, std::vector<std::string>& texts)
{
    const Reply<xcb_list_properties_reply_t> list{
        xcb_list_properties_reply(display, xcb_list_properties(display, window), nullptr)};
    if (!list)
        return;
    const xcb_atom_t* const atoms = xcb_list_properties_atoms(list.get());
    for (int i = 0; i < xcb_list_properties_atoms_length(list.get()); ++i)
        texts.push_back(propertyOf(display, window, atoms[i]));
}

} // namespace

std::optional<std::vector<std::string>> windowTextsOf(const std::vector<pid_t>& processes)
{
    if (std::getenv("DISPLAY") == nullptr)
        return std::nullopt;
    const Connection display{xcb_connect(nullptr, nullptr), &xcb_disconnect};
    if (xcb_connection_has_error(display.get()) != 0)
        return std::nullopt;
    const xcb_atom_t owner = atomNamed(display.get(), "_NET_WM_PID");
    std::vector<std::string> texts;
    for (const xcb_window_t window : allWindows(display.get())) {
        const std::string process = propertyOf(display.get(), window, owner);
        std::uint32_t number = 0;
        if (process.size() != sizeof number)
            continue;
        std::memcpy(&number, process.data(), sizeof number);
        if (std::ranges::find(processes, static_cast<pid_t>(number)) != processes.end())
            addTexts(display.get(), window, texts);
    }
    return texts;
}

} // namespace lockleaf::app
