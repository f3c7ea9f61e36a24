// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/keeper/address_opener.h"

#include "app/roles/process/session_bus.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QVariantMap>

#include <algorithm>

namespace lockleaf::app {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t longestAddress = 2048;
constexpr int portalMilliseconds = 5'000;
// Nobody clicks faster; a session that asks without end has no portal flooded.
constexpr int mostAtOnce = 4;

bool isOfAnAddress(char c)
{
    constexpr std::string_view marks = "-._~:/?#[]@!$&'()*+,;=%";
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           marks.find(c) != std::string_view::npos;
}

} // namespace

bool mayOpen(std::string_view address)
{
    if (address.size() > longestAddress || !std::ranges::all_of(address, isOfAnAddress))
        return false;
    for (const std::string_view beginning : {"https://", "http://", "mailto:"})
        if (address.starts_with(beginning) && address.size() > beginning.size())
            return true;
    return false;
}

void AddressOpener::open(const QString& address)
{
    if (!mayOpen(address.toStdString()) || !hasSessionBus() || m_underWay == mostAtOnce) {
        Q_EMIT answered(false);
        return;
    }
    QDBusMessage call = QDBusMessage::createMethodCall(u"org.freedesktop.portal.Desktop"_s,
                                                       u"/org/freedesktop/portal/desktop"_s,
                                                       u"org.freedesktop.portal.OpenURI"_s, u"OpenURI"_s);
    call.setArguments({QString(), address, QVariantMap()}); // of no window in particular
    ++m_underWay;
    auto* const answer =
        new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call, portalMilliseconds), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher* done) {
        const QDBusPendingReply<QDBusObjectPath> reply = *done;
        done->deleteLater();
        --m_underWay;
        Q_EMIT answered(reply.isValid());
    });
}

} // namespace lockleaf::app
