// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/roles/keeper/bus_link.h"

#include <optional>

namespace lockleaf::app {

/// Which session of logind is this program's.
struct LogindIdentity
{
    QString session; ///< XDG_SESSION_ID; may be empty.
    quint32 process = 0;
    quint32 user = 0;

    /// Of this process.
    [[nodiscard]] static LogindIdentity own();
};

/// Follows logind on the system bus: sleep, the lock of the screen, and which session has it
/// (org.freedesktop.login1(5)). Stays silent where there is none; one that comes back is followed again.
/// GUI thread.
class LogindWatch : public QObject
{
    Q_OBJECT

public:
    /// `bus` outlives it.
    LogindWatch(BusLink& bus, LogindIdentity identity, QObject* parent = nullptr);

    /// Whether there is somebody who tells of sleep.
    [[nodiscard]] bool isPresent() const { return m_present; }
    /// Whether the session of this program is known, so that its locks and switches are told.
    [[nodiscard]] bool knowsSession() const { return m_present && !m_session.isEmpty(); }

Q_SIGNALS:
    /// The computer goes to sleep, or has woken up.
    void sleepAnnounced(bool before);
    void screenLocked();
    /// Another session has the screen.
    void sessionLeft();
    /// isPresent() or knowsSession() changed, or logind was started anew.
    void availabilityChanged();

private:
    void handleService(const QString& name, bool present);
    void handleSignal(const BusMember& signal, const QVariantList& values);
    void findSession();
    void findSessionOfProcess();
    void findSessionOfUser();
    void askForDisplay(const QString& user);
    void takeSession(const QString& path);
    void readProperties();
    void takeProperties(const QVariantMap& properties);

    BusLink& m_bus;
    LogindIdentity m_identity;
    bool m_present = false;
    QString m_session; ///< Path of its object.
    std::optional<bool> m_locked;
    std::optional<bool> m_active;
};

} // namespace lockleaf::app
