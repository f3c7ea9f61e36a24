// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/selection_actions.h"

#include "ui/main/note_desk.h"
#include "ui/sheets/notebook_sheet.h"
#include "ui/theme/counted.h"
#include "ui/vault/bulk_change.h"

#include <algorithm>

namespace lockleaf::ui {

namespace {

int sizeOf(const std::vector<RecordId>& notes)
{
    return static_cast<int>(notes.size());
}

} // namespace

SelectionActions::SelectionActions(QWidget& window, VaultSession& session, NoteDesk& desk,
                                   NoteSelection& selection)
    : m_window(window), m_session(session), m_desk(desk), m_selection(selection)
{
}

void SelectionActions::stop()
{
    m_stopped = true;
    delete m_running;
}

void SelectionActions::run(const std::vector<RecordId>& notes,
                           std::function<Result<void>(Vault&, RecordId)> change, Attempt attempt,
                           const std::function<void(const std::vector<RecordId>&)>& ended)
{
    if (m_stopped || m_running || notes.empty())
        return;
    auto* bulk = new BulkChange(m_session, notes, std::move(change), this);
    m_running = bulk;
    connect(bulk, &BulkChange::ended, this,
            [this, attempt, ended](const std::vector<RecordId>& done, const std::optional<Error>& error) {
                m_running.clear();
                if (!done.empty())
                    ended(done);
                if (error)
                    Q_EMIT failed(attempt, *error);
            });
    bulk->start();
}

void SelectionActions::move()
{
    m_selection.resolve([this](const std::vector<RecordId>& notes) {
        m_session.ask(
            this, [](Vault& vault) { return vault.notebooks(); },
            [this, notes](const Result<std::vector<Notebook>>& notebooks) {
                if (!notebooks)
                    Q_EMIT failed(Attempt::ReadNotebooks, notebooks.error());
                else if (!m_stopped)
                    openChooser(notes, *notebooks);
            });
    });
}

void SelectionActions::openChooser(const std::vector<RecordId>& notes, const std::vector<Notebook>& notebooks)
{
    auto* sheet = new NotebookSheet(counted(sizeOf(notes), tr("Move 1 note"), tr("Move %1 notes")), notebooks,
                                    &m_window);
    connect(sheet, &NotebookSheet::chosen, this, [this, notes, notebooks](RecordId id) {
        const auto found = std::ranges::find(notebooks, id, &Notebook::id);
        moveTo(notes, found == notebooks.end() ? Notebook{} : *found);
    });
    Q_EMIT sheetWanted(sheet);
}

void SelectionActions::moveTo(const std::vector<RecordId>& notes, const Notebook& notebook)
{
    m_desk.settleFor(notes, false, [this, notes, notebook](bool saved) {
        if (!saved) {
            Q_EMIT failed(Attempt::MoveNotes, m_desk.saveError());
            return;
        }
        auto change = [to = notebook.id](Vault& vault, RecordId id) { return vault.moveToNotebook(id, to); };
        run(notes, std::move(change), Attempt::MoveNotes,
            [this, notebook](const std::vector<RecordId>& done) {
                m_desk.noteMoved(done, notebook.id);
                const QString moved =
                    notebook.id.isNull()
                        ? counted(sizeOf(done), tr("1 note is in no notebook now"),
                                  tr("%1 notes are in no notebook now"))
                        : counted(sizeOf(done), tr("1 note moved to “%2”"), tr("%1 notes moved to “%2”"))
                              .replace(QStringLiteral("%2"), QString::fromStdString(notebook.name));
                Q_EMIT said(moved, {}, {});
            });
    });
}

void SelectionActions::tag()
{
    if (m_tagger)
        m_selection.resolve(m_tagger);
}

void SelectionActions::trash()
{
    m_selection.resolve([this, row = m_selection.firstRow()](const std::vector<RecordId>& notes) {
        m_desk.settleFor(notes, true, [this, notes, row](bool saved) {
            if (!saved)
                Q_EMIT failed(Attempt::TrashNotes, m_desk.saveError());
            else
                moveToTrash(notes, row);
        });
    });
}

void SelectionActions::moveToTrash(const std::vector<RecordId>& notes, int row)
{
    run(
        notes, [](Vault& vault, RecordId id) { return vault.moveToTrash(id); }, Attempt::TrashNotes,
        [this, row](const std::vector<RecordId>& done) {
            Q_EMIT removed(done, row);
            Q_EMIT said(counted(sizeOf(done), tr("1 note moved to Trash"), tr("%1 notes moved to Trash")),
                        tr("Undo"), [this, done] { restore(done); });
        });
}

void SelectionActions::restore(const std::vector<RecordId>& notes)
{
    run(
        notes, [](Vault& vault, RecordId id) { return vault.restoreFromTrash(id); }, Attempt::RestoreNotes,
        [](const std::vector<RecordId>&) {
            // They are seen in the list again.
        });
}

} // namespace lockleaf::ui
