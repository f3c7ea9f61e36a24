// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/roles/keeper/bus_link.h"
#include "app/roles/keeper/idle_source.h"

namespace lockleaf::app {

/// By the method GetSessionIdleTime of org.freedesktop.ScreenSaver. Some desktops have it and only say that
/// they do not: it is available once it has answered. Some answer seconds, as its specification says, and
/// some milliseconds: which of them is seen by how fast the number grows.
class ScreenSaverIdle : public IdleSource
{
    Q_OBJECT

public:
    using Now = std::function<std::chrono::milliseconds()>;

    /// `bus` outlives it. `now` tells the time; another one than the computer's is for tests.
    explicit ScreenSaverIdle(BusLink& bus, Now now, QObject* parent = nullptr);

    [[nodiscard]] bool isAvailable() const override { return m_available; }
    void ask(Answer answer) override;

private:
    void handleService(const QString& name, bool present);
    [[nodiscard]] std::optional<std::chrono::milliseconds> read(quint32 number);
    void setAvailable(bool available);

    BusLink& m_bus;
    Now m_now;
    bool m_available = false;
    bool m_inMilliseconds = false;
    std::optional<quint32> m_last;
    std::chrono::milliseconds m_lastAsked{0};
};

} // namespace lockleaf::app
