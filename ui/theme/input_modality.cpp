// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/input_modality.h"

#include <QApplication>
#include <QKeyEvent>
#include <QWidget>

namespace lockleaf::ui {

namespace {

bool isNavigation(int key)
{
    switch (key) {
    case Qt::Key_Tab:
    case Qt::Key_Backtab:
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_F6:
        return true;
    default:
        return false;
    }
}

} // namespace

InputModality& InputModality::instance()
{
    static InputModality modality;
    return modality;
}

bool InputModality::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::KeyPress:
        if (isNavigation(static_cast<QKeyEvent*>(event)->key()))
            setKeyboard(true);
        break;
    case QEvent::MouseButtonPress:
    case QEvent::TouchBegin:
        setKeyboard(false);
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

void InputModality::setKeyboard(bool keyboard)
{
    if (m_keyboard == keyboard)
        return;
    m_keyboard = keyboard;
    if (QWidget* focused = QApplication::focusWidget())
        focused->update();
}

} // namespace lockleaf::ui
