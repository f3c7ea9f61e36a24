// SPDX-License-Identifier: GPL-3.0-or-later
// The part of WindowParts that brings notes in from elsewhere, and out.
#include "core/interchange/made_notebooks.h"
#include "ui/main/window_parts.h"
#include "ui/sheets/conflicts_sheet.h"
#include "ui/sheets/export_sheet.h"
#include "ui/sheets/import_sheet.h"
#include "ui/sheets/merge_sheet.h"
#include "ui/sheets/restore_sheet.h"
#include "ui/theme/counted.h"

#include <algorithm>
#include <ranges>

namespace lockleaf::ui {

namespace {

using Removed = std::shared_ptr<std::vector<DeletedNotebooks>>;

/// Brings back what removeEmptyNotebooks() took, the last one first.
Result<void> bringBackNotebooks(Vault& vault, const Removed& removed)
{
    for (DeletedNotebooks& one : *removed | std::views::reverse) {
        NoProgress silent;
        const auto job = vault.makeUndeleteNotebookJob(std::move(one));
        LOCKLEAF_CHECK(runToEnd(*job, {}, silent));
    }
    removed->clear();
    return {};
}

} // namespace

void WindowParts::openExport()
{
    m_desk.saveNow(); // what is exported is what is seen
    if (m_selection.count() > 1)
        m_selection.resolve([this](std::vector<RecordId> notes) { openExportOf(std::move(notes)); });
    else
        openExportOf({});
}

void WindowParts::openExportOf(std::vector<RecordId> selected)
{
    if (m_closing)
        return;
    ExportOffer offer;
    offer.vaultName = m_vaultName;
    offer.notes = m_notebooks.row(0).count;
    offer.selected = std::move(selected);
    offer.notebook = m_place.asNotebook();
    if (offer.notebook)
        offer.notebookName = m_list.notebookLook(*offer.notebook).name;
    auto* sheet = new ExportSheet(m_session, std::move(offer), &m_window);
    connect(sheet, &ExportSheet::exported, this, [this](const QString& sentence) {
        say(sentence);
        noteExport();
    });
    openSheet(sheet);
}

void WindowParts::openImport()
{
    m_desk.saveNow();
    auto* sheet = new ImportSheet(m_session, &m_window);
    connect(sheet, &ImportSheet::undoRequested, this, &WindowParts::undoImport);
    connect(sheet, &ImportSheet::restoreRequested, this, &WindowParts::openRestore, Qt::QueuedConnection);
    openSheet(sheet);
}

void WindowParts::openRestore(const QString& archive)
{
    if (m_closing)
        return;
    m_desk.saveNow();
    auto* sheet = new RestoreSheet(m_session, archive, &m_window);
    connect(sheet, &TakeOverSheet::comparisonRequested, this, &WindowParts::openConflicts,
            Qt::QueuedConnection);
    openSheet(sheet);
}

void WindowParts::openMerge(const std::filesystem::path& copy)
{
    m_desk.saveNow();
    auto* sheet = new MergeSheet(m_session, QString::fromStdString(copy.string()), &m_window);
    connect(sheet, &TakeOverSheet::comparisonRequested, this, &WindowParts::openConflicts,
            Qt::QueuedConnection);
    openSheet(sheet);
}

void WindowParts::openConflicts(const std::vector<std::pair<RecordId, RecordId>>& pairs)
{
    if (m_closing)
        return;
    auto* sheet = new ConflictsSheet(m_session, pairs, &m_window);
    connect(sheet, &ConflictsSheet::trashRequested, this,
            [this](RecordId note) { m_selectionActions.trashNotes({note}, -1); });
    connect(sheet, &ConflictsSheet::failed, this,
            [this](const Error& error) { report(Attempt::OpenNote, error); });
    openSheet(sheet);
}

/// The notes to the trash, then what is empty of the notebooks that came with them; one step back brings all
/// of it again.
void WindowParts::undoImport(const std::vector<RecordId>& notes, const std::vector<RecordId>& notebooks)
{
    if (notebooks.empty()) {
        m_selectionActions.trashNotes(notes, 0);
        return;
    }
    const auto removeNotebooks = [this, notebooks](const std::vector<RecordId>& trashed) {
        const auto remove = [notebooks](Vault& vault) -> Result<Removed> {
            LOCKLEAF_TRY(auto removed, removeEmptyNotebooks(vault, notebooks));
            return std::make_shared<std::vector<DeletedNotebooks>>(std::move(removed));
        };
        m_session.ask(this, remove, [this, trashed](const Result<Removed>& removed) {
            if (!removed) {
                report(Attempt::ReadNotebooks, removed.error());
                return;
            }
            Q_EMIT m_session.notesChanged({});
            const QString words = counted(static_cast<qint64>(trashed.size()), tr("1 note moved to Trash"),
                                          tr("%1 notes moved to Trash")) +
                                  counted(static_cast<qint64>((*removed)->size()), tr(", 1 notebook removed"),
                                          tr(", %1 notebooks removed"));
            say(words, tr("Undo"), [this, trashed, removed = *removed] {
                m_session.ask(
                    this, [removed](Vault& vault) { return bringBackNotebooks(vault, removed); },
                    [this, trashed](const Result<void>&) {
                        Q_EMIT m_session.notesChanged({});
                        m_selectionActions.restore(trashed);
                    });
            });
        });
    };
    if (notes.empty()) {
        removeNotebooks({});
        return;
    }
    // The actions tell what went before they offer a way back; ours takes its place.
    connect(
        &m_selectionActions, &SelectionActions::removed, this,
        [removeNotebooks, notes](const std::vector<RecordId>& trashed) {
            if (!trashed.empty() && std::ranges::find(notes, trashed.front()) != notes.end())
                removeNotebooks(trashed);
        },
        static_cast<Qt::ConnectionType>(Qt::QueuedConnection | Qt::SingleShotConnection));
    m_selectionActions.trashNotes(notes, 0);
}

} // namespace lockleaf::ui
