// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/window_actions.h"

#include <QMenu>
#include <QWidget>

namespace lockleaf::ui {

namespace {

QKeySequence ctrl(Qt::Key key)
{
    return QKeySequence(Qt::CTRL | key);
}
QKeySequence ctrlShift(Qt::Key key)
{
    return QKeySequence(Qt::CTRL | Qt::SHIFT | key);
}

} // namespace

WindowActions::WindowActions(QWidget& window) : QObject(&window)
{
    addNoteActions(window);
    addFormatActions(window);
    addFindActions(window);
    addViewActions(window);
    addWindowActions(window);
    setNoteOpen(false);
}

QAction* WindowActions::add(QWidget& window, const QString& text, const QList<QKeySequence>& keys)
{
    auto* action = new QAction(text, this);
    action->setShortcuts(keys);
    action->setShortcutContext(Qt::WindowShortcut);
    window.addAction(action);
    return action;
}

void WindowActions::addNoteActions(QWidget& window)
{
    newNote = add(window, tr("New note"), {ctrl(Qt::Key_N)});
    save = add(window, tr("Save now"), {ctrl(Qt::Key_S)});
    pin = add(window, tr("Pin note"), {});
    pin->setCheckable(true);
    trash = add(window, tr("Move to Trash"), {});
    exportArchive = add(window, tr("Export…"), {ctrlShift(Qt::Key_E)});
    m_groups.push_back({tr("Notes"), {newNote, save, pin, trash, exportArchive}});
}

void WindowActions::addFormatActions(QWidget& window)
{
    bold = add(window, tr("Bold"), {ctrl(Qt::Key_B)});
    italic = add(window, tr("Italic"), {ctrl(Qt::Key_I)});
    strike = add(window, tr("Strikethrough"), {ctrlShift(Qt::Key_X)});
    heading1 = add(window, tr("Heading 1"), {ctrl(Qt::Key_1)});
    heading2 = add(window, tr("Heading 2"), {ctrl(Qt::Key_2)});
    heading3 = add(window, tr("Heading 3"), {ctrl(Qt::Key_3)});
    // With Shift a digit key sends what stands above the digit: both are meant.
    numbers = add(window, tr("Numbered list"),
                  {ctrlShift(Qt::Key_7), ctrlShift(Qt::Key_Ampersand), ctrlShift(Qt::Key_Slash)});
    bullets = add(window, tr("Bullet list"),
                  {ctrlShift(Qt::Key_8), ctrlShift(Qt::Key_Asterisk), ctrlShift(Qt::Key_ParenLeft)});
    tasks = add(window, tr("Tasks"), {ctrlShift(Qt::Key_C)});
    quote = add(window, tr("Quote"), {});
    code = add(window, tr("Code"), {});
    link = add(window, tr("Link"), {ctrlShift(Qt::Key_K)});
    m_groups.push_back(
        {tr("Format"),
         {bold, italic, strike, heading1, heading2, heading3, numbers, bullets, tasks, quote, code, link}});
}

void WindowActions::addFindActions(QWidget& window)
{
    find = add(window, tr("Find in note"), {ctrl(Qt::Key_F)});
    findNext = add(window, tr("Next match"), {QKeySequence(Qt::Key_F3)});
    findPrevious = add(window, tr("Previous match"), {QKeySequence(Qt::SHIFT | Qt::Key_F3)});
    replace = add(window, tr("Replace"), {ctrl(Qt::Key_H)});
    m_groups.push_back({tr("Find"), {find, findNext, findPrevious, replace}});
}

void WindowActions::addViewActions(QWidget& window)
{
    sidebar = add(window, tr("Show or hide the sidebar"), {QKeySequence(Qt::Key_F9)});
    nextPane = add(window, tr("Next pane"), {QKeySequence(Qt::Key_F6)});
    larger = add(window, tr("Larger text"), {ctrl(Qt::Key_Equal), ctrl(Qt::Key_Plus)});
    smaller = add(window, tr("Smaller text"), {ctrl(Qt::Key_Minus)});
    normalSize = add(window, tr("Normal text size"), {ctrl(Qt::Key_0)});
    m_groups.push_back({tr("View"), {sidebar, nextPane, larger, smaller, normalSize}});
}

void WindowActions::addWindowActions(QWidget& window)
{
    settings = add(window, tr("Settings"), {ctrl(Qt::Key_Comma)});
    shortcuts = add(window, tr("Keyboard shortcuts"), {QKeySequence(Qt::Key_F1), ctrl(Qt::Key_Slash)});
    menu = add(window, tr("Menu"), {QKeySequence(Qt::Key_F10)});
    lock = add(window, tr("Lock now"), {ctrl(Qt::Key_L)});
    quit = add(window, tr("Quit"), {ctrl(Qt::Key_Q)});
    m_groups.push_back({tr("Lockleaf"), {settings, shortcuts, menu, lock, quit}});
}

QMenu* WindowActions::makeMenu(QWidget* parent) const
{
    auto* made = new QMenu(parent);
    made->setAccessibleName(tr("Menu"));
    for (const Group& group : m_groups) {
        const bool folded = group.actions.size() > 5; // the formats would make it longer than some screens
        QMenu* const into = folded ? made->addMenu(group.name) : made;
        for (QAction* action : group.actions)
            if (action != menu)
                into->addAction(action);
        if (&group != &m_groups.back())
            made->addSeparator();
    }
    return made;
}

void WindowActions::setNoteOpen(bool open, bool writable)
{
    for (QAction* action : {pin, trash, find, findNext, findPrevious})
        action->setEnabled(open);
    for (QAction* action : {save, bold, italic, strike, heading1, heading2, heading3, numbers, bullets, tasks,
                            quote, code, link, replace})
        action->setEnabled(open && writable);
}

} // namespace lockleaf::ui
