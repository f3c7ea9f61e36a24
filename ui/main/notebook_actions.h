// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"

#include "ui/models/sidebar_model.h"

#include <QPointer>

#include <set>

class QMenu;

namespace lockleaf::ui {

class NameSheet;
class NoteDesk;
class Sheet;
class ShownJob;

/// What can be done to notebooks, and the ways back. GUI thread only; all that it is given must outlive it.
class NotebookActions : public QObject
{
    Q_OBJECT

public:
    NotebookActions(QWidget& window, VaultSession& session, NoteDesk& desk, const SidebarModel& model);

    /// Asks for the name of a new one in `parent`; null: at the top.
    void add(RecordId parent);
    void rename(RecordId id);
    void setColor(RecordId id, int color);
    /// Lets the person choose where the notebook goes.
    void chooseParent(RecordId id);
    void move(RecordId id, RecordId parent);
    /// Deletes it with those in it; their notes go to the trash.
    void remove(RecordId id);
    /// The entries of a notebook's menu.
    void fillMenu(QMenu& menu, RecordId id);
    /// What runs goes no further; before a lock.
    void stop();

Q_SIGNALS:
    void sheetWanted(lockleaf::ui::Sheet* sheet);
    void progressWanted(lockleaf::ui::Sheet* sheet);
    void newNoteWanted(lockleaf::RecordId notebook);
    void said(const QString& sentence, const QString& action, const std::function<void()>& act);
    /// The tree has become another one.
    void changed();
    void added(lockleaf::RecordId notebook);

private:
    void applyName(RecordId id, const QString& name, NameSheet* sheet);
    void renameBack(RecordId id, const QString& name);
    void moveBack(RecordId id, RecordId parent);
    void tell(const Error& error);
    void whenFree(const std::function<void()>& act);
    void start(const QString& title, std::function<Result<std::unique_ptr<SlicedJob>>(Vault&)> make,
               std::function<void(const std::optional<Error>&)> ended);
    void runRemoval(RecordId id, const QString& name);
    void bringBack(const std::shared_ptr<DeletedNotebooks>& deleted);

    QWidget& m_window;
    VaultSession& m_session;
    NoteDesk& m_desk;
    const SidebarModel& m_model;
    QPointer<ShownJob> m_job;
    std::set<RecordId> m_leaving; ///< Being deleted, or waiting for it.
    bool m_stopped = false;
};

/// One translated sentence: why a notebook could not be made or changed.
[[nodiscard]] QString notebookProblem(const Error& error);

} // namespace lockleaf::ui
