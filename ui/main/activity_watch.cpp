// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/activity_watch.h"

#include <QCoreApplication>
#include <QEvent>
#include <QInputMethodEvent>
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
        return true;
    default:
        return false;
    }
}

/// What an input method composes or has composed. Qt hands it to the widget in focus as an event of its own
/// making, whoever typed it; the empty one that ends composing comes with a change of focus as well.
bool isComposing(const QEvent& event)
{
    if (event.type() != QEvent::InputMethod)
        return false;
    const auto& composed = static_cast<const QInputMethodEvent&>(event);
    return !composed.commitString().isEmpty() || !composed.preeditString().isEmpty();
}

} // namespace

ActivityWatch::ActivityWatch(QObject* parent) : QObject(parent)
{
    QCoreApplication::instance()->installEventFilter(this);
}

bool ActivityWatch::eventFilter(QObject* watched, QEvent* event)
{
    // What comes from outside passes a QWindow first, popups and dialogs included.
    const bool fromOutside = isInput(event->type()) && event->spontaneous() && watched->isWindowType();
    if (!fromOutside && !isComposing(*event))
        return false;
    if (!m_sinceLast.isValid() || m_sinceLast.hasExpired(LeastInterval)) {
        m_sinceLast.start();
        Q_EMIT noticed();
    }
    return false;
}

} // namespace lockleaf::ui
