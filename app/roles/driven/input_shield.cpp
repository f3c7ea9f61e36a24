// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/driven/input_shield.h"

#include <QCoreApplication>
#include <QEvent>

namespace lockleaf::app {

namespace {

// Qt makes these by itself from what came from outside, so they do not say that it did.
bool isMadeOfInput(QEvent::Type type)
{
    return type == QEvent::Shortcut || type == QEvent::InputMethod || type == QEvent::ContextMenu;
}

bool isPersonsInput(QEvent::Type type)
{
    switch (type) {
    case QEvent::KeyPress:
    case QEvent::KeyRelease:
    case QEvent::ShortcutOverride:
    case QEvent::MouseButtonPress:
    case QEvent::MouseButtonRelease:
    case QEvent::MouseButtonDblClick:
    case QEvent::MouseMove:
    case QEvent::Wheel:
    case QEvent::TouchBegin:
    case QEvent::TouchUpdate:
    case QEvent::TouchEnd:
    case QEvent::TabletPress:
    case QEvent::TabletMove:
    case QEvent::TabletRelease:
    case QEvent::DragEnter:
    case QEvent::DragMove:
    case QEvent::Drop:
        return true;
    default:
        return false;
    }
}

} // namespace

InputShield::InputShield(QObject* parent) : QObject(parent)
{
    QCoreApplication::instance()->installEventFilter(this);
}

bool InputShield::eventFilter(QObject* watched, QEvent* event)
{
    const QEvent::Type type = event->type();
    // What the driver sends goes to a widget and is not spontaneous; what comes from outside meets a window
    // of the platform first.
    return isMadeOfInput(type) || (isPersonsInput(type) && (event->spontaneous() || watched->isWindowType()));
}

} // namespace lockleaf::app
