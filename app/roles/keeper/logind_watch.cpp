// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/keeper/logind_watch.h"

#include "app/roles/keeper/logind_names.h"

#include <utility>

namespace lockleaf::app {

using namespace Qt::StringLiterals;

namespace {

const QString sessionInterface = u"org.freedesktop.login1.Session"_s;
const QString userInterface = u"org.freedesktop.login1.User"_s;
const QString propertiesInterface = u"org.freedesktop.DBus.Properties"_s;
const QString sessionsPath = u"/org/freedesktop/login1/session/"_s;
const QString usersPath = u"/org/freedesktop/login1/user/"_s;

BusMember ofSession(const QString& path, const QString& name)
{
    return {logind::service, path, sessionInterface, name};
}

BusMember properties(const QString& path, const QString& name)
{
    return {logind::service, path, propertiesInterface, name};
}

std::optional<bool> truth(const QVariantMap& properties, const QString& name)
{
    const QVariant value = properties.value(name);
    return value.typeId() == QMetaType::Bool ? std::optional(value.toBool()) : std::nullopt;
}

} // namespace

LogindWatch::LogindWatch(BusLink& bus, LogindIdentity identity, QObject* parent)
    : QObject(parent), m_bus(bus), m_identity(std::move(identity))
{
    connect(&m_bus, &BusLink::serviceChanged, this, &LogindWatch::handleService);
    connect(&m_bus, &BusLink::signalled, this, &LogindWatch::handleSignal);
    m_bus.follow(logind::manager(u"PrepareForSleep"_s), u"b"_s);
    m_bus.watchService(logind::service);
}

void LogindWatch::handleService(const QString& name, bool present)
{
    if (name != logind::service)
        return;
    m_present = present;
    if (present)
        findSession(); // also where it was known: what happened meanwhile was not told
    else
        m_session.clear();
    Q_EMIT availabilityChanged();
}

// A program that the desktop's service manager started is in no session of its own; the environment names it.
void LogindWatch::findSession()
{
    if (m_identity.session.isEmpty()) {
        findSessionOfProcess();
        return;
    }
    m_bus.call(logind::manager(u"GetSession"_s), {m_identity.session}, u"o"_s,
               [this](const QVariantList* found) {
                   if (found != nullptr)
                       takeSession(found->constFirst().toString());
                   else
                       findSessionOfProcess();
               });
}

void LogindWatch::findSessionOfProcess()
{
    m_bus.call(logind::manager(u"GetSessionByPID"_s), {m_identity.process}, u"o"_s,
               [this](const QVariantList* found) {
                   if (found != nullptr)
                       takeSession(found->constFirst().toString());
                   else
                       findSessionOfUser();
               });
}

void LogindWatch::findSessionOfUser()
{
    m_bus.call(logind::manager(u"GetUser"_s), {m_identity.user}, u"o"_s, [this](const QVariantList* found) {
        const QString path = found != nullptr ? found->constFirst().toString() : QString();
        if (path.startsWith(usersPath))
            askForDisplay(path);
    });
}

void LogindWatch::askForDisplay(const QString& user)
{
    m_bus.call(
        properties(user, u"Get"_s), {userInterface, u"Display"_s}, u"v"_s, [this](const QVariantList* found) {
            const QVariantList display = found != nullptr ? found->constFirst().toList() : QVariantList();
            if (display.size() == 2) // id and path
                takeSession(display[1].toString());
        });
}

void LogindWatch::takeSession(const QString& path)
{
    if (!m_present || !path.startsWith(sessionsPath))
        return;
    m_session = path;
    m_bus.follow(ofSession(path, u"Lock"_s), QString());
    m_bus.follow(properties(path, u"PropertiesChanged"_s), u"sa{sv}as"_s);
    readProperties();
    Q_EMIT availabilityChanged();
}

void LogindWatch::readProperties()
{
    m_bus.call(properties(m_session, u"GetAll"_s), {sessionInterface}, u"a{sv}"_s,
               [this](const QVariantList* all) {
                   if (all != nullptr)
                       takeProperties(all->constFirst().toMap());
               });
}

void LogindWatch::handleSignal(const BusMember& signal, const QVariantList& values)
{
    if (signal == logind::manager(u"PrepareForSleep"_s)) {
        Q_EMIT sleepAnnounced(values.constFirst().toBool());
    } else if (m_session.isEmpty() || signal.path != m_session) {
        return; // of another session, which was ours once
    } else if (signal == ofSession(m_session, u"Lock"_s)) {
        Q_EMIT screenLocked();
    } else if (signal == properties(m_session, u"PropertiesChanged"_s) && values[0] == sessionInterface) {
        takeProperties(values[1].toMap());
        if (!values[2].toStringList().isEmpty())
            readProperties();
    }
}

// The first time counts as a change: what was locked or left while nobody looked is so all the same.
void LogindWatch::takeProperties(const QVariantMap& properties)
{
    if (const auto locked = truth(properties, u"LockedHint"_s)) {
        if (std::exchange(m_locked, locked) != locked && *locked)
            Q_EMIT screenLocked();
    }
    if (const auto active = truth(properties, u"Active"_s)) {
        if (std::exchange(m_active, active) != active && !*active)
            Q_EMIT sessionLeft();
    }
}

} // namespace lockleaf::app
