// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/window/x11_window.h"

#include <QGuiApplication>

#include <cstdlib>
#include <cstring>
#include <memory>
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

} // namespace

bool isAvailable()
{
    return connection() != nullptr;
}

std::optional<std::uint32_t> desktopOf(std::uint32_t window)
{
    if (!isAvailable())
        return std::nullopt;
    const auto cookie = xcb_get_property(connection(), 0, window, desktopAtom(), XCB_ATOM_CARDINAL, 0, 1);
    const auto reply = own(xcb_get_property_reply(connection(), cookie, nullptr));
    if (!reply || reply->format != 32 || xcb_get_property_value_length(reply.get()) != 4)
        return std::nullopt;
    std::uint32_t desktop = 0;
    std::memcpy(&desktop, xcb_get_property_value(reply.get()), sizeof desktop);
    return desktop;
}

void setDesktopBeforeMapping(std::uint32_t window, std::uint32_t desktop)
{
    if (!isAvailable())
        return;
    xcb_change_property(connection(), XCB_PROP_MODE_REPLACE, window, desktopAtom(), XCB_ATOM_CARDINAL, 32, 1,
                        &desktop);
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
