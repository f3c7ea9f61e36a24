// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/notebook_jobs.h"

#include "core/vault/guarded.h"

#include <chrono>
#include <utility>

namespace lockleaf {

namespace {

constexpr std::uint64_t notesAtOnce = 64;

} // namespace

Result<void> DeleteNotebookJob::begin()
{
    m_begun = true;
    m_deleted.when = m_vault.now();
    LOCKLEAF_TRY(const std::vector<RecordId> all, m_vault.notebookWithThoseBelow(m_id));
    for (const RecordId& notebook : all) {
        LOCKLEAF_TRY(const std::uint64_t notes, m_vault.countNotes({.notebook = notebook}));
        m_total += notes;
    }
    return {};
}

Result<bool> DeleteNotebookJob::runSlice(std::chrono::milliseconds budget, ProgressSink& progress)
{
    const Time end = std::chrono::steady_clock::now() + budget;
    if (!m_begun)
        LOCKLEAF_CHECK(guarded([this] { return begin(); }));
    bool finished = false;
    std::vector<RecordId> trashed;
    std::vector<DeletedNotebooks::Deleted> dropped;
    LOCKLEAF_CHECK(m_vault.inOneTransaction([&]() -> Result<void> {
        LOCKLEAF_TRY(finished, trashNotes(end, trashed));
        if (!finished)
            return {};
        LOCKLEAF_TRY(dropped, dropNotebooks());
        return {};
    }));
    std::ranges::move(trashed, std::back_inserter(m_deleted.notes));
    std::ranges::move(dropped, std::back_inserter(m_deleted.notebooks));
    progress.progressed(m_deleted.notes.size(), std::max<std::uint64_t>(m_total, m_deleted.notes.size()));
    return finished;
}

Result<bool> DeleteNotebookJob::trashNotes(Time end, std::vector<RecordId>& trashed)
{
    LOCKLEAF_TRY(const std::vector<RecordId> all, m_vault.notebookWithThoseBelow(m_id));
    for (const RecordId& notebook : all) {
        LOCKLEAF_TRY(const bool empty, trashNotesOf(notebook, end, trashed));
        if (!empty)
            return false;
    }
    return true;
}

Result<bool> DeleteNotebookJob::trashNotesOf(const RecordId& notebook, Time end,
                                             std::vector<RecordId>& trashed)
{
    while (true) {
        LOCKLEAF_TRY(const std::vector<NoteSummary> rows,
                     m_vault.listNotes({.notebook = notebook}, 0, notesAtOnce));
        if (rows.empty())
            return true;
        for (const NoteSummary& row : rows) {
            LOCKLEAF_CHECK(m_vault.rewriteNote(row.id, [this](Note& note) -> Result<bool> {
                note.trashed = m_deleted.when;
                return true;
            }));
            trashed.push_back(row.id);
            if (std::chrono::steady_clock::now() >= end)
                return false;
        }
    }
}

Result<std::vector<DeletedNotebooks::Deleted>> DeleteNotebookJob::dropNotebooks()
{
    LOCKLEAF_TRY(const std::vector<RecordId> all, m_vault.notebookWithThoseBelow(m_id));
    std::vector<DeletedNotebooks::Deleted> dropped;
    for (const RecordId& notebook : all) {
        LOCKLEAF_TRY(SecureBytes record, m_vault.dropNotebook(notebook));
        dropped.push_back({notebook, std::move(record)});
    }
    return dropped;
}

Result<void> UndeleteNotebookJob::begin()
{
    return m_vault.inOneTransaction([this]() -> Result<void> {
        for (const DeletedNotebooks::Deleted& deleted : m_deleted.notebooks)
            LOCKLEAF_CHECK(m_vault.reviveNotebook(deleted));
        return {};
    });
}

Result<void> UndeleteNotebookJob::work(std::size_t index)
{
    // One that was put into the trash again since, or changed there, is no longer what went with them.
    auto outcome = m_vault.rewriteNote(m_deleted.notes[index], [this](Note& note) -> Result<bool> {
        if (note.trashed != m_deleted.when)
            return false;
        note.trashed.reset();
        return true;
    });
    if (!outcome && !concernsOneNote(outcome.error().code))
        return outcome;
    return {};
}

} // namespace lockleaf
