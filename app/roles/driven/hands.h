// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QString>
#include <QWidget>

#include <functional>

class QKeySequence;

namespace lockleaf::app {

/// The visible widget of this type in any window of the process, the first one; nullptr: there is none.
template <class T>
[[nodiscard]] T* visibleWidget()
{
    for (QWidget* window : QApplication::topLevelWidgets()) {
        for (T* widget : window->findChildren<T*>()) {
            if (widget->isVisible())
                return widget;
        }
    }
    return nullptr;
}

/// Presses and releases a key in `target`, as QTest does: an event to the widget, none to the desktop.
void pressKey(QWidget& target, int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier,
              const QString& text = {});

/// Types `text` into the widget that `target` finds, some keys at each attempt; true after the last one.
[[nodiscard]] std::function<bool()> typing(std::function<QWidget*()> target, const QString& text);

/// Triggers the action of a window that has these keys, as the menu does. False: there is none, or it is off.
[[nodiscard]] bool triggerAction(const QKeySequence& keys);

} // namespace lockleaf::app
