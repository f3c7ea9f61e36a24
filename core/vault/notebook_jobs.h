// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/rewrite_job.h"

namespace lockleaf {

/// NoteOrganizer::makeDeleteNotebookJob: the notes first, and the notebooks in the transaction of the last of
/// them, so that no note is ever without the notebook that it says it is in.
class DeleteNotebookJob final : public SlicedJob
{
public:
    DeleteNotebookJob(SealedVault& vault, RecordId id, DeletedNotebooks& deleted)
        : m_vault(vault), m_id(id), m_deleted(deleted)
    {
    }
    Result<bool> runSlice(std::chrono::milliseconds budget, ProgressSink& progress) override;

private:
    using Time = std::chrono::steady_clock::time_point;

    [[nodiscard]] Result<void> begin();
    /// True: no note is left in the notebooks.
    [[nodiscard]] Result<bool> trashNotes(Time end, std::vector<RecordId>& trashed);
    /// The same of one notebook.
    [[nodiscard]] Result<bool> trashNotesOf(const RecordId& notebook, Time end,
                                            std::vector<RecordId>& trashed);
    [[nodiscard]] Result<std::vector<DeletedNotebooks::Deleted>> dropNotebooks();

    SealedVault& m_vault;
    RecordId m_id;
    DeletedNotebooks& m_deleted;
    bool m_begun = false;
    std::uint64_t m_total = 0;
};

/// NoteOrganizer::makeUndeleteNotebookJob: the notebooks first, then the notes.
class UndeleteNotebookJob final : public NotesJob
{
public:
    UndeleteNotebookJob(SealedVault& vault, DeletedNotebooks deleted)
        : NotesJob(vault), m_deleted(std::move(deleted))
    {
    }

private:
    Result<void> begin() override;
    std::size_t size() const override { return m_deleted.notes.size(); }
    Result<void> work(std::size_t index) override;
    void settle(bool) override {}

    DeletedNotebooks m_deleted;
};

} // namespace lockleaf
