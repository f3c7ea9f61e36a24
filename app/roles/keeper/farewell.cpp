// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/keeper/farewell.h"

#include "app/roles/process/session_bus.h"

#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusMessage>

#include <cstdio>

namespace lockleaf::app {

using namespace Qt::StringLiterals;

void sayFarewellAfterCrashes()
{
    const QString sentence = QCoreApplication::translate(
        "lockleaf::app", "Lockleaf stopped: a part of it ended unexpectedly three times within a minute. "
                         "What was shown as saved is in the vault.");
    std::fprintf(stderr, "lockleaf: %s\n", qUtf8Printable(sentence));
    if (!hasSessionBus())
        return;
    const QString service = u"org.freedesktop.Notifications"_s;
    QDBusMessage call =
        QDBusMessage::createMethodCall(service, u"/org/freedesktop/Notifications"_s, service, u"Notify"_s);
    call.setArguments({u"Lockleaf"_s, 0U, u"org.lockleaf.Lockleaf"_s, u"Lockleaf"_s, sentence, QStringList(),
                       QVariantMap(), -1});
    constexpr int patience = 1000; // milliseconds; nothing else is left to do
    QDBusConnection::sessionBus().call(call, QDBus::Block, patience);
}

} // namespace lockleaf::app
