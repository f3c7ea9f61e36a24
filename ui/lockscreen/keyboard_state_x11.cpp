// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lockscreen/keyboard_state.h"

#include <QAbstractNativeEventFilter>
#include <QCoreApplication>
#include <QGuiApplication>

#include <cstdlib>

// The header names a struct member "explicit".
#define explicit explicit_
#include <xcb/xkb.h>
#undef explicit

namespace lockleaf::ui {

namespace {

template <class T>
struct FreeDeleter
{
    void operator()(T* reply) const { std::free(reply); }
};
/// Replies of xcb are allocated by malloc and belong to the caller.
template <class T>
using Reply = std::unique_ptr<T, FreeDeleter<T>>;

constexpr int MaximumGroups = 4;

QString atomName(xcb_connection_t* connection, xcb_atom_t atom)
{
    const Reply<xcb_get_atom_name_reply_t> reply(
        xcb_get_atom_name_reply(connection, xcb_get_atom_name(connection, atom), nullptr));
    if (!reply)
        return {};
    return QString::fromUtf8(xcb_get_atom_name_name(reply.get()), xcb_get_atom_name_name_length(reply.get()));
}

/// The name of layout number `group`, 0 to 3.
QString groupName(xcb_connection_t* connection, int group)
{
    constexpr auto Which = XCB_XKB_NAME_DETAIL_GROUP_NAMES;
    const Reply<xcb_xkb_get_names_reply_t> reply(xcb_xkb_get_names_reply(
        connection, xcb_xkb_get_names(connection, XCB_XKB_ID_USE_CORE_KBD, Which), nullptr));
    if (!reply || group < 0 || group >= MaximumGroups)
        return {};
    xcb_xkb_get_names_value_list_t list{};
    xcb_xkb_get_names_value_list_unpack(
        xcb_xkb_get_names_value_list(reply.get()), reply->nTypes, reply->indicators, reply->virtualMods,
        reply->groupNames, reply->nKeys, reply->nKeyAliases, reply->nRadioGroups, reply->which, &list);
    // Only the groups of the mask have a name in the list, in their order.
    int index = 0;
    for (int i = 0; i < group; ++i)
        index += (reply->groupNames >> i) & 1;
    if (((reply->groupNames >> group) & 1) == 0)
        return {};
    return atomName(connection, list.groups[index]);
}

/// Asks the X server at start and whenever XKB reports a change. Qt has asked for these reports already, for
/// its own keyboard handling, and shows every event to native filters.
class X11KeyboardState : public KeyboardState, public QAbstractNativeEventFilter
{
public:
    X11KeyboardState(xcb_connection_t* connection, std::uint8_t firstEvent)
        : m_connection(connection), m_firstEvent(firstEvent)
    {
        QCoreApplication::instance()->installNativeEventFilter(this);
        refresh();
    }

    bool nativeEventFilter(const QByteArray& eventType, void* message, qintptr*) override
    {
        constexpr std::uint8_t SentByClient = 0x80;
        if (eventType != QByteArrayView("xcb_generic_event_t"))
            return false;
        const auto* event = static_cast<const xcb_generic_event_t*>(message);
        if ((event->response_type & ~SentByClient) == m_firstEvent)
            refresh();
        return false;
    }

private:
    void refresh()
    {
        const Reply<xcb_xkb_get_state_reply_t> state(xcb_xkb_get_state_reply(
            m_connection, xcb_xkb_get_state(m_connection, XCB_XKB_ID_USE_CORE_KBD), nullptr));
        if (!state)
            return;
        if (m_group != state->group || layoutName().isEmpty()) {
            m_group = state->group;
            m_name = groupName(m_connection, m_group);
        }
        set((state->lockedMods & XCB_MOD_MASK_LOCK) != 0, m_name);
    }

    xcb_connection_t* m_connection;
    std::uint8_t m_firstEvent;
    int m_group = -1;
    QString m_name;
};

} // namespace

std::unique_ptr<KeyboardState> KeyboardState::create()
{
    const auto* x11 = qGuiApp->nativeInterface<QNativeInterface::QX11Application>();
    if (x11 == nullptr || x11->connection() == nullptr)
        return nullptr;
    xcb_connection_t* connection = x11->connection();
    const xcb_query_extension_reply_t* extension = xcb_get_extension_data(connection, &xcb_xkb_id);
    if (extension == nullptr || extension->present == 0)
        return nullptr;
    return std::make_unique<X11KeyboardState>(connection, extension->first_event);
}

} // namespace lockleaf::ui
