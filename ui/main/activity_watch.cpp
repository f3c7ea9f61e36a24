// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/activity_watch.h"

#include <QCoreApplication>
#include <QEvent>
#include <QWindow>

namespace lockleaf::ui {

namespace {

constexpr qint64 LeastInterval = 1000; // milliseconds

bool isInput(QEvent::Type type)
{
    switch (type) {
    case QEvent::KeyPress:
    case QEvent::MouseButtonPress:
    case QEvent::Wheel:
    case QEvent::TouchBegin:
    case QEvent::TabletPress:
    case QEvent::InputMethod:
        return true;
    default:
        return false;
    }
}

} // namespace

ActivityWatch::ActivityWatch(QObject* parent) : QObject(parent)
{
    QCoreApplication::instance()->installEventFilter(this);
}

bool ActivityWatch::eventFilter(QObject* watched, QEvent* event)
{
    // What comes from outside passes a QWindow first, popups and dialogs included.
    if (!isInput(event->type()) || !event->spontaneous() || !watched->isWindowType())
        return false;
    if (!m_sinceLast.isValid() || m_sinceLast.hasExpired(LeastInterval)) {
        m_sinceLast.start();
        Q_EMIT noticed();
    }
    return false;
}

} // namespace lockleaf::ui
