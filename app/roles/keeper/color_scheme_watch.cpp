// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/keeper/color_scheme_watch.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>

namespace lockleaf::app {

using namespace Qt::StringLiterals;

namespace {

const QString portalService = u"org.freedesktop.portal.Desktop"_s;
const QString portalPath = u"/org/freedesktop/portal/desktop"_s;
const QString settingsInterface = u"org.freedesktop.portal.Settings"_s;
const QString appearanceGroup = u"org.freedesktop.appearance"_s;
const QString colorScheme = u"color-scheme"_s;

} // namespace

ColorSchemeWatch::ColorSchemeWatch(QObject* parent) : QObject(parent) {}

void ColorSchemeWatch::start()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    bus.connect(portalService, portalPath, settingsInterface, u"SettingChanged"_s, this,
                SLOT(handleSettingChanged(QString, QString, QDBusVariant)));
    QDBusMessage read =
        QDBusMessage::createMethodCall(portalService, portalPath, settingsInterface, u"Read"_s);
    read.setArguments({appearanceGroup, colorScheme});
    auto* const answer = new QDBusPendingCallWatcher(bus.asyncCall(read), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher* call) {
        const QDBusPendingReply<QDBusVariant> reply = *call;
        call->deleteLater();
        if (reply.isValid())
            tell(reply.value().variant());
    });
}

void ColorSchemeWatch::handleSettingChanged(const QString& group, const QString& key,
                                            const QDBusVariant& value)
{
    if (group == appearanceGroup && key == colorScheme)
        tell(value.variant());
}

void ColorSchemeWatch::tell(const QVariant& value)
{
    // Read wraps its answer twice (a mistake of the interface that stays for its users).
    const QVariant plain = value.canConvert<QDBusVariant>() ? value.value<QDBusVariant>().variant() : value;
    bool isNumber = false;
    const uint scheme = plain.toUInt(&isNumber);
    if (isNumber)
        Q_EMIT systemDarkChanged(scheme == 1);
}

} // namespace lockleaf::app
