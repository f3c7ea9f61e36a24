// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/attach_job.h"
#include "core/vault/rewrite_job.h"

#include <memory>
#include <optional>

namespace lockleaf {

/// The notes of NoteOrganizer::makePurgeTrashJob and makeEmptyTrashJob.
class TrashJob final : public NotesJob
{
public:
    /// Deletes what went to the trash at `until` or before; all where there is nothing. `report` must
    /// outlive this.
    TrashJob(SealedVault& vault, std::optional<Timestamp> until, TrashReport& report)
        : NotesJob(vault), m_until(until), m_report(report)
    {
    }
    /// Deletes what was there for the days of the settings at `now`.
    static std::unique_ptr<TrashJob> purge(SealedVault& vault, Timestamp now, TrashReport& report);

    /// What lies in the trash since then or before goes, once the job has begun; nothing: all, or none by its
    /// age.
    [[nodiscard]] std::optional<Timestamp> until() const { return m_until; }

private:
    Result<void> begin() override;
    std::size_t size() const override { return m_rows.size(); }
    Result<void> work(std::size_t index) override;
    void settle(bool durable) override;

    std::optional<Timestamp> m_now;   ///< Of a purge, whose days are read as it begins.
    std::optional<Timestamp> m_until; ///< Nothing: all.
    TrashReport& m_report;
    TrashReport m_pending;
    std::vector<std::int64_t> m_rows; ///< Of the list.
};

/// Notes go first, then what they had attached, and what no note has had for as long.
class TrashWithFilesJob final : public SlicedJob
{
public:
    TrashWithFilesJob(SealedVault& vault, std::unique_ptr<TrashJob> notes)
        : m_vault(vault), m_notes(std::move(notes))
    {
    }
    Result<bool> runSlice(std::chrono::milliseconds budget, ProgressSink& progress) override;

private:
    SealedVault& m_vault;
    std::unique_ptr<TrashJob> m_notes;
    AttachmentTidyReport m_fileReport;
    std::unique_ptr<AttachmentTidyJob> m_files;
};

} // namespace lockleaf
