// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/salvage_job.h"

#include "core/store/attachment_record.h"
#include "core/store/revision_record.h"
#include "core/vault/guarded.h"

#include <algorithm>
#include <utility>

namespace lockleaf {

void SalvageReport::add(SalvageLoss loss)
{
    ++lost[static_cast<std::size_t>(loss.what)];
    if (losses.size() < mostLosses)
        losses.push_back(std::move(loss));
}

namespace {

using SalvageClock = std::chrono::steady_clock;
using What = SalvageLoss::What;

/// The content of a salvaged attachment.
class SalvagedContent final : public ByteSource
{
public:
    SalvagedContent(SalvageScan& scan, const Attachment& attachment)
        : m_scan(scan), m_id(attachment.id), m_chunks(chunksOf(attachment.size))
    {
    }
    Result<std::size_t> read(MutableByteView buffer) override
    {
        while (m_taken == m_chunk.size()) {
            if (m_next == m_chunks)
                return std::size_t{0};
            auto chunk = m_scan.open(m_scan.chunkId(m_id, m_next++));
            if (!chunk || chunk->empty())
                return fail(ErrorCode::Damaged, "a part of the file");
            m_chunk = std::move(*chunk);
            m_taken = 0;
        }
        const std::size_t count = std::min(buffer.size(), m_chunk.size() - m_taken);
        std::ranges::copy(m_chunk.view().subspan(m_taken, count), buffer.begin());
        m_taken += count;
        return count;
    }

private:
    SalvageScan& m_scan;
    RecordId m_id;
    std::uint64_t m_chunks;
    std::uint64_t m_next = 0;
    SecureBytes m_chunk;
    std::size_t m_taken = 0;
};

/// What a vault does not take for reasons that lie in the record itself.
bool isOfTheRecord(const Error& error)
{
    switch (error.code) {
    case ErrorCode::Damaged:
    case ErrorCode::NotFound:
    case ErrorCode::AlreadyExists:
    case ErrorCode::NameNotValid:
    case ErrorCode::InvalidArgument:
    case ErrorCode::BodyTooLarge:
    case ErrorCode::BodyNotText:
        return true;
    default:
        return false;
    }
}

class SalvageJob final : public SlicedJob
{
public:
    SalvageJob(std::unique_ptr<SalvageScan> scan, Vault* into, SalvageReport& report)
        : m_scan(std::move(scan)), m_into(into), m_report(report)
    {
    }

    Result<bool> runSlice(std::chrono::milliseconds budget, ProgressSink& progress) override
    {
        const auto end = SalvageClock::now() + budget;
        const SalvageReport before = m_report;
        const auto outcome = guarded([&] { return slice(end); });
        if (!outcome) {
            m_report = before;
            return std::unexpected(outcome.error());
        }
        // Looking takes about as long as taking.
        progress.progressed(m_scan->pagesLookedAt() + m_done, std::uint64_t{m_scan->pages()} + m_all);
        return m_phase == Phase::Done;
    }

private:
    enum class Phase { Look, Notebooks, Files, Notes, Versions, Deletions, End, Done };

    Result<void> slice(SalvageClock::time_point end)
    {
        switch (m_phase) {
        case Phase::Look:
            if (m_scan->look(end))
                begin();
            return {};
        case Phase::Notebooks:
            LOCKLEAF_CHECK(takeNotebooks());
            return next(RecordKind::Attachment, Phase::Files);
        case Phase::Files:
            return takeFiles(end);
        case Phase::Notes:
            return takeEach(end, &SalvageJob::takeNote, RecordKind::Revision, Phase::Versions);
        case Phase::Versions:
            return takeEach(end, &SalvageJob::takeVersion, RecordKind::Tombstone, Phase::Deletions);
        case Phase::Deletions:
            return takeEach(end, &SalvageJob::takeDeletion, RecordKind::Settings, Phase::End);
        case Phase::End:
            LOCKLEAF_CHECK(takeSettings());
            nameMissing();
            m_phase = Phase::Done;
            return {};
        case Phase::Done:
            break;
        }
        return {};
    }

    void begin()
    {
        m_report.pages = m_scan->pages();
        m_report.badPages = m_scan->badPages();
        m_report.lostFrames = m_scan->file().lostFrames();
        m_report.leftLogOut = m_scan->file().leftLogOut();
        for (const RecordKind kind :
             {RecordKind::Attachment, RecordKind::Note, RecordKind::Revision, RecordKind::Tombstone})
            m_all += m_scan->found(kind).size();
        m_phase = Phase::Notebooks;
    }

    Result<void> next(RecordKind kind, Phase phase)
    {
        m_ids = m_scan->found(kind);
        m_next = 0;
        m_phase = phase;
        return {};
    }

    void lose(What what, const RecordId& id, std::string title = {})
    {
        m_report.add({what, id, std::move(title)});
    }

    Result<void> takeNotebooks()
    {
        std::vector<NotebookRecord> records;
        for (const RecordId& id : m_scan->found(RecordKind::Notebook)) {
            const auto plain = m_scan->open(id);
            auto record = plain ? decodeNotebook(id, plain->view()) : std::unexpected(plain.error());
            if (record)
                records.push_back(std::move(*record));
            else
                lose(What::Notebook, id);
        }
        m_report.taken.notebooks = records.size();
        if (!m_into)
            return {};
        LOCKLEAF_TRY(m_report.taken.notebooks,
                     m_into->adoptNotebooks(std::move(records), AdoptionRule::Merge));
        return {};
    }

    Result<void> takeFiles(SalvageClock::time_point end)
    {
        do {
            if (m_fileJob) {
                LOCKLEAF_CHECK(goOnWithFile(end));
            } else if (m_next == m_ids.size()) {
                return next(RecordKind::Note, Phase::Notes);
            } else {
                LOCKLEAF_CHECK(beginFile(m_ids[m_next]));
                ++m_next;
                ++m_done;
            }
        } while (SalvageClock::now() < end);
        return {};
    }

    Result<void> beginFile(const RecordId& id)
    {
        const auto plain = m_scan->open(id);
        const auto record = plain ? decodeAttachment(id, plain->view()) : std::unexpected(plain.error());
        if (!record) {
            lose(What::File, id);
            return {};
        }
        if (record->state != AttachmentState::Whole)
            return {}; // its saving had not ended, or its removal had begun
        m_file = record->attachment;
        if (!m_into) {
            countFile(allChunksFound(m_file));
            return {};
        }
        auto job = m_into->makeAdoptFileJob(m_file, std::make_unique<SalvagedContent>(*m_scan, m_file), {});
        if (!job)
            return leaveFile(job.error());
        m_fileJob = std::move(*job);
        return {};
    }

    [[nodiscard]] bool allChunksFound(const Attachment& attachment) const
    {
        for (std::uint64_t i = 0; i < chunksOf(attachment.size); ++i)
            if (!m_scan->has(m_scan->chunkId(attachment.id, i)))
                return false;
        return true;
    }

    Result<void> goOnWithFile(SalvageClock::time_point end)
    {
        NoProgress silent;
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - SalvageClock::now());
        const auto done = m_fileJob->runSlice(left, silent);
        if (!done)
            return leaveFile(done.error());
        if (*done) {
            m_fileJob.reset();
            countFile(true);
        }
        return {};
    }

    void countFile(bool whole)
    {
        if (!whole) {
            lose(What::File, m_file.id, m_file.name);
            return;
        }
        ++m_report.taken.attachments;
        m_report.taken.attachmentBytes += m_file.size;
    }

    Result<void> leaveFile(const Error& error)
    {
        m_fileJob.reset();
        if (!isOfTheRecord(error))
            return std::unexpected(error);
        countFile(false);
        return {};
    }

    /// One record after the other by `take`, in one transaction, then on to the next kind.
    Result<void> takeEach(SalvageClock::time_point end, Result<void> (SalvageJob::*take)(const RecordId&),
                          RecordKind nextKind, Phase nextPhase)
    {
        const auto work = [&]() -> Result<void> {
            while (m_next < m_ids.size()) {
                LOCKLEAF_CHECK((this->*take)(m_ids[m_next]));
                ++m_next;
                ++m_done;
                if (SalvageClock::now() >= end)
                    break;
            }
            return {};
        };
        const std::size_t nextBefore = m_next;
        const std::uint64_t doneBefore = m_done;
        auto worked = m_into ? m_into->inOneTransaction(work) : work();
        if (!worked) {
            m_next = nextBefore;
            m_done = doneBefore;
            return worked;
        }
        return m_next == m_ids.size() ? next(nextKind, nextPhase) : Result<void>{};
    }

    /// Says whether a vault's refusal is the record's own; else it is an error of the job.
    Result<void> refused(const Error& error, What what, const RecordId& id, std::string title = {})
    {
        if (!isOfTheRecord(error))
            return std::unexpected(error);
        lose(what, id, std::move(title));
        return {};
    }

    Result<void> takeNote(const RecordId& id)
    {
        const auto plain = m_scan->open(id);
        auto record = plain ? decodeNote(id, plain->view(), m_codec) : std::unexpected(plain.error());
        if (!record)
            return refused(record.error(), What::Note, id, m_scan->titleOf(id));
        NoteAdoption adoption{Adoption::Added, {}};
        if (m_into) {
            const auto adopted = m_into->adoptNote(std::move(*record), AdoptionRule::Merge);
            if (!adopted)
                return refused(adopted.error(), What::Note, id, m_scan->titleOf(id));
            adoption = *adopted;
        }
        m_report.taken.count(id, adoption);
        if (m_scan->isEarlierState(id))
            lose(What::EarlierState, id, m_scan->titleOf(id));
        return {};
    }

    Result<void> takeVersion(const RecordId& id)
    {
        const auto plain = m_scan->open(id);
        const auto record =
            plain ? decodeRevision(id, plain->view(), m_codec) : std::unexpected(plain.error());
        if (!record)
            return refused(record.error(), What::Version, id);
        bool came = true;
        if (m_into) {
            const auto adopted = m_into->adoptRevision(record->revision);
            if (!adopted)
                return refused(adopted.error(), What::Version, id);
            came = *adopted;
        }
        m_report.taken.versions += came ? 1u : 0u;
        return {};
    }

    Result<void> takeDeletion(const RecordId& id)
    {
        const auto plain = m_scan->open(id);
        auto record = plain ? decodeTombstone(plain->view()) : std::unexpected(plain.error());
        if (!record)
            return refused(record.error(), What::Other, id);
        if (!m_into || record->formerKind != RecordKind::Note)
            return {};
        const auto adopted = m_into->adoptDeletion({id, std::move(*record)});
        if (!adopted)
            return refused(adopted.error(), What::Other, id);
        m_report.taken.deleted += *adopted ? 1u : 0u;
        return {};
    }

    /// A vault in use has its own.
    Result<void> takeSettings()
    {
        if (!m_into || m_ids.empty() || m_report.taken.added == 0)
            return {};
        LOCKLEAF_TRY(const VaultCounts counts, m_into->counts());
        if (counts.notes + counts.trashed != m_report.taken.added)
            return {};
        const auto plain = m_scan->open(m_ids.front());
        const auto record = plain ? decodeSettings(plain->view()) : std::unexpected(plain.error());
        if (!record)
            return refused(record.error(), What::Other, m_ids.front());
        return m_into->saveSettings(record->settings);
    }

    void nameMissing()
    {
        for (const RecordId& id : m_scan->missingNotes())
            lose(What::Note, id, m_scan->titleOf(id));
    }

    std::unique_ptr<SalvageScan> m_scan;
    Vault* m_into;
    SalvageReport& m_report;
    BodyCodec m_codec;
    Phase m_phase = Phase::Look;
    std::vector<RecordId> m_ids; ///< Of the kind whose turn it is.
    std::size_t m_next = 0;
    std::uint64_t m_done = 0;
    std::uint64_t m_all = 0;
    Attachment m_file;
    std::unique_ptr<SlicedJob> m_fileJob; ///< Goes before m_scan.
};

} // namespace

std::unique_ptr<SlicedJob> makeSalvageJob(std::unique_ptr<SalvageScan> damaged, Vault* into,
                                          SalvageReport& report)
{
    return std::make_unique<SalvageJob>(std::move(damaged), into, report);
}

} // namespace lockleaf
