// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/icons.h"

#include <QAction>
#include <QObject>

#include <vector>

class QMenu;
class QWidget;

namespace lockleaf::ui {

/// Every action of the window with its words and keys, once: the menu, the sheet of shortcuts and tooltips
/// are made from it. The actions belong to the window that is passed and work in all of it.
class WindowActions : public QObject
{
    Q_OBJECT

public:
    struct Group
    {
        QString name;
        std::vector<QAction*> actions;
    };

    explicit WindowActions(QWidget& window);

    QAction* newNote;
    QAction* goTo;
    QAction* back;
    QAction* forward;
    QAction* keepVersion;
    QAction* versions;
    QAction* attach;
    QAction* files;
    QAction* pin;
    QAction* trash;
    QAction* importNotes;
    QAction* restoreArchive;
    QAction* mergeCopy;
    QAction* exportArchive;
    QAction* savePdf;
    QAction* print;

    QAction* newNotebook;
    QAction* emptyTrash;

    QAction* checkVault;
    QAction* backups;
    QAction* salvage;
    QAction* changeKeys;
    QAction* waysIn;
    QAction* unlockFacts;

    QAction* bold;
    QAction* italic;
    QAction* strike;
    QAction* heading1;
    QAction* heading2;
    QAction* heading3;
    QAction* numbers;
    QAction* bullets;
    QAction* tasks;
    QAction* quote;
    QAction* code;
    QAction* link;

    QAction* searchAll;
    QAction* find;
    QAction* findNext;
    QAction* findPrevious;
    QAction* replace;

    QAction* read;
    QAction* sidebar;
    QAction* nextPane;
    QAction* larger;
    QAction* smaller;
    QAction* normalSize;

    QAction* commands;
    QAction* settings;
    QAction* shortcuts;
    QAction* menu;
    QAction* lock;
    QAction* quit;

    [[nodiscard]] const std::vector<Group>& groups() const { return m_groups; }
    /// The drawing beside the words of an action where it has one; menus show none.
    [[nodiscard]] static Icon iconOf(const QAction& action);
    /// The window's menu, with all of them. The caller owns it.
    [[nodiscard]] QMenu* makeMenu(QWidget* parent) const;
    /// Switches on the ways back and forth.
    void setWays(bool canGoBack, bool canGoForward);
    /// Switches on what can be done: with a note open or not, and to its text if it can be written in and is
    /// not just being read.
    void setNoteOpen(bool open, bool writable = true, bool reading = false);

private:
    QAction* add(QWidget& window, const QString& text, const QList<QKeySequence>& keys,
                 Icon icon = Icon::Command);
    void addNoteActions(QWidget& window);
    void addNotebookActions(QWidget& window);
    void addFormatActions(QWidget& window);
    void addFindActions(QWidget& window);
    void addViewActions(QWidget& window);
    void addVaultActions(QWidget& window);
    void addWindowActions(QWidget& window);

    std::vector<Group> m_groups;
};

} // namespace lockleaf::ui
