// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QEvent>
#include <QWidget>

namespace lockleaf::app {

/// Turns closing a window into a request: the window stays until the keeper has decided.
class CloseWatch : public QObject
{
    Q_OBJECT

public:
    explicit CloseWatch(QWidget& window) : QObject(&window) { window.installEventFilter(this); }

Q_SIGNALS:
    void closeRequested();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() != QEvent::Close)
            return QObject::eventFilter(watched, event);
        event->ignore();
        Q_EMIT closeRequested();
        return true;
    }
};

} // namespace lockleaf::app
