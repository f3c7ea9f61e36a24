// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/window/identity.h"

#include <QGuiApplication>
#include <QString>

namespace lockleaf::app {

using namespace Qt::StringLiterals;

void presentAsLockleaf()
{
    QCoreApplication::setApplicationName(u"Lockleaf"_s); // the class; the first argument is the instance
    QGuiApplication::setDesktopFileName(u"org.lockleaf.Lockleaf"_s);
}

} // namespace lockleaf::app
