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

const QString writeAction = u"capture"_s; ///< With the address of a vault, or with none.

QString addressOf(const QString& vaultPath)
{
    return QUrl::fromLocalFile(vaultPath).toString(QUrl::FullyEncoded);
}

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

void callFirst(const QString& method, QVariantList arguments)
{
    QDBusMessage call = QDBusMessage::createMethodCall(busName, objectPath, applicationInterface, method);
    arguments << platformDataOfThisStart();
    call.setArguments(arguments);
    constexpr int patience = 2000; // milliseconds; this process does nothing else
    QDBusConnection::sessionBus().call(call, QDBus::Block, patience);
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
    if (vaultPath.isEmpty())
        callFirst(u"Activate"_s, {});
    else
        callFirst(u"Open"_s, {QStringList{addressOf(vaultPath)}});
}

void BusInstance::askFirstToWrite(const QString& vaultPath)
{
    QVariantList parameters;
    if (!vaultPath.isEmpty())
        parameters << addressOf(vaultPath);
    callFirst(u"ActivateAction"_s, {writeAction, QVariant{parameters}});
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

void BusInstance::ActivateAction(const QString& action, const QVariantList& parameters,
                                 const QVariantMap& platformData)
{
    const QString token = tokenFrom(platformData);
    if (action != writeAction) {
        Q_EMIT showRequested(token, QString()); // we name no other
        return;
    }
    const QUrl vault = parameters.isEmpty() ? QUrl() : QUrl(parameters.first().toString());
    Q_EMIT writeRequested(token, vault.isLocalFile() ? vault.toLocalFile() : QString());
}

} // namespace lockleaf::app
