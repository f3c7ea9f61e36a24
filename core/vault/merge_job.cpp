// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/merge_job.h"

#include "core/vault/attachment_source.h"
#include "core/vault/guarded.h"
#include "core/vault/note_join.h"
#include "core/vault/rewrite_job.h"

#include <algorithm>
#include <deque>
#include <map>
#include <set>

namespace lockleaf {

namespace {

using MergeClock = std::chrono::steady_clock;

constexpr const char* damagedThere = "It is damaged in the copy.";
constexpr const char* damagedHere = "What this vault has of it is damaged.";
constexpr const char* missingThere = "The copy lists it, but does not have it.";
constexpr const char* damagedVersions = "The list of its earlier versions is damaged in the copy.";

bool isTheirDamage(const Error& error)
{
    return error.code == ErrorCode::Damaged || error.code == ErrorCode::NotFound;
}

class MergeJob final : public SlicedJob
{
public:
    MergeJob(Vault& into, Vault& from, TakenOver& report, bool dryRun)
        : m_into(into), m_from(from), m_report(report), m_dryRun(dryRun)
    {
    }

    Result<bool> runSlice(std::chrono::milliseconds budget, ProgressSink& progress) override
    {
        const auto end = MergeClock::now() + budget;
        const TakenOver before = m_report;
        const auto outcome = guarded([&] { return slice(end, progress); });
        if (!outcome) {
            m_report = before;
            return std::unexpected(outcome.error());
        }
        progress.progressed(m_next + m_nextDeleted, m_ids.size() + m_deleted.size());
        return m_phase == Phase::Done;
    }

private:
    enum class Phase { Begin, Notes, Deletions, Notebooks, Done };

    Result<void> slice(MergeClock::time_point end, ProgressSink& progress)
    {
        switch (m_phase) {
        case Phase::Begin:
            LOCKLEAF_CHECK(begin());
            m_phase = Phase::Notes;
            return {};
        case Phase::Notes:
            if (m_fileJob || !m_files.empty())
                return fetchFile(end, progress);
            LOCKLEAF_CHECK(transaction([&] { return takeNotes(end); }));
            if (m_next == m_ids.size() && m_files.empty())
                m_phase = Phase::Deletions;
            return {};
        case Phase::Deletions:
            LOCKLEAF_CHECK(transaction([&] { return takeDeletions(end); }));
            if (m_nextDeleted == m_deleted.size())
                m_phase = Phase::Notebooks;
            return {};
        case Phase::Notebooks:
            if (!m_dryRun)
                LOCKLEAF_CHECK(m_into.adoptNotebookDeletions(m_deletedNotebooks));
            m_phase = Phase::Done;
            return {};
        case Phase::Done:
            break;
        }
        return {};
    }

    Result<void> transaction(const std::function<Result<void>()>& changes)
    {
        return m_dryRun ? changes() : m_into.inOneTransaction(changes);
    }

    Result<void> begin()
    {
        LOCKLEAF_TRY(m_ids, m_from.allNoteIds(true));
        LOCKLEAF_TRY(std::vector<NotebookRecord> notebooks, m_from.notebookRecords());
        LOCKLEAF_TRY(std::vector<DeletedRecord> deleted, m_from.deletedRecords());
        for (DeletedRecord& one : deleted) {
            if (one.tombstone.formerKind == RecordKind::Note)
                m_deleted.push_back(std::move(one));
            else if (one.tombstone.formerKind == RecordKind::Notebook)
                m_deletedNotebooks.push_back(std::move(one));
        }
        for (const NotebookRecord& record : notebooks)
            m_notebooks.emplace(record.notebook.id, NotebookRecord{record.notebook, record.versions, {}});
        if (m_dryRun)
            return countNotebooks(notebooks);
        LOCKLEAF_TRY(m_report.notebooks, m_into.adoptNotebooks(std::move(notebooks), AdoptionRule::Merge));
        return {};
    }

    Result<void> countNotebooks(const std::vector<NotebookRecord>& notebooks)
    {
        LOCKLEAF_TRY(const std::vector<NotebookRecord> here, m_into.notebookRecords());
        std::map<RecordId, VersionVector> known;
        for (const NotebookRecord& record : here)
            known.emplace(record.notebook.id, record.versions);
        for (const NotebookRecord& record : notebooks) {
            const auto found = known.find(record.notebook.id);
            const bool isOld =
                found != known.end() && (record.versions == found->second ||
                                         record.versions.compare(found->second) == VersionOrder::Ancestor);
            m_report.notebooks += isOld ? 0 : 1;
        }
        return {};
    }

    /// Until the slice is over, or files have to come first.
    Result<void> takeNotes(MergeClock::time_point end)
    {
        while (m_next < m_ids.size()) {
            LOCKLEAF_CHECK(takeNote(m_ids[m_next]));
            if (!m_files.empty())
                return {};
            ++m_next;
            m_fetched.clear();
            if (MergeClock::now() >= end)
                return {};
        }
        return {};
    }

    Result<void> takeNote(const RecordId& id)
    {
        auto record = m_from.noteRecord(id);
        if (!record)
            return refuse(RefusedKind::Note, titleOf(id), record.error(), damagedThere);
        const auto judged = m_into.judgeNote(*record, AdoptionRule::Merge);
        if (!judged) // what is here is damaged, which a verification tells
            return refuse(RefusedKind::Note, titleOf(id), judged.error(), damagedHere);
        NoteAdoption adoption = *judged;
        if (adoption.outcome != Adoption::Deleted && adoption.outcome != Adoption::Older)
            LOCKLEAF_CHECK(queueFiles(*record));
        if (!m_files.empty())
            return {};
        if (!m_dryRun) {
            if (adoption.outcome != Adoption::Deleted)
                LOCKLEAF_CHECK(bringNotebook(record->note));
            LOCKLEAF_TRY(adoption, m_into.adoptNote(std::move(*record), AdoptionRule::Merge));
        }
        m_report.count(id, adoption);
        return adoption.outcome == Adoption::Deleted ? Result<void>{} : takeVersions(id);
    }

    /// One that is damaged is left out; the others come all the same.
    Result<void> refuse(RefusedKind kind, std::string_view item, const Error& error, const char* sentence)
    {
        if (!isTheirDamage(error))
            return std::unexpected(error);
        m_report.refuse(kind, item, error, error.code == ErrorCode::NotFound ? missingThere : sentence);
        return {};
    }

    /// What a note that may be damaged is called: its row in the list is a record of its own.
    [[nodiscard]] std::string titleOf(const RecordId& id)
    {
        const auto summary = m_from.summary(id);
        return summary && !summary->title.empty() ? summary->title : id.toHex();
    }

    /// The attachments of a note that are there and not here.
    Result<void> queueFiles(const NoteRecord& record)
    {
        for (const LinkTarget& target : record.note.targets) {
            if (m_fetched.contains(target.id) || m_unreadable.contains(target.id))
                continue;
            const auto here = m_into.attachment(target.id);
            if (here || here.error().code != ErrorCode::NotFound)
                continue; // one that is damaged here is for a verification to tell
            auto there = m_from.attachment(target.id);
            if (!there && there.error().code == ErrorCode::NotFound)
                continue; // it leads to a note, or to nothing
            if (!there) {
                m_unreadable.insert(target.id);
                LOCKLEAF_CHECK(refuse(RefusedKind::Attachment, target.written, there.error(), damagedThere));
                continue;
            }
            m_fetched.insert(target.id);
            if (m_dryRun) {
                countFile(*there);
                m_unreadable.insert(target.id); // not to count it twice
            } else {
                m_files.push_back(std::move(*there));
            }
        }
        if (!m_files.empty())
            m_waiting = {record.note.id, secondNoteId(record.note)};
        return {};
    }

    void countFile(const Attachment& attachment)
    {
        ++m_report.attachments;
        m_report.attachmentBytes += attachment.size;
    }

    Result<void> fetchFile(MergeClock::time_point end, ProgressSink&)
    {
        NoProgress silent; // what counts are notes
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - MergeClock::now());
        const Attachment& attachment = m_fileJob ? m_file : m_files.front();
        if (!m_fileJob) {
            m_file = attachment;
            m_files.pop_front();
            auto job = m_into.makeAdoptFileJob(m_file, std::make_unique<AttachmentSource>(m_from, m_file),
                                               m_waiting);
            if (!job)
                return leaveFile(job.error());
            m_fileJob = std::move(*job);
        }
        const auto done = m_fileJob->runSlice(left, silent);
        if (!done)
            return leaveFile(done.error());
        if (*done) {
            m_fileJob.reset();
            countFile(m_file);
        }
        return {};
    }

    /// The note comes without a file that cannot be read.
    Result<void> leaveFile(const Error& error)
    {
        m_fileJob.reset();
        if (!isTheirDamage(error) && error.code != ErrorCode::AlreadyExists)
            return std::unexpected(error);
        m_unreadable.insert(m_file.id);
        m_report.refuse(RefusedKind::Attachment, m_file.name, error, damagedThere);
        return {};
    }

    /// A living note brings its notebook, and what that stands in, along: they may have been deleted here.
    Result<void> bringNotebook(const Note& note)
    {
        if (note.trashed || note.notebook.isNull() || m_into.notebookPath(note.notebook))
            return {};
        std::vector<NotebookRecord> chain;
        for (RecordId id = note.notebook; chain.size() < m_notebooks.size();) {
            const auto found = m_notebooks.find(id);
            if (found == m_notebooks.end())
                break;
            chain.push_back({found->second.notebook, found->second.versions, {}});
            id = found->second.notebook.parent;
        }
        LOCKLEAF_TRY(const std::uint64_t written,
                     m_into.adoptNotebooks(std::move(chain), AdoptionRule::Needed));
        m_report.notebooks += written;
        return {};
    }

    Result<void> takeVersions(const RecordId& id)
    {
        const auto there = m_from.revisions(id);
        if (!there)
            return refuse(RefusedKind::Version, titleOf(id), there.error(), damagedVersions);
        std::set<RecordId> known;
        if (const auto here = m_into.revisions(id))
            for (const RevisionSummary& summary : *here)
                known.insert(summary.id);
        for (const RevisionSummary& summary : *there) {
            if (known.contains(summary.id))
                continue;
            const auto revision = m_from.revision(id, summary.id);
            if (!revision) {
                LOCKLEAF_CHECK(refuse(RefusedKind::Version, titleOf(id), revision.error(), damagedThere));
                continue;
            }
            bool came = true;
            if (!m_dryRun) {
                LOCKLEAF_TRY(came, m_into.adoptRevision(*revision));
            }
            m_report.versions += came ? 1 : 0;
        }
        return {};
    }

    Result<void> takeDeletions(MergeClock::time_point end)
    {
        while (m_nextDeleted < m_deleted.size()) {
            const DeletedRecord& deleted = m_deleted[m_nextDeleted];
            bool gone = false;
            if (m_dryRun) {
                const auto here = m_into.noteRecord(deleted.id);
                gone = here && isDeletedBy(*here, deleted.tombstone);
            } else {
                LOCKLEAF_TRY(gone, m_into.adoptDeletion(deleted));
            }
            m_report.deleted += gone ? 1 : 0;
            ++m_nextDeleted;
            if (MergeClock::now() >= end)
                return {};
        }
        return {};
    }

    Vault& m_into;
    Vault& m_from;
    TakenOver& m_report;
    bool m_dryRun;
    Phase m_phase = Phase::Begin;
    std::vector<RecordId> m_ids;
    std::size_t m_next = 0;
    std::map<RecordId, NotebookRecord> m_notebooks; ///< Of the other vault.
    std::vector<DeletedRecord> m_deleted;           ///< Notes.
    std::vector<DeletedRecord> m_deletedNotebooks;
    std::size_t m_nextDeleted = 0;
    std::deque<Attachment> m_files; ///< To come before the note whose turn it is.
    std::vector<RecordId> m_waiting;
    std::set<RecordId> m_fetched;    ///< Of the note whose turn it is.
    std::set<RecordId> m_unreadable; ///< Files that do not come.
    Attachment m_file;               ///< The one that is coming.
    std::unique_ptr<SlicedJob> m_fileJob;
};

} // namespace

Result<std::unique_ptr<SlicedJob>> makeMergeJob(Vault& into, VaultId intoId, Vault& from, VaultId fromId,
                                                TakenOver& report, bool dryRun)
{
    if (intoId != fromId)
        return fail(ErrorCode::InvalidArgument, "These are not copies of one vault; an archive of one can be "
                                                "restored into the other.");
    return std::unique_ptr<SlicedJob>(std::make_unique<MergeJob>(into, from, report, dryRun));
}

} // namespace lockleaf
