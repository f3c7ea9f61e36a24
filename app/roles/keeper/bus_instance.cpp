// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/keeper/bus_instance.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QUrl>

namespace lockleaf::app {

using namespace Qt::StringLiterals;

namespace {

const QString busName = u"org.lockleaf.Lockleaf"_s;
const QString objectPath = u"/org/lockleaf/Lockleaf"_s;
const QString applicationInterface = u"org.freedesktop.Application"_s;

// The desktop passes the token under the first name; the second is its older kind.
QString tokenFrom(const QVariantMap& platformData)
{
    const QString token = platformData.value(u"activation-token"_s).toString();
    return token.isEmpty() ? platformData.value(u"desktop-startup-id"_s).toString() : token;
}

QVariantMap platformDataOfThisStart()
{
    QVariantMap data;
    if (const QString token = qEnvironmentVariable("XDG_ACTIVATION_TOKEN"); !token.isEmpty())
        data.insert(u"activation-token"_s, token);
    if (const QString startup = qEnvironmentVariable("DESKTOP_STARTUP_ID"); !startup.isEmpty())
        data.insert(u"desktop-startup-id"_s, startup);
    return data;
}

} // namespace

SingleInstance::Place BusInstance::claim()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected() || bus.interface() == nullptr)
        return Place::Unknown;
    // The object stands before the name does: whoever finds the name can call it.
    if (!bus.registerObject(objectPath, this, QDBusConnection::ExportScriptableSlots))
        return Place::Unknown;
    const auto reply = bus.interface()->registerService(busName, QDBusConnectionInterface::DontQueueService,
                                                        QDBusConnectionInterface::DontAllowReplacement);
    if (!reply.isValid())
        return Place::Unknown;
    return reply.value() == QDBusConnectionInterface::ServiceRegistered ? Place::First : Place::Second;
}

void BusInstance::askFirstToShow(const QString& vaultPath)
{
    const bool opens = !vaultPath.isEmpty();
    QDBusMessage call = QDBusMessage::createMethodCall(busName, objectPath, applicationInterface,
                                                       opens ? u"Open"_s : u"Activate"_s);
    QVariantList arguments;
    if (opens)
        arguments << QStringList{QUrl::fromLocalFile(vaultPath).toString(QUrl::FullyEncoded)};
    arguments << platformDataOfThisStart();
    call.setArguments(arguments);
    constexpr int patience = 2000; // milliseconds; this process does nothing else
    QDBusConnection::sessionBus().call(call, QDBus::Block, patience);
}

void BusInstance::Activate(const QVariantMap& platformData)
{
    Q_EMIT showRequested(tokenFrom(platformData), QString());
}

void BusInstance::Open(const QStringList& uris, const QVariantMap& platformData)
{
    const QUrl first = uris.isEmpty() ? QUrl() : QUrl(uris.first());
    Q_EMIT showRequested(tokenFrom(platformData), first.isLocalFile() ? first.toLocalFile() : QString());
}

void BusInstance::ActivateAction(const QString&, const QVariantList&, const QVariantMap& platformData)
{
    Q_EMIT showRequested(tokenFrom(platformData), QString()); // the desktop file names no actions
}

} // namespace lockleaf::app
