// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/roles/keeper/dbus_link.h"

#include <QList>
#include <QTimer>

#include <memory>
#include <utility>
#include <vector>

class QDBusConnection;
class QDBusMessage;
class QDBusServiceWatcher;

namespace lockleaf::app {

/// Receives one signal of the bus for DBusWorker.
class DBusRelay : public QObject
{
    Q_OBJECT

public:
    DBusRelay(BusMember member, QString signature)
        : m_member(std::move(member)), m_signature(std::move(signature))
    {
    }

Q_SIGNALS:
    void signalled(const lockleaf::app::BusMember& signal, const QVariantList& values);

public Q_SLOTS:
    void handleSignal(const QDBusMessage& message);

private:
    BusMember m_member;
    QString m_signature;
};

/// What DBusLink does on its thread, the only one that calls it.
class DBusWorker : public QObject
{
    Q_OBJECT

public:
    explicit DBusWorker(DBusLink::Bus bus);
    ~DBusWorker() override;

    void connectBus();
    void addService(const QString& name);
    void addSignal(const BusMember& member, const QString& signature);
    void call(quint64 number, const BusMember& method, const QVariantList& arguments,
              const QString& signature);

Q_SIGNALS:
    void serviceChanged(const QString& name, bool present);
    void signalled(const lockleaf::app::BusMember& signal, const QVariantList& values);
    void answered(quint64 number, bool good, const QVariantList& values);

private Q_SLOTS:
    void handleDisconnected();

private:
    [[nodiscard]] QDBusConnection bus() const;
    void retryLater();
    void watch(const QString& name);
    void askForOwner(const QString& name);
    void receive(const BusMember& member, const QString& signature);

    DBusLink::Bus m_kind;
    QString m_connection; ///< Its name at QtDBus; empty: none.
    int m_attempts = 0;
    int m_wait; ///< Milliseconds before the next attempt.
    QTimer m_retry;
    QStringList m_services;
    QList<std::pair<BusMember, QString>> m_signals;
    std::vector<std::unique_ptr<QDBusServiceWatcher>> m_watchers; ///< Of this connection.
    std::vector<std::unique_ptr<DBusRelay>> m_relays;             ///< Of this connection.
};

} // namespace lockleaf::app
