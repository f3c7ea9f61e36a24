// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/vault.h"
#include "tests/support/organizing.h"

#include <atomic>

namespace lockleaf::test {

/// What a StagedVault does otherwise than the vault in it. Shared with the test, which may change it from
/// another thread than the vault's.
struct Stage
{
    std::atomic<bool> diskFull = false; ///< Nothing can be written.
    std::atomic<bool> listDamaged = false;
    std::atomic<bool> trashRefused = false;
    std::atomic<bool> trashWaits = false;   ///< moveToTrash() waits as long as this holds.
    std::atomic<bool> notesWait = false;    ///< note() waits as long as this holds.
    std::atomic<bool> savesWait = false;    ///< saveBody() waits as long as this holds.
    std::atomic<bool> titlesWait = false;   ///< matchTitles() waits as long as this holds.
    std::atomic<bool> catalogWaits = false; ///< prepareSearch() comes to no end as long as this holds.
    std::atomic<int> searchesLost = 0;      ///< So many of the next searches come to no end by themselves.
    std::atomic<bool> jobsWait = false;     ///< Long jobs do nothing as long as this holds.
    std::atomic<bool> indexPartial = false; ///< The vault says that its index is not whole.
    std::atomic<int> checkSlices = 0;       ///< Slices of the check of the list that have run.
    std::atomic<bool> checkGoesOn = false;
    bool listDisagrees = false; ///< Set before the vault is in use, as what follows.
    std::vector<OpenNotice> notices;
    std::atomic<bool> olderAccepted = false;
};

/// The check of the list as the stage wants it.
class StagedCheck final : public SlicedJob
{
public:
    StagedCheck(Stage& stage, VerifyReport& report) : m_stage(stage), m_report(report) {}
    Result<bool> runSlice(std::chrono::milliseconds, ProgressSink&) override
    {
        ++m_stage.checkSlices;
        if (m_stage.listDisagrees)
            m_report.problems.push_back({});
        return !m_stage.checkGoesOn;
    }

private:
    Stage& m_stage;
    VerifyReport& m_report;
};

/// A job that waits as long as `waits` holds, a quarter of it done.
class WaitingJob final : public SlicedJob
{
public:
    WaitingJob(const std::atomic<bool>& waits, std::unique_ptr<SlicedJob> job)
        : m_waits(waits), m_job(std::move(job))
    {
    }
    Result<bool> runSlice(std::chrono::milliseconds budget, ProgressSink& progress) override
    {
        if (!m_waits)
            return m_job->runSlice(budget, progress);
        progress.progressed(1, 4);
        return false;
    }

private:
    const std::atomic<bool>& m_waits;
    std::unique_ptr<SlicedJob> m_job;
};

/// A job that comes to no end.
class EndlessJob final : public SlicedJob
{
public:
    Result<bool> runSlice(std::chrono::milliseconds, ProgressSink&) override { return false; }
};

/// A real vault on which a test can make things go wrong.
class StagedVault final : public HandsOnOrganizing
{
public:
    /// `stage` must outlive it.
    StagedVault(std::unique_ptr<Vault> real, Stage& stage) : m_real(std::move(real)), m_stage(stage) {}

    std::vector<OpenNotice> notices() const override
    {
        return m_stage.notices.empty() ? m_real->notices() : m_stage.notices;
    }
    Result<void> acceptOlderFile() override
    {
        m_stage.olderAccepted = true;
        return m_real->acceptOlderFile();
    }
    Result<VaultCounts> counts() override { return m_real->counts(); }
    Result<RecordId> addNote(NewNote note) override
    {
        if (m_stage.diskFull)
            return fail(ErrorCode::DiskFull);
        return m_real->addNote(std::move(note));
    }
    Result<Note> note(RecordId id) override
    {
        m_stage.notesWait.wait(true);
        return m_real->note(id);
    }
    Result<void> saveBody(RecordId id, ByteView body) override
    {
        m_stage.savesWait.wait(true);
        if (m_stage.diskFull)
            return fail(ErrorCode::DiskFull);
        return m_real->saveBody(id, body);
    }
    Result<void> setPinned(RecordId id, bool pinned) override { return m_real->setPinned(id, pinned); }
    Result<void> moveToNotebook(RecordId id, RecordId to) override { return m_real->moveToNotebook(id, to); }
    Result<void> moveToTrash(RecordId id) override
    {
        m_stage.trashWaits.wait(true);
        if (m_stage.trashRefused)
            return fail(ErrorCode::DiskFull);
        return m_real->moveToTrash(id);
    }
    Result<void> restoreFromTrash(RecordId id) override { return m_real->restoreFromTrash(id); }
    Result<void> deleteForever(RecordId id) override { return m_real->deleteForever(id); }
    Result<std::vector<RevisionSummary>> revisions(RecordId note) override { return m_real->revisions(note); }
    Result<Revision> revision(RecordId note, RecordId id) override { return m_real->revision(note, id); }
    Result<std::optional<RecordId>> keepRevision(RecordId note, RevisionReason reason) override
    {
        if (m_stage.diskFull)
            return fail(ErrorCode::DiskFull);
        return m_real->keepRevision(note, reason);
    }
    Result<void> keepEditedNotes() override
    {
        if (m_stage.diskFull)
            return fail(ErrorCode::DiskFull);
        return m_real->keepEditedNotes();
    }
    Result<RecordId> restoreRevision(RecordId note, RecordId id) override
    {
        if (m_stage.diskFull)
            return fail(ErrorCode::DiskFull);
        return m_real->restoreRevision(note, id);
    }
    std::unique_ptr<SlicedJob> makeThinJob(std::chrono::minutes utcOffset) override
    {
        return m_real->makeThinJob(utcOffset);
    }
    Result<std::uint64_t> countNotes(const ListFilter& filter) override { return m_real->countNotes(filter); }
    Result<std::vector<NoteSummary>> listNotes(const ListFilter& filter, std::uint64_t offset,
                                               std::uint64_t limit) override
    {
        if (m_stage.listDamaged)
            return fail(ErrorCode::Damaged);
        return m_real->listNotes(filter, offset, limit);
    }
    Result<std::optional<std::uint64_t>> rowOf(const ListFilter& filter, RecordId id) override
    {
        return m_real->rowOf(filter, id);
    }
    Result<NoteSummary> summary(RecordId id) override { return m_real->summary(id); }
    Result<RecordId> findNote(std::string_view reference) override { return m_real->findNote(reference); }
    Result<SearchHits> search(std::string_view query, const ListFilter& filter, std::size_t limit) override
    {
        return m_real->search(query, filter, limit);
    }
    Result<SearchHits> rankedSearch(std::string_view query, const ListFilter& filter,
                                    std::size_t limit) override
    {
        return m_real->rankedSearch(query, filter, limit);
    }
    Result<std::vector<RecordId>> notesTitled(std::string_view title, std::uint64_t limit) override
    {
        return m_real->notesTitled(title, limit);
    }
    Result<SearchHits> notesLinkingTo(std::string_view title, std::size_t limit) override
    {
        auto hits = m_real->notesLinkingTo(title, limit);
        if (hits && m_stage.indexPartial)
            hits->indexIsWhole = false;
        return hits;
    }
    std::unique_ptr<SlicedJob> makeSearchJob(std::string query, const ListFilter& filter, std::size_t limit,
                                             SearchHits& hits) override
    {
        if (m_stage.searchesLost > 0) {
            --m_stage.searchesLost;
            return std::make_unique<EndlessJob>();
        }
        return m_real->makeSearchJob(std::move(query), filter, limit, hits);
    }
    Result<bool> prepareSearch() override
    {
        return m_stage.catalogWaits ? Result<bool>(false) : m_real->prepareSearch();
    }
    Result<std::vector<NoteSummary>> summaries(const std::vector<RecordId>& ids) override
    {
        return m_real->summaries(ids);
    }
    Result<SearchExcerpt> excerpt(RecordId id, std::string_view query) override
    {
        return m_real->excerpt(id, query);
    }
    /// Goes on as long as the index is not whole.
    std::unique_ptr<SlicedJob> makeReindexJob(bool resume) override
    {
        return std::make_unique<WaitingJob>(m_stage.indexPartial, m_real->makeReindexJob(resume));
    }
    bool indexIsWhole() const override { return !m_stage.indexPartial && m_real->indexIsWhole(); }
    Result<bool> tidyIndex() override { return m_real->tidyIndex(); }
    Result<bool> tidyFile() override { return m_real->tidyFile(); }
    void forgetRead() override { m_real->forgetRead(); }

    Result<std::vector<TitleMatch>> matchTitles(std::string_view query, std::uint64_t limit) override
    {
        m_stage.titlesWait.wait(true);
        return m_real->matchTitles(query, limit);
    }
    Result<std::optional<RecordId>> noteTitled(std::string_view written, RecordId except) override
    {
        return m_real->noteTitled(written, except);
    }
    std::unique_ptr<SlicedJob> makeTitleLoadJob() override { return m_real->makeTitleLoadJob(); }
    Result<std::vector<Notebook>> notebooks() override { return m_real->notebooks(); }
    Result<RecordId> ensureNotebook(std::string_view path) override { return m_real->ensureNotebook(path); }
    Result<RecordId> findNotebook(std::string_view path) override { return m_real->findNotebook(path); }
    Result<std::string> notebookPath(RecordId id) override { return m_real->notebookPath(id); }
    Result<VaultSettings> settings() override { return m_real->settings(); }
    Result<void> saveSettings(const VaultSettings& settings) override
    {
        return m_real->saveSettings(settings);
    }
    Result<void> inOneTransaction(const std::function<Result<void>()>& changes) override
    {
        return m_real->inOneTransaction(changes);
    }
    Result<std::vector<RecordId>> allNoteIds(bool withTrash) override
    {
        return m_real->allNoteIds(withTrash);
    }
    std::unique_ptr<SlicedJob> makeVerifyJob(VerifyReport& report) override
    {
        return std::make_unique<WaitingJob>(m_stage.jobsWait, m_real->makeVerifyJob(report));
    }
    std::unique_ptr<SlicedJob> makeCheckRoundJob(CheckRound& round, VerifyReport& report) override
    {
        return m_real->makeCheckRoundJob(round, report);
    }
    std::unique_ptr<SlicedJob> makeListCheckJob(VerifyReport& report) override
    {
        return std::make_unique<StagedCheck>(m_stage, report);
    }
    std::vector<KeySlotInfo> waysIn() const override { return m_real->waysIn(); }
    Result<void> changeWays(const WayChange& change) override { return m_real->changeWays(change); }
    Result<void> changePassword(const Passphrase& to, std::optional<KeyDerivationCost> cost) override
    {
        return m_real->changePassword(to, cost);
    }
    std::unique_ptr<SlicedJob> makeDeleteNotebookJob(RecordId id, DeletedNotebooks& deleted) override
    {
        return std::make_unique<WaitingJob>(m_stage.jobsWait, m_real->makeDeleteNotebookJob(id, deleted));
    }
    std::unique_ptr<SlicedJob> makeEmptyTrashJob(TrashReport& report) override
    {
        return std::make_unique<WaitingJob>(m_stage.jobsWait, m_real->makeEmptyTrashJob(report));
    }
    std::unique_ptr<SlicedJob> makePurgeTrashJob(Timestamp now, TrashReport& report) override
    {
        return std::make_unique<WaitingJob>(m_stage.jobsWait, m_real->makePurgeTrashJob(now, report));
    }
    Result<std::unique_ptr<SlicedJob>> makeRenameTagJob(std::string_view from, std::string_view to,
                                                        NoteRewrites& rewrites) override
    {
        LOCKLEAF_TRY(auto job, m_real->makeRenameTagJob(from, to, rewrites));
        return std::make_unique<WaitingJob>(m_stage.jobsWait, std::move(job));
    }
    std::unique_ptr<SlicedJob> makeRelinkJob(std::vector<RecordId> notes, std::string_view oldTitle,
                                             std::string_view newTitle, NoteRewrites& rewrites) override
    {
        return std::make_unique<WaitingJob>(
            m_stage.jobsWait, m_real->makeRelinkJob(std::move(notes), oldTitle, newTitle, rewrites));
    }
    Result<void> checkpoint() override { return m_real->checkpoint(); }
    Result<void> close() override { return m_real->close(); }

private:
    Vault& real() override { return *m_real; }

    std::unique_ptr<Vault> m_real;
    Stage& m_stage;
};

} // namespace lockleaf::test
