// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backup/note_return.h"

#include "core/vault/attachment_source.h"
#include "core/vault/guarded.h"
#include "core/vault/note_join.h"

#include <algorithm>
#include <deque>
#include <map>
#include <optional>
#include <set>

namespace lockleaf {

namespace {

/// How many lines of `text` are not among those of `other`, each as often as it is there.
std::uint64_t linesLacking(std::string_view text, std::string_view other)
{
    const auto eachLine = [](std::string_view all, const auto& take) {
        while (!all.empty()) {
            const std::size_t end = std::min(all.find('\n'), all.size());
            take(all.substr(0, end));
            all.remove_prefix(std::min(end + 1, all.size()));
        }
    };
    std::map<std::string_view, std::uint64_t> there;
    eachLine(other, [&](std::string_view line) { ++there[line]; });
    std::uint64_t lacking = 0;
    eachLine(text, [&](std::string_view line) {
        const auto found = there.find(line);
        if (found == there.end() || found->second == 0)
            ++lacking;
        else
            --found->second;
    });
    return lacking;
}

/// Whether an error is of what is read and not of the vault that it comes into.
bool isOfTheBackup(const Error& error)
{
    return error.code == ErrorCode::Damaged || error.code == ErrorCode::NotFound;
}

class ReturnJob final : public SlicedJob
{
public:
    ReturnJob(Vault& into, Vault& from, std::vector<RecordId> notes, bool dryRun, ReturnReport& report)
        : m_into(into), m_from(from), m_notes(std::move(notes)), m_dryRun(dryRun), m_report(report)
    {
    }

    Result<bool> runSlice(std::chrono::milliseconds budget, ProgressSink& progress) override
    {
        return guarded([&]() -> Result<bool> {
            if (m_fileJob || !m_files.empty()) {
                LOCKLEAF_CHECK(fetchFile(budget));
            } else if (m_next < m_notes.size()) {
                LOCKLEAF_CHECK(bringNext());
            }
            progress.progressed(m_next, m_notes.size());
            return m_next == m_notes.size();
        });
    }

private:
    Result<void> bringNext()
    {
        const RecordId id = m_notes[m_next];
        ReturnedNote returned;
        returned.id = id;
        if (const auto summary = m_from.summary(id))
            returned.title = summary->title;
        const auto theirs = m_from.noteRecord(id);
        if (!theirs) {
            if (!isOfTheBackup(theirs.error()))
                return std::unexpected(theirs.error());
            returned.outcome = Return::Refused;
            returned.reason = theirs.error();
            finish(std::move(returned));
            return {};
        }
        LOCKLEAF_TRY(const std::optional<NoteRecord> here, recordHere(id));
        LOCKLEAF_CHECK(judge(returned, *theirs, here));
        LOCKLEAF_TRY(const bool waits, queueFiles(*theirs, returned));
        if (waits)
            return {};
        if (!m_dryRun && returned.outcome != Return::Same) {
            LOCKLEAF_CHECK(m_into.inOneTransaction([&] { return bring(*theirs, here); }));
        }
        finish(std::move(returned));
        return {};
    }

    void finish(ReturnedNote returned)
    {
        m_report.notes.push_back(std::move(returned));
        m_fetched.clear();
        m_filesOfNote = 0;
        ++m_next;
    }

    Result<std::optional<NoteRecord>> recordHere(const RecordId& id)
    {
        auto record = m_into.noteRecord(id);
        if (record)
            return std::optional<NoteRecord>(std::move(*record));
        if (record.error().code == ErrorCode::NotFound)
            return std::optional<NoteRecord>();
        return std::unexpected(std::move(record).error());
    }

    Result<void> judge(ReturnedNote& returned, const NoteRecord& theirs,
                       const std::optional<NoteRecord>& here)
    {
        if (here) {
            returned.fromTrash = here->note.trashed.has_value();
            const bool same = haveSameText(here->note, theirs.note);
            returned.outcome = !same                ? Return::Replaced
                               : returned.fromTrash ? Return::Untrashed
                                                    : Return::Same;
            returned.linesAdded = linesLacking(theirs.note.body.text(), here->note.body.text());
            returned.linesRemoved = linesLacking(here->note.body.text(), theirs.note.body.text());
            return {};
        }
        returned.linesAdded = linesLacking(theirs.note.body.text(), {});
        LOCKLEAF_TRY(const NoteAdoption adoption, m_into.judgeNote(theirs, AdoptionRule::Merge));
        returned.outcome = adoption.outcome == Adoption::Deleted || wasDeleted(theirs.note.id)
                               ? Return::Revived
                               : Return::Added;
        return {};
    }

    bool wasDeleted(const RecordId& id)
    {
        if (!m_deleted) {
            m_deleted.emplace();
            if (const auto deleted = m_into.deletedRecords())
                for (const DeletedRecord& one : *deleted)
                    m_deleted->insert(one.id);
        }
        return m_deleted->contains(id);
    }

    /// The attachments that are in the backup and not here; true: they have to come first.
    Result<bool> queueFiles(const NoteRecord& theirs, ReturnedNote& returned)
    {
        for (const LinkTarget& target : theirs.note.targets) {
            if (!m_fetched.insert(target.id).second)
                continue;
            const auto here = m_into.attachment(target.id);
            if (here || here.error().code != ErrorCode::NotFound)
                continue;
            auto there = m_from.attachment(target.id);
            if (!there)
                continue; // it leads to a note, or to nothing; or it is damaged, and the note comes without
                          // it
            ++m_filesOfNote;
            if (!m_dryRun)
                m_files.push_back(std::move(*there));
        }
        returned.files = m_filesOfNote;
        return !m_files.empty();
    }

    Result<void> fetchFile(std::chrono::milliseconds budget)
    {
        NoProgress silent; // what counts are notes
        if (!m_fileJob) {
            m_file = std::move(m_files.front());
            m_files.pop_front();
            auto job = m_into.makeAdoptFileJob(m_file, std::make_unique<AttachmentSource>(m_from, m_file),
                                               {m_notes[m_next]});
            if (!job)
                return leaveFile(job.error());
            m_fileJob = std::move(*job);
        }
        const auto done = m_fileJob->runSlice(budget, silent);
        if (!done)
            return leaveFile(done.error());
        if (*done)
            m_fileJob.reset();
        return {};
    }

    /// The note comes without a file that cannot be read.
    Result<void> leaveFile(const Error& error)
    {
        m_fileJob.reset();
        if (!isOfTheBackup(error) && error.code != ErrorCode::AlreadyExists)
            return std::unexpected(error);
        --m_filesOfNote;
        return {};
    }

    Result<void> bring(const NoteRecord& theirs, const std::optional<NoteRecord>& here)
    {
        NoteRecord comes = copyOf(theirs);
        comes.note.trashed.reset();
        if (here)
            standInPlaceOf(comes, *here);
        LOCKLEAF_CHECK(bringNotebook(comes.note));
        LOCKLEAF_TRY([[maybe_unused]] const NoteAdoption adoption,
                     m_into.adoptNote(std::move(comes), AdoptionRule::Restore));
        return bringVersions(theirs.note.id);
    }

    /// A change made here and now, after all that is known of the note: so it takes the place of the present
    /// text, which becomes a version, here and wherever this is merged.
    void standInPlaceOf(NoteRecord& comes, const NoteRecord& here)
    {
        comes.versions.merge(here.versions);
        comes.versions.advance(m_into.writer());
        Note& note = comes.note;
        note.modified = std::max({m_into.now(), here.note.modified, note.modified});
        note.created = std::min(note.created, here.note.created);
        note.pinned = here.note.pinned;
        if (!here.note.notebook.isNull() && !here.note.trashed)
            note.notebook = here.note.notebook;
        for (const std::string& tag : here.note.tags)
            if (std::ranges::find(note.tags, tag) == note.tags.end())
                note.tags.push_back(tag);
        for (const LinkTarget& target : here.note.targets) // the version of the present text needs them
            if (std::ranges::find(note.targets, target.written, &LinkTarget::written) == note.targets.end())
                note.targets.push_back(target);
        std::ranges::sort(note.targets, {}, &LinkTarget::written);
    }

    /// The notebook of the note, and what that stands in, may have been deleted here.
    Result<void> bringNotebook(const Note& note)
    {
        if (note.notebook.isNull() || m_into.notebookPath(note.notebook))
            return {};
        LOCKLEAF_TRY(std::vector<NotebookRecord> all, m_from.notebookRecords());
        std::vector<NotebookRecord> chain;
        for (RecordId id = note.notebook; !id.isNull() && chain.size() < all.size();) {
            const auto found = std::ranges::find_if(
                all, [&](const NotebookRecord& record) { return record.notebook.id == id; });
            if (found == all.end())
                break;
            id = found->notebook.parent;
            chain.push_back({found->notebook, found->versions, {}});
        }
        if (chain.empty())
            return {};
        LOCKLEAF_CHECK(m_into.adoptNotebooks(std::move(chain), AdoptionRule::Needed));
        return {};
    }

    Result<void> bringVersions(const RecordId& id)
    {
        const auto there = m_from.revisions(id);
        if (!there)
            return {};
        std::set<RecordId> known;
        if (const auto here = m_into.revisions(id))
            for (const RevisionSummary& summary : *here)
                known.insert(summary.id);
        for (const RevisionSummary& summary : *there) {
            if (known.contains(summary.id))
                continue;
            if (const auto revision = m_from.revision(id, summary.id))
                LOCKLEAF_CHECK(m_into.adoptRevision(*revision));
        }
        return {};
    }

    Vault& m_into;
    Vault& m_from;
    std::vector<RecordId> m_notes;
    bool m_dryRun;
    ReturnReport& m_report;
    std::size_t m_next = 0;
    std::set<RecordId> m_fetched; ///< Targets of the note whose turn it is that were looked at.
    std::uint64_t m_filesOfNote = 0;
    std::deque<Attachment> m_files;
    Attachment m_file;
    std::unique_ptr<SlicedJob> m_fileJob;
    std::optional<std::set<RecordId>> m_deleted;
};

} // namespace

std::uint64_t ReturnReport::countOf(Return outcome) const
{
    return static_cast<std::uint64_t>(std::ranges::count(notes, outcome, &ReturnedNote::outcome));
}

std::unique_ptr<SlicedJob> makeReturnJob(Vault& into, Vault& from, std::vector<RecordId> notes, bool dryRun,
                                         ReturnReport& report)
{
    return std::make_unique<ReturnJob>(into, from, std::move(notes), dryRun, report);
}

} // namespace lockleaf
