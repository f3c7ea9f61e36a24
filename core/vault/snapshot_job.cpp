// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/snapshot_job.h"

#include "core/vault/guarded.h"
#include "core/vault/left_copies.h"
#include "core/vaultfile/file_io.h"

#include <cerrno>

namespace lockleaf {

namespace {

/// How far something has come whose parts count on their own: copying is the first half, proving the second.
class HalfProgress final : public ProgressSink
{
public:
    HalfProgress(ProgressSink& whole, bool second) : m_whole(whole), m_second(second) {}
    void progressed(std::uint64_t done, std::uint64_t total) override
    {
        constexpr std::uint64_t half = 500;
        const std::uint64_t part = total == 0 ? 0 : std::min(done, total) * half / total;
        m_whole.progressed(part + (m_second ? half : 0), 2 * half);
    }

private:
    ProgressSink& m_whole;
    bool m_second;
};

} // namespace

SnapshotJob::SnapshotJob(SealedVault& vault, std::filesystem::path target, SnapshotReport& report)
    : m_vault(&vault), m_target(std::move(target)), m_temporary(temporaryCopyName(m_target, vault.vaultId())),
      m_report(report)
{
    vault.beginSnapshot(this);
}

SnapshotJob::~SnapshotJob()
{
    giveUp();
}

void SnapshotJob::giveUp() noexcept
{
    if (m_vault != nullptr)
        m_vault->endSnapshot(this);
    m_vault = nullptr;
    m_verify.reset();
    m_opened.reset();
    if (m_copy)
        quietly([this] { removeFile(m_temporary.string() + "-wal"); });
    m_copy.reset();
}

Result<bool> SnapshotJob::runSlice(std::chrono::milliseconds budget, ProgressSink& progress)
{
    if (m_vault == nullptr)
        return fail(ErrorCode::Cancelled);
    const auto outcome = guarded([&] { return step(budget, progress); });
    if (!outcome)
        return std::unexpected(outcome.error());
    return m_stage == Stage::Done;
}

Result<void> SnapshotJob::step(std::chrono::milliseconds budget, ProgressSink& progress)
{
    switch (m_stage) {
    case Stage::Begin:
        return begin();
    case Stage::Copy:
        return copy(budget, progress);
    case Stage::Sync:
        LOCKLEAF_CHECK(m_copy->closeFile());
        m_stage = Stage::Open;
        return {};
    case Stage::Open:
        return openCopy();
    case Stage::Prove:
        return prove(budget, progress);
    case Stage::Close:
        return closeCopy();
    case Stage::Name:
        return giveName();
    case Stage::Done:
        break;
    }
    return {};
}

Result<void> SnapshotJob::begin()
{
    if (m_target.filename().empty())
        return fail(ErrorCode::InvalidArgument, "no file name");
    if (somethingStandsAt(m_target) || somethingStandsAt(m_target.string() + "-wal"))
        return fail(ErrorCode::AlreadyExists);
    if (!m_vault->isOfEarlierSchema()) // else opening the copy would be a change of it
        LOCKLEAF_CHECK(m_vault->followHeaderGeneration());
    LOCKLEAF_TRY(m_copy, PageCopy::begin(m_vault->file(), m_vault->key(), m_vault->database().connection(),
                                         m_temporary));
    m_stage = Stage::Copy;
    return {};
}

Result<void> SnapshotJob::copy(std::chrono::milliseconds budget, ProgressSink& progress)
{
    LOCKLEAF_TRY(const bool whole, m_copy->copyUntil(std::chrono::steady_clock::now() + budget));
    HalfProgress(progress, false).progressed(m_copy->copied(), m_copy->total());
    if (!whole)
        return {};
    // Within the slice of the last page, so nothing was changed since.
    m_wanted = m_vault->headHash();
    LOCKLEAF_TRY(m_report.counts, m_vault->counts());
    LOCKLEAF_CHECK(m_copy->closeDatabase());
    m_stage = Stage::Sync;
    return {};
}

Result<void> SnapshotJob::openCopy()
{
    LOCKLEAF_TRY(m_opened, m_vault->openCopy(m_temporary));
    m_verify = m_opened->makeVerifyJob(m_report.proof);
    m_stage = Stage::Prove;
    return {};
}

Result<void> SnapshotJob::prove(std::chrono::milliseconds budget, ProgressSink& progress)
{
    HalfProgress half(progress, true);
    LOCKLEAF_TRY(const bool finished, m_verify->runSlice(budget, half));
    if (!m_report.proof.problems.empty()) {
        const VerifyProblem& problem = m_report.proof.problems.front();
        return fail(problem.code, "found while reading the copy: " + problem.text);
    }
    if (!finished)
        return {};
    if (m_opened->headHash() != m_wanted)
        return fail(ErrorCode::Damaged, "the copy is not what the vault was");
    m_report.headHash = m_wanted;
    m_stage = Stage::Close;
    return {};
}

Result<void> SnapshotJob::closeCopy()
{
    m_verify.reset();
    const Result<void> closed = m_opened->close();
    m_opened.reset();
    LOCKLEAF_CHECK(closed);
    LOCKLEAF_CHECK(removeEmptyLog(m_temporary));
    LOCKLEAF_TRY(const VaultInfo info, Vault::info(m_temporary));
    m_report.fileSalt = info.fileSalt;
    m_report.fileSize = info.fileSize;
    m_report.headerGeneration = info.generation;
    m_stage = Stage::Name;
    return {};
}

Result<void> SnapshotJob::giveName()
{
    LOCKLEAF_CHECK(renameWithoutReplacing(m_temporary, m_target));
    m_copy->release();
    if (auto synced = syncFolderOf(m_target); !synced) {
        removeFile(m_target); // a name that may be gone after a power cut was never given
        return synced;
    }
    m_stage = Stage::Done;
    return {};
}

void SealedVault::giveUpSnapshots() noexcept
{
    while (!m_snapshots.empty())
        (*m_snapshots.begin())->giveUp();
}

SecretKey<BackupPurpose> SealedVault::backupKey() const
{
    return deriveSubkey<BackupPurpose>(m_key.dataKey);
}

SecretKey<InboxSeedPurpose> SealedVault::inboxSeed() const
{
    return deriveSubkey<InboxSeedPurpose>(m_key.dataKey);
}

SecretKey<SpillPurpose> SealedVault::spillKey() const
{
    return deriveSubkey<SpillPurpose>(m_key.dataKey);
}

std::unique_ptr<SlicedJob> SealedVault::makeSnapshotJob(std::filesystem::path target, SnapshotReport& report)
{
    return std::make_unique<SnapshotJob>(*this, std::move(target), report);
}

Result<std::unique_ptr<Vault>> SealedVault::openCopy(const std::filesystem::path& file)
{
    return guarded([&]() -> Result<std::unique_ptr<Vault>> {
        OpenOptions options;
        options.clock = m_clock;
        if (isOfEarlierSchema()) {
            LOCKLEAF_TRY(std::unique_ptr<SealedVault> copy, openAsFound(file, m_key, options));
            return copy;
        }
        return Vault::open(file, UnlockedKey{m_key.vaultId, m_key.dataKey.clone()}, options);
    });
}

} // namespace lockleaf
