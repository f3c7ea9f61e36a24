// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/window_actions.h"

#include <QMenu>
#include <QWidget>

namespace lockleaf::ui {

namespace {

constexpr const char* IconProperty = "lockleafIcon";

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
    addNotebookActions(window);
    addFormatActions(window);
    addFindActions(window);
    addViewActions(window);
    addVaultActions(window);
    addWindowActions(window);
    setNoteOpen(false);
    setWays(false, false);
}

QAction* WindowActions::add(QWidget& window, const QString& text, const QList<QKeySequence>& keys, Icon icon)
{
    auto* action = new QAction(text, this);
    action->setShortcuts(keys);
    action->setShortcutContext(Qt::WindowShortcut);
    action->setProperty(IconProperty, static_cast<int>(icon));
    window.addAction(action);
    return action;
}

Icon WindowActions::iconOf(const QAction& action)
{
    const QVariant icon = action.property(IconProperty);
    return icon.isValid() ? static_cast<Icon>(icon.toInt()) : Icon::Command;
}

void WindowActions::addNoteActions(QWidget& window)
{
    newNote = add(window, tr("New note"), {ctrl(Qt::Key_N)}, Icon::Compose);
    goTo = add(window, tr("Go to note…"), {ctrl(Qt::Key_O)}, Icon::Search);
    back = add(window, tr("Back"), {QKeySequence(Qt::ALT | Qt::Key_Left)}, Icon::ArrowLeft);
    forward = add(window, tr("Forward"), {QKeySequence(Qt::ALT | Qt::Key_Right)}, Icon::ArrowRight);
    keepVersion = add(window, tr("Keep a version now"), {ctrl(Qt::Key_S)}, Icon::Check);
    versions = add(window, tr("Versions…"), {}, Icon::Note);
    attach = add(window, tr("Attach files…"), {ctrlShift(Qt::Key_A)}, Icon::Image);
    files = add(window, tr("Files in this note…"), {}, Icon::Attachment);
    pin = add(window, tr("Pin note"), {}, Icon::Pin);
    pin->setCheckable(true);
    trash = add(window, tr("Move to Trash"), {}, Icon::Trash);
    importNotes = add(window, tr("Import…"), {ctrlShift(Qt::Key_I)}, Icon::Download);
    restoreArchive = add(window, tr("Restore from archive…"), {}, Icon::Download);
    mergeCopy = add(window, tr("Merge a copy…"), {}, Icon::Download);
    exportArchive = add(window, tr("Export…"), {ctrlShift(Qt::Key_E)}, Icon::Upload);
    savePdf = add(window, tr("Save as PDF…"), {}, Icon::Download);
    print = add(window, tr("Print…"), {ctrl(Qt::Key_P)}, Icon::Print);
    m_groups.push_back(
        {tr("Notes"), {newNote, goTo, back, forward, keepVersion, versions, attach, files, pin, trash}});
    m_groups.push_back(
        {tr("In and out"), {importNotes, restoreArchive, mergeCopy, exportArchive, savePdf, print}});
}

void WindowActions::addNotebookActions(QWidget& window)
{
    newNotebook = add(window, tr("New notebook…"), {ctrlShift(Qt::Key_N)}, Icon::Notebook);
    emptyTrash = add(window, tr("Empty Trash…"), {}, Icon::Trash);
    m_groups.push_back({tr("Notebooks"), {newNotebook, emptyTrash}});
}

void WindowActions::addFormatActions(QWidget& window)
{
    bold = add(window, tr("Bold"), {ctrl(Qt::Key_B)}, Icon::Bold);
    italic = add(window, tr("Italic"), {ctrl(Qt::Key_I)}, Icon::Italic);
    strike = add(window, tr("Strikethrough"), {ctrlShift(Qt::Key_X)}, Icon::Strike);
    heading1 = add(window, tr("Heading 1"), {ctrl(Qt::Key_1)}, Icon::Heading);
    heading2 = add(window, tr("Heading 2"), {ctrl(Qt::Key_2)}, Icon::Heading);
    heading3 = add(window, tr("Heading 3"), {ctrl(Qt::Key_3)}, Icon::Heading);
    // With Shift a digit key sends what stands above the digit: both are meant.
    numbers =
        add(window, tr("Numbered list"),
            {ctrlShift(Qt::Key_7), ctrlShift(Qt::Key_Ampersand), ctrlShift(Qt::Key_Slash)}, Icon::NumberList);
    bullets = add(window, tr("Bullet list"),
                  {ctrlShift(Qt::Key_8), ctrlShift(Qt::Key_Asterisk), ctrlShift(Qt::Key_ParenLeft)},
                  Icon::BulletList);
    tasks = add(window, tr("Checklist"), {ctrlShift(Qt::Key_C)}, Icon::Task);
    quote = add(window, tr("Quote"), {}, Icon::Quote);
    code = add(window, tr("Code"), {}, Icon::Code);
    link = add(window, tr("Insert link"), {ctrlShift(Qt::Key_K)}, Icon::Link);
    m_groups.push_back(
        {tr("Format"),
         {bold, italic, strike, heading1, heading2, heading3, numbers, bullets, tasks, quote, code, link}});
}

void WindowActions::addFindActions(QWidget& window)
{
    searchAll = add(window, tr("Search all notes"), {ctrl(Qt::Key_K), ctrlShift(Qt::Key_F)}, Icon::Search);
    find = add(window, tr("Find in note"), {ctrl(Qt::Key_F)}, Icon::Search);
    findNext = add(window, tr("Next match"), {QKeySequence(Qt::Key_F3)}, Icon::Search);
    findPrevious = add(window, tr("Previous match"), {QKeySequence(Qt::SHIFT | Qt::Key_F3)}, Icon::Search);
    replace = add(window, tr("Replace"), {ctrl(Qt::Key_H)}, Icon::Search);
    m_groups.push_back({tr("Find"), {searchAll, find, findNext, findPrevious, replace}});
}

void WindowActions::addViewActions(QWidget& window)
{
    read = add(window, tr("Read mode"), {ctrl(Qt::Key_E)}, Icon::OpenBook);
    read->setCheckable(true);
    sidebar = add(window, tr("Show or hide the sidebar"), {QKeySequence(Qt::Key_F9)}, Icon::Sidebar);
    nextPane = add(window, tr("Next pane"), {QKeySequence(Qt::Key_F6)}, Icon::ArrowRight);
    larger = add(window, tr("Larger text"), {ctrl(Qt::Key_Equal), ctrl(Qt::Key_Plus)}, Icon::Plus);
    smaller = add(window, tr("Smaller text"), {ctrl(Qt::Key_Minus)}, Icon::Minus);
    normalSize = add(window, tr("Normal text size"), {ctrl(Qt::Key_0)});
    m_groups.push_back({tr("View"), {read, sidebar, nextPane, larger, smaller, normalSize}});
}

void WindowActions::addVaultActions(QWidget& window)
{
    checkVault = add(window, tr("Check the vault…"), {}, Icon::Shield);
    backups = add(window, tr("Backups…"), {}, Icon::Download);
    salvage = add(window, tr("Salvage a damaged vault…"), {}, Icon::Download);
    changeKeys = add(window, tr("Change the keys…"), {}, Icon::Lock);
    waysIn = add(window, tr("Ways in…"), {}, Icon::Key);
    unlockFacts = add(window, tr("Since the last unlock…"), {}, Icon::History);
    m_groups.push_back({tr("Vault"), {checkVault, backups, salvage, waysIn, changeKeys, unlockFacts}});
}

void WindowActions::addWindowActions(QWidget& window)
{
    commands = add(window, tr("Commands…"), {ctrlShift(Qt::Key_P)}, Icon::Command);
    settings = add(window, tr("Settings"), {ctrl(Qt::Key_Comma)}, Icon::Settings);
    shortcuts = add(window, tr("Keyboard shortcuts"), {QKeySequence(Qt::Key_F1), ctrl(Qt::Key_Slash)},
                    Icon::Keyboard);
    menu = add(window, tr("Menu"), {QKeySequence(Qt::Key_F10)}, Icon::Menu);
    lock = add(window, tr("Lock now"), {ctrl(Qt::Key_L)}, Icon::Lock);
    quit = add(window, tr("Quit"), {ctrl(Qt::Key_Q)}, Icon::Close);
    m_groups.push_back({tr("Lockleaf"), {commands, settings, shortcuts, menu, lock, quit}});
}

QMenu* WindowActions::makeMenu(QWidget* parent) const
{
    auto* made = new QMenu(parent);
    made->setAccessibleName(tr("Menu"));
    for (const Group& group : m_groups) {
        const bool folded = group.actions.size() > 9; // the formats would make it longer than some screens
        QMenu* const into = folded ? made->addMenu(group.name) : made;
        for (QAction* action : group.actions)
            if (action != menu)
                into->addAction(action);
        if (&group != &m_groups.back())
            made->addSeparator();
    }
    return made;
}

void WindowActions::setWays(bool canGoBack, bool canGoForward)
{
    back->setEnabled(canGoBack);
    forward->setEnabled(canGoForward);
}

void WindowActions::setNoteOpen(bool open, bool writable, bool reading)
{
    for (QAction* action : {versions, files, pin, trash, find, findNext, findPrevious, read, savePdf, print})
        action->setEnabled(open);
    for (QAction* action : {keepVersion, attach})
        action->setEnabled(open && writable);
    read->setChecked(open && reading);
    for (QAction* action : {bold, italic, strike, heading1, heading2, heading3, numbers, bullets, tasks,
                            quote, code, link, replace})
        action->setEnabled(open && writable && !reading);
}

} // namespace lockleaf::ui
