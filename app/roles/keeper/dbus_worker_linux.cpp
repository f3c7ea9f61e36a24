// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/keeper/dbus_worker.h"

#include "app/roles/keeper/dbus_values.h"
#include "app/roles/process/session_bus.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusServiceWatcher>

#include <algorithm>

namespace lockleaf::app {

using namespace Qt::StringLiterals;

namespace {

constexpr int firstWait = 2'000; // milliseconds
constexpr int longestWait = 300'000;
constexpr int answerWait = 5'000;
const QString driver = u"org.freedesktop.DBus"_s;

} // namespace

void DBusRelay::handleSignal(const QDBusMessage& message)
{
    // Looked at first: taking values of other types apart is what the D-Bus library ends a program for.
    if (message.signature() == m_signature)
        Q_EMIT signalled(m_member, plainValues(message.arguments()));
}

DBusWorker::DBusWorker(DBusLink::Bus bus) : m_kind(bus), m_wait(firstWait), m_retry(this)
{
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &DBusWorker::connectBus);
}

DBusWorker::~DBusWorker()
{
    m_relays.clear();
    m_watchers.clear();
    if (!m_connection.isEmpty())
        QDBusConnection::disconnectFromBus(m_connection);
}

QDBusConnection DBusWorker::bus() const
{
    return QDBusConnection{m_connection};
}

void DBusWorker::connectBus()
{
    const bool session = m_kind == DBusLink::Bus::Session;
    if (session && !hasSessionBus()) { // else the library would start one
        retryLater();
        return;
    }
    m_connection = (session ? u"locks-session-%1"_s : u"locks-system-%1"_s).arg(++m_attempts);
    QDBusConnection made = QDBusConnection::connectToBus(
        session ? QDBusConnection::SessionBus : QDBusConnection::SystemBus, m_connection);
    if (!made.isConnected()) {
        QDBusConnection::disconnectFromBus(std::exchange(m_connection, QString()));
        retryLater();
        return;
    }
    m_wait = firstWait;
    made.connect(QString(), u"/org/freedesktop/DBus/Local"_s, u"org.freedesktop.DBus.Local"_s,
                 u"Disconnected"_s, this, SLOT(handleDisconnected()));
    for (const auto& [member, signature] : std::as_const(m_signals))
        receive(member, signature);
    for (const QString& name : std::as_const(m_services))
        watch(name);
}

void DBusWorker::retryLater()
{
    m_retry.start(m_wait);
    m_wait = std::min(m_wait * 2, longestWait);
}

void DBusWorker::handleDisconnected()
{
    m_relays.clear();
    m_watchers.clear();
    QDBusConnection::disconnectFromBus(std::exchange(m_connection, QString()));
    for (const QString& name : std::as_const(m_services))
        Q_EMIT serviceChanged(name, false);
    retryLater();
}

void DBusWorker::addService(const QString& name)
{
    if (m_services.contains(name))
        return;
    m_services.append(name);
    if (!m_connection.isEmpty())
        watch(name);
}

void DBusWorker::watch(const QString& name)
{
    auto watcher =
        std::make_unique<QDBusServiceWatcher>(name, bus(), QDBusServiceWatcher::WatchForOwnerChange);
    connect(watcher.get(), &QDBusServiceWatcher::serviceOwnerChanged, this,
            [this](const QString& changed, const QString&, const QString& owner) {
                Q_EMIT serviceChanged(changed, !owner.isEmpty());
            });
    m_watchers.push_back(std::move(watcher));
    askForOwner(name);
}

void DBusWorker::askForOwner(const QString& name)
{
    QDBusMessage question =
        QDBusMessage::createMethodCall(driver, u"/org/freedesktop/DBus"_s, driver, u"NameHasOwner"_s);
    question.setArguments({name});
    auto* const answer = new QDBusPendingCallWatcher(bus().asyncCall(question, answerWait), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, name](QDBusPendingCallWatcher* call) {
        const QDBusMessage reply = call->reply();
        call->deleteLater();
        if (reply.type() == QDBusMessage::ReplyMessage && reply.signature() == u"b"_s &&
            reply.arguments().constFirst().toBool())
            Q_EMIT serviceChanged(name, true);
    });
}

void DBusWorker::addSignal(const BusMember& member, const QString& signature)
{
    const std::pair<BusMember, QString> wanted{member, signature};
    if (m_signals.contains(wanted))
        return;
    m_signals.append(wanted);
    if (!m_connection.isEmpty())
        receive(member, signature);
}

void DBusWorker::receive(const BusMember& member, const QString& signature)
{
    auto relay = std::make_unique<DBusRelay>(member, signature);
    connect(relay.get(), &DBusRelay::signalled, this, &DBusWorker::signalled);
    bus().connect(member.service, member.path, member.interface, member.name, relay.get(),
                  SLOT(handleSignal(QDBusMessage)));
    m_relays.push_back(std::move(relay));
}

void DBusWorker::call(quint64 number, const BusMember& method, const QVariantList& arguments,
                      const QString& signature)
{
    if (m_connection.isEmpty()) {
        Q_EMIT answered(number, false, {});
        return;
    }
    QDBusMessage message =
        QDBusMessage::createMethodCall(method.service, method.path, method.interface, method.name);
    message.setArguments(arguments);
    message.setAutoStartService(false); // what nobody uses is not ours to start
    auto* const answer = new QDBusPendingCallWatcher(bus().asyncCall(message, answerWait), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this,
            [this, number, signature](QDBusPendingCallWatcher* call) {
                const QDBusMessage reply = call->reply();
                call->deleteLater();
                const bool good =
                    reply.type() == QDBusMessage::ReplyMessage && reply.signature() == signature;
                Q_EMIT answered(number, good, good ? plainValues(reply.arguments()) : QVariantList());
            });
}

} // namespace lockleaf::app
