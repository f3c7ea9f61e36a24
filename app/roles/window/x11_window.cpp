// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/window/x11_window.h"

#include <QGuiApplication>

#include <cstdlib>
#include <cstring>
#include <memory>
#include <string_view>
#include <xcb/xcb.h>

namespace lockleaf::app::x11 {

namespace {

struct Free
{
    void operator()(void* block) const { std::free(block); }
};

template <class Reply>
std::unique_ptr<Reply, Free> own(Reply* reply)
{
    return std::unique_ptr<Reply, Free>{reply};
}

xcb_connection_t* connection()
{
    auto* const x11 = qGuiApp->nativeInterface<QNativeInterface::QX11Application>();
    return x11 != nullptr ? x11->connection() : nullptr;
}

xcb_atom_t atom(const char* name)
{
    const auto cookie = xcb_intern_atom(connection(), 0, static_cast<std::uint16_t>(std::strlen(name)), name);
    const auto reply = own(xcb_intern_atom_reply(connection(), cookie, nullptr));
    return reply ? reply->atom : xcb_atom_t{XCB_ATOM_NONE};
}

xcb_atom_t desktopAtom()
{
    static const xcb_atom_t known = atom("_NET_WM_DESKTOP");
    return known;
}

xcb_window_t rootWindow()
{
    return xcb_setup_roots_iterator(xcb_get_setup(connection())).data->root;
}

struct PropertyValue
{
    std::unique_ptr<xcb_get_property_reply_t, Free> reply;

    [[nodiscard]] std::string_view bytes() const
    {
        if (!reply)
            return {};
        return {static_cast<const char*>(xcb_get_property_value(reply.get())),
                static_cast<std::size_t>(xcb_get_property_value_length(reply.get()))};
    }
};

PropertyValue property(xcb_window_t window, xcb_atom_t name, xcb_atom_t type)
{
    constexpr std::uint32_t words = 64; // enough for a number or a class
    const auto cookie = xcb_get_property(connection(), 0, window, name, type, 0, words);
    return {own(xcb_get_property_reply(connection(), cookie, nullptr))};
}

// The number in a property of format 32.
std::optional<std::uint32_t> numberIn(const PropertyValue& value)
{
    if (!value.reply || value.reply->format != 32 || value.bytes().size() < sizeof(std::uint32_t))
        return std::nullopt;
    std::uint32_t number = 0;
    std::memcpy(&number, value.bytes().data(), sizeof number);
    return number;
}

} // namespace

bool isAvailable()
{
    return connection() != nullptr;
}

std::optional<std::uint32_t> desktopOf(std::uint32_t window)
{
    if (!isAvailable())
        return std::nullopt;
    return numberIn(property(window, desktopAtom(), XCB_ATOM_CARDINAL));
}

bool lockleafIsActive()
{
    if (!isAvailable())
        return true;
    const auto active = numberIn(property(rootWindow(), atom("_NET_ACTIVE_WINDOW"), XCB_ATOM_WINDOW));
    if (!active || *active == XCB_WINDOW_NONE)
        return true; // nobody is typing anywhere else
    // WM_CLASS: instance and class, each ended by a NUL; the same for every role (identity.h).
    constexpr std::string_view ours{"lockleaf\0Lockleaf\0", 18};
    return property(*active, XCB_ATOM_WM_CLASS, XCB_ATOM_STRING).bytes() == ours;
}

void setDesktopBeforeMapping(std::uint32_t window, std::uint32_t desktop)
{
    if (!isAvailable())
        return;
    xcb_change_property(connection(), XCB_PROP_MODE_REPLACE, window, desktopAtom(), XCB_ATOM_CARDINAL, 32, 1,
                        &desktop);
}

bool hasSystemTray()
{
    if (!isAvailable())
        return false;
    static const xcb_atom_t tray = atom("_NET_SYSTEM_TRAY_S0"); // Qt's windows are on the first screen
    const auto cookie = xcb_get_selection_owner(connection(), tray);
    const auto owner = own(xcb_get_selection_owner_reply(connection(), cookie, nullptr));
    return owner && owner->owner != XCB_WINDOW_NONE;
}

void waitForServer()
{
    if (!isAvailable())
        return;
    const auto cookie = xcb_get_input_focus(connection());
    (void)own(xcb_get_input_focus_reply(connection(), cookie, nullptr));
}

std::optional<std::uint32_t> desktopChangeIn(const void* event)
{
    const auto* const generic = static_cast<const xcb_generic_event_t*>(event);
    if ((generic->response_type & 0x7F) != XCB_PROPERTY_NOTIFY)
        return std::nullopt;
    const auto* const change = static_cast<const xcb_property_notify_event_t*>(event);
    if (change->atom != desktopAtom())
        return std::nullopt;
    return change->window;
}

} // namespace lockleaf::app::x11
