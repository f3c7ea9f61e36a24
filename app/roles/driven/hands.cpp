// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/driven/hands.h"

#include <QAction>
#include <QKeyEvent>
#include <QPointer>

namespace lockleaf::app {

namespace {

constexpr int keysAtOnce = 3; // of a fast typist's a hundred: the check is not about speed

void typeCharacter(QWidget& target, QChar character)
{
    if (character == u'\n')
        pressKey(target, Qt::Key_Return, Qt::NoModifier, QStringLiteral("\r"));
    else // for letters, digits and blanks Qt's key is the number of the capital letter
        pressKey(target, character.toUpper().unicode(), Qt::NoModifier, QString(character));
}

} // namespace

void pressKey(QWidget& target, int key, Qt::KeyboardModifiers modifiers, const QString& text)
{
    const QPointer<QWidget> alive{&target};
    QKeyEvent press(QEvent::KeyPress, key, modifiers, text);
    QCoreApplication::sendEvent(&target, &press);
    if (!alive)
        return; // the key closed what it was pressed in
    QKeyEvent release(QEvent::KeyRelease, key, modifiers, text);
    QCoreApplication::sendEvent(&target, &release);
}

std::function<bool()> typing(std::function<QWidget*()> target, const QString& text)
{
    return [target = std::move(target), text, at = qsizetype{0}]() mutable {
        QWidget* const widget = target();
        if (widget == nullptr)
            return false;
        if (!widget->hasFocus())
            widget->setFocus();
        for (int i = 0; i < keysAtOnce && at < text.size(); ++i)
            typeCharacter(*widget, text[at++]);
        return at == text.size();
    };
}

bool triggerAction(const QKeySequence& keys)
{
    for (const QWidget* window : QApplication::topLevelWidgets()) {
        for (QAction* action : window->actions()) {
            if (action->shortcuts().contains(keys) && action->isEnabled()) {
                action->trigger();
                return true;
            }
        }
    }
    return false;
}

} // namespace lockleaf::app
