// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/archive/restore_archive.h"

#include "core/archive/compare_file_job.h"
#include "core/vault/adoption_checks.h"
#include "core/vault/guarded.h"
#include "core/vault/note_join.h"

#include <set>
#include <unordered_map>

namespace lockleaf {

namespace {

using RestoreClock = std::chrono::steady_clock;

constexpr std::uint64_t mostFront = std::uint64_t{8} << 20;
constexpr std::uint64_t mostNotebookBytes = std::uint64_t{16} << 20;
/// Notes that came before a file that they name; ours come after it.
constexpr std::size_t mostWaitingNotes = 50'000;

/// The content of the entry that an archive stands at.
class EntrySource final : public ByteSource
{
public:
    explicit EntrySource(ArchiveInput& archive) : m_archive(archive) {}
    Result<std::size_t> read(MutableByteView buffer) override
    {
        if (m_block.empty()) {
            LOCKLEAF_TRY(m_block, m_archive.nextBlock());
        }
        const std::size_t count = std::min(buffer.size(), m_block.size());
        std::ranges::copy(m_block.first(count), buffer.begin());
        m_block = m_block.subspan(count);
        return count;
    }

private:
    ArchiveInput& m_archive;
    ByteView m_block;
};

/// Whether an error is about one thing that came, so that the others can be taken all the same.
bool concernsOneEntry(ErrorCode code)
{
    return code == ErrorCode::AlreadyExists || code == ErrorCode::NameNotValid ||
           code == ErrorCode::BodyTooLarge || code == ErrorCode::BodyNotText ||
           code == ErrorCode::InvalidArgument || code == ErrorCode::Damaged; // the one here, not the archive
}

constexpr const char* damagedInVault = "What this vault has under its id is damaged.";
constexpr const char* unfitForVault = "It cannot stand in a vault.";

bool isArchiveDamage(ErrorCode code)
{
    return code == ErrorCode::ArchiveDamaged || code == ErrorCode::ArmorDamaged;
}

class RestoreJob final : public SlicedJob
{
public:
    RestoreJob(Vault* vault, std::unique_ptr<ArchiveInput> archive, RestoreReport& report, bool dryRun)
        : m_vault(vault), m_archive(std::move(archive)), m_report(report), m_dryRun(dryRun)
    {
    }

    Result<bool> runSlice(std::chrono::milliseconds budget, ProgressSink& progress) override
    {
        const auto end = RestoreClock::now() + budget;
        const TakenOver before = m_report.taken;
        const auto outcome = guarded([&] { return slice(end); });
        if (!outcome) {
            m_report.taken = before;
            return std::unexpected(outcome.error());
        }
        progress.progressed(m_report.notes(), 0);
        return m_done;
    }

private:
    Result<void> slice(RestoreClock::time_point end)
    {
        if (m_fileJob)
            return takeFile(end);
        if (!m_inPart)
            return lookAhead(end);
        if (m_dryRun)
            return takeEntries(end);
        return m_vault->inOneTransaction([&] { return takeEntries(end); });
    }

    /// Reading ends here; what was taken in this slice is good.
    Result<void> endAt(const Error& error)
    {
        if (!isArchiveDamage(error.code))
            return std::unexpected(error);
        m_report.cut = error;
        m_done = true;
        return {};
    }

    Result<void> lookAhead(RestoreClock::time_point end)
    {
        do {
            const auto found = m_archive->stepAhead();
            if (!found)
                return endAt(found.error());
            if (*found) {
                m_done = m_archive->ended();
                m_inPart = !m_done;
                return {};
            }
        } while (RestoreClock::now() < end);
        return {};
    }

    /// Until the slice or the part is over, or a file begins, which has transactions of its own.
    Result<void> takeEntries(RestoreClock::time_point end)
    {
        do {
            auto entry = m_archive->nextEntry();
            if (!entry)
                return endAt(entry.error());
            if (!*entry) {
                m_inPart = false;
                return {};
            }
            LOCKLEAF_CHECK(takeEntry(**entry));
        } while (!m_done && !m_fileJob && RestoreClock::now() < end);
        return {};
    }

    Result<void> takeEntry(ManifestEntry& entry)
    {
        if (entry.attachment)
            return beginFile(entry);
        const bool isNotebooks = entry.path == notebooksEntry;
        if (!entry.note && !entry.revision && !isNotebooks)
            return {}; // README.txt, or what a later version adds
        auto content = m_archive->content(entry, isNotebooks ? mostNotebookBytes : largestBody + mostFront);
        if (!content)
            return endAt(content.error());
        if (!*content)
            return refuse(entry, {ErrorCode::ArchiveDamaged,
                                  "Its size or its checksum is not what the archive says.", 0});
        auto taken = isNotebooks      ? takeNotebooks(**content)
                     : entry.revision ? takeRevision(*entry.revision, **content)
                                      : takeNote(*entry.note, **content);
        if (taken || !concernsOneEntry(taken.error().code))
            return taken;
        return refuse(entry, taken.error());
    }

    Result<void> refuse(const ManifestEntry& entry, const Error& error)
    {
        const RefusedKind kind = entry.note         ? RefusedKind::Note
                                 : entry.attachment ? RefusedKind::Attachment
                                 : entry.revision   ? RefusedKind::Version
                                                    : RefusedKind::Notebook;
        const std::string& named = entry.note         ? entry.note->title
                                   : entry.attachment ? entry.attachment->name
                                                      : entry.path;
        m_report.taken.refuse(kind, named.empty() ? entry.path : named, error,
                              error.code == ErrorCode::Damaged ? damagedInVault : unfitForVault);
        return {};
    }

    Result<void> takeNotebooks(const SecureBytes& content)
    {
        std::vector<NotebookRecord> records;
        std::string_view rest = content.text();
        while (!rest.empty()) {
            const std::size_t end = std::min(rest.find('\n'), rest.size());
            auto record = readNotebookLine(rest.substr(0, end));
            if (!record)
                return endAt(record.error());
            records.push_back(std::move(*record));
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
        std::erase_if(records, [&](const NotebookRecord& record) {
            const auto fits = checkAdopted(record);
            if (!fits)
                m_report.taken.refuse(RefusedKind::Notebook, record.notebook.name, fits.error(), {});
            return !fits;
        });
        if (m_dryRun) {
            for (const NotebookRecord& record : records)
                m_report.taken.notebooks += isNotebookHere(record.notebook.id) ? 0U : 1U;
            return {};
        }
        LOCKLEAF_TRY(const std::uint64_t written,
                     m_vault->adoptNotebooks(std::move(records), AdoptionRule::Restore));
        m_report.taken.notebooks += written;
        return {};
    }

    [[nodiscard]] bool isNotebookHere(const RecordId& id)
    {
        return m_vault != nullptr && m_vault->notebookPath(id).has_value();
    }

    Result<void> takeNote(ManifestEntry::NoteNames& names, const SecureBytes& content)
    {
        NoteRecord& record = names.record;
        record.note.body = SecureBytes::copyOf(content.view().subspan(static_cast<std::size_t>(names.front)));
        const RecordId id = record.note.id;
        LOCKLEAF_CHECK(checkAdopted(record));
        NoteAdoption adoption{Adoption::Added, {}};
        if (!m_dryRun) {
            LOCKLEAF_CHECK(bringNotebook(record.note, names.notebook));
            noteWaiting(record);
            LOCKLEAF_TRY(adoption, m_vault->adoptNote(std::move(record), AdoptionRule::Restore));
        } else if (m_vault != nullptr) {
            LOCKLEAF_TRY(adoption, m_vault->judgeNote(record, AdoptionRule::Restore));
        }
        m_report.taken.count(id, adoption);
        return {};
    }

    /// A notebook that the archive names by its path alone is found, or made, by that.
    Result<void> bringNotebook(Note& note, const std::string& path)
    {
        if (note.trashed || note.notebook.isNull() || isNotebookHere(note.notebook))
            return {};
        note.notebook = {};
        if (path.empty())
            return {};
        auto made = m_vault->ensureNotebook(path);
        if (!made && made.error().code == ErrorCode::NameNotValid)
            return fail(ErrorCode::NameNotValid, "Its notebook cannot have the name that it has.");
        if (!made)
            return std::unexpected(made.error());
        note.notebook = *made;
        return {};
    }

    /// Notes that name what is not here yet: should a file of that id come, they have it.
    void noteWaiting(const NoteRecord& record)
    {
        for (const LinkTarget& target : record.note.targets) {
            const auto here = m_vault->attachment(target.id);
            if (here || here.error().code != ErrorCode::NotFound || m_waitingCount >= mostWaitingNotes)
                continue;
            std::vector<RecordId>& waiting = m_waiting[target.id];
            waiting.push_back(record.note.id);
            waiting.push_back(secondNoteId(record.note));
            m_waitingCount += 2;
        }
    }

    Result<void> takeRevision(Revision& revision, SecureBytes& content)
    {
        revision.body = std::move(content);
        LOCKLEAF_CHECK(checkAdopted(revision));
        bool came = true;
        if (!m_dryRun) {
            LOCKLEAF_TRY(came, m_vault->adoptRevision(revision));
        } else if (m_vault != nullptr) {
            came = !m_vault->revision(revision.note, revision.id);
        }
        m_report.taken.versions += came ? 1 : 0;
        return {};
    }

    Result<void> beginFile(const ManifestEntry& entry)
    {
        m_file = {};
        m_file.id = entry.attachment->id;
        m_file.name = entry.attachment->name;
        m_file.added = entry.attachment->added;
        m_file.size = entry.size;
        m_file.hash = entry.hash;
        const bool isHere = m_vault != nullptr && m_vault->attachment(m_file.id);
        if (isHere)
            return {};
        if (const auto fits = checkAdopted(m_file); !fits)
            return refuse(entry, fits.error());
        auto content = std::make_unique<EntrySource>(*m_archive);
        if (m_dryRun) {
            m_fileJob = std::make_unique<CompareFileJob>(m_file, std::move(content));
            return {};
        }
        auto job = m_vault->makeAdoptFileJob(m_file, std::move(content), std::move(m_waiting[m_file.id]));
        m_waiting.erase(m_file.id);
        if (!job)
            return concernsOneEntry(job.error().code) ? refuse(entry, job.error())
                                                      : std::unexpected(job.error());
        m_fileJob = std::move(*job);
        return {};
    }

    Result<void> takeFile(RestoreClock::time_point end)
    {
        NoProgress silent; // what counts are notes
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - RestoreClock::now());
        const auto done = m_fileJob->runSlice(left, silent);
        if (done && !*done)
            return {};
        m_fileJob.reset();
        if (done) {
            countFile();
            return {};
        }
        if (concernsOneEntry(done.error().code)) {
            m_report.taken.refuse(RefusedKind::Attachment, m_file.name, done.error(), damagedInVault);
            return {};
        }
        return endAt(done.error());
    }

    void countFile()
    {
        ++m_report.taken.attachments;
        m_report.taken.attachmentBytes += m_file.size;
    }

    Vault* m_vault;
    std::unique_ptr<ArchiveInput> m_archive; // before the job that reads from it
    RestoreReport& m_report;
    bool m_dryRun;
    bool m_inPart = false;
    bool m_done = false;
    Attachment m_file; ///< The one that is coming.
    std::unique_ptr<SlicedJob> m_fileJob;
    std::unordered_map<RecordId, std::vector<RecordId>> m_waiting; ///< By the file.
    std::size_t m_waitingCount = 0;
};

} // namespace

std::unique_ptr<SlicedJob> makeRestoreJob(Vault* vault, std::unique_ptr<ArchiveInput> archive,
                                          RestoreReport& report, bool dryRun)
{
    return std::make_unique<RestoreJob>(vault, std::move(archive), report, dryRun || vault == nullptr);
}

} // namespace lockleaf
