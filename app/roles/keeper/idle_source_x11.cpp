// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/keeper/idle_source.h"

#include <QGuiApplication>
#include <QTimer>

#include <array>
#include <cstdlib>
#include <sys/uio.h>
#include <xcb/xcb.h>
#include <xcb/xcbext.h>

namespace lockleaf::app {

namespace {

// The request and its reply as the protocol has them: the library of this extension would be one more
// package, for eight octets.
struct QueryInfo
{
    std::uint8_t majorOpcode;
    std::uint8_t minorOpcode;
    std::uint16_t length;
    std::uint32_t drawable;
};

struct ScreenSaverInfo
{
    std::uint8_t responseType;
    std::uint8_t state;
    std::uint16_t sequence;
    std::uint32_t length;
    std::uint32_t saverWindow;
    std::uint32_t untilServer;
    std::uint32_t sinceInput; // milliseconds
    std::uint32_t eventMask;
    std::uint8_t kind;
    std::uint8_t unused[7];
};

constexpr std::uint8_t queryInfo = 1;
constexpr int lookMilliseconds = 20;
constexpr int mostLooks = 50;

xcb_extension_t& extension()
{
    static xcb_extension_t id{"MIT-SCREEN-SAVER", 0};
    return id;
}

xcb_connection_t* serverConnection()
{
    auto* const x11 = qGuiApp->nativeInterface<QNativeInterface::QX11Application>();
    return x11 != nullptr ? x11->connection() : nullptr;
}

class X11IdleSource : public IdleSource
{
public:
    X11IdleSource()
    {
        m_connection = qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY") ? serverConnection() : nullptr;
        if (m_connection == nullptr)
            return;
        const auto* const known = xcb_get_extension_data(m_connection, &extension());
        m_available = known != nullptr && known->present != 0;
        m_look.setInterval(lookMilliseconds);
        connect(&m_look, &QTimer::timeout, this, &X11IdleSource::look);
    }

    [[nodiscard]] bool isAvailable() const override { return m_available; }

    void ask(Answer answer) override
    {
        if (!m_available || m_answer)
            return;
        m_answer = std::move(answer);
        m_looks = 0;
        m_request = send();
        xcb_flush(m_connection);
        m_look.start();
    }

private:
    unsigned int send()
    {
        const xcb_window_t root = xcb_setup_roots_iterator(xcb_get_setup(m_connection)).data->root;
        QueryInfo request{0, queryInfo, sizeof(QueryInfo) / 4,
                          root}; // the first two are the library's to set
        // Two places before the first part are the library's too.
        std::array<iovec, 3> parts{};
        parts[2] = {&request, sizeof request};
        const xcb_protocol_request_t description{1, &extension(), queryInfo, 0};
        return xcb_send_request(m_connection, XCB_REQUEST_CHECKED, parts.data() + 2, &description);
    }

    // The answer comes by itself; nobody waits for it.
    void look()
    {
        void* reply = nullptr;
        xcb_generic_error_t* error = nullptr;
        const bool came = xcb_poll_for_reply(m_connection, m_request, &reply, &error) != 0;
        if (!came && ++m_looks < mostLooks)
            return;
        m_look.stop();
        std::optional<std::chrono::milliseconds> ago;
        if (reply != nullptr)
            ago = std::chrono::milliseconds{static_cast<ScreenSaverInfo*>(reply)->sinceInput};
        std::free(reply);
        std::free(error);
        if (!came)
            xcb_discard_reply(m_connection, m_request);
        std::exchange(m_answer, {})(ago);
    }

    xcb_connection_t* m_connection = nullptr;
    bool m_available = false;
    unsigned int m_request = 0;
    int m_looks = 0;
    QTimer m_look;
    Answer m_answer;
};

} // namespace

std::unique_ptr<IdleSource> makeX11IdleSource()
{
    return std::make_unique<X11IdleSource>();
}

} // namespace lockleaf::app
