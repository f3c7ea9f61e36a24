// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/key_change_job.h"

#include "core/base/file_system.h"
#include "core/crypto/keyed_hash.h"
#include "core/vault/guarded.h"
#include "core/vaultfile/key_exchange.h"
#include "core/vaultfile/vault_file.h"

#include <algorithm>
#include <utility>

namespace lockleaf {

namespace {

/// So many changed buckets are carried over in the last slice, in which writes wait: at most about as many
/// records as 64 saves touch.
constexpr std::size_t fewEnough = 64;
/// Slices of about 20 ms after which a vault that is changed all the time is given up.
constexpr int mostSettling = 3000;

Result<void> noMoreInboxes(const std::filesystem::path& file)
{
    for (const char* const suffix : {"-inbox", "-spill"}) {
        FileSystem::Found found;
        const std::string path = file.string() + suffix;
        if (fileSystem().look(FileSystem::anywhere, path, found) == 0 && found.size != 0)
            return fail(ErrorCode::InvalidArgument,
                        "open the vault in the window once, which takes in what waits beside it");
    }
    return {};
}

} // namespace

Result<KeyChangeHindrance> keyChangeHindrance(const std::filesystem::path& vault)
{
    return guarded([&]() -> Result<KeyChangeHindrance> {
        if (!noMoreInboxes(vault))
            return KeyChangeHindrance::Inbox;
        const auto checked = checkExchange(vault, {});
        if (checked)
            return KeyChangeHindrance::None;
        if (checked.error().code == ErrorCode::AlreadyExists)
            return KeyChangeHindrance::OldKeysFile;
        if (hasNoSecondNames(checked.error().systemError))
            return KeyChangeHindrance::FileSystem;
        return std::unexpected(checked.error());
    });
}

Result<UnlockedKey> prepareKeyChange(const std::filesystem::path& vault, VaultId vaultId, const WayIn& way,
                                     std::optional<KeyDerivationCost> cost, const std::string& keepOldAs)
{
    return guarded([&]() -> Result<UnlockedKey> {
        LOCKLEAF_CHECK(noMoreInboxes(vault));
        LOCKLEAF_CHECK(checkExchange(vault, keepOldAs));
        removeNewKeysFile(vault);
        const auto prepared = [&]() -> Result<UnlockedKey> {
            LOCKLEAF_TRY(UnlockedKey made,
                         VaultFile::create(newKeysFile(vault), way, cost, SealedVault::populate, vaultId));
            LOCKLEAF_TRY(UnlockedKey opened, VaultFile::unlock(newKeysFile(vault), way));
            if (!equalConstantTime(opened.dataKey.view(), made.dataKey.view()))
                return fail(ErrorCode::Internal, "the way in opens another key");
            return opened;
        };
        auto key = prepared();
        if (!key)
            removeNewKeysFile(vault);
        return key;
    });
}

std::unique_ptr<SlicedJob> makeKeyChangeJob(Vault& vault, std::filesystem::path file, UnlockedKey newKey,
                                            KeyChangeOptions options, KeyChangeReport& report)
{
    return std::make_unique<KeyChangeJob>(dynamic_cast<SealedVault&>(vault), std::move(file),
                                          std::move(newKey), std::move(options), report);
}

KeyChangeJob::KeyChangeJob(SealedVault& from, std::filesystem::path file, UnlockedKey newKey,
                           KeyChangeOptions options, KeyChangeReport& report)
    : m_from(from), m_file(std::move(file)), m_newKey(std::move(newKey)), m_options(std::move(options)),
      m_report(report), m_stage(m_options.before ? Stage::Before : Stage::Begin)
{
}

KeyChangeJob::~KeyChangeJob()
{
    m_part.reset();
    m_resealing.reset();
    m_to.reset();
    if (!m_report.exchanged && !m_keepsNewFile)
        quietly([&] { removeNewKeysFile(m_file); });
}

Result<bool> KeyChangeJob::runSlice(std::chrono::milliseconds budget, ProgressSink& progress)
{
    const auto end = std::chrono::steady_clock::now() + budget;
    do {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
        LOCKLEAF_CHECK(guarded([&] { return step(std::max(left, std::chrono::milliseconds{1})); }));
    } while (m_stage != Stage::Done && m_stage != Stage::Settle && std::chrono::steady_clock::now() < end);
    const std::uint64_t all = m_from.store().head().records;
    const std::uint64_t carried = m_resealing ? m_resealing->carried() : 0;
    const std::uint64_t proven = m_resealing ? m_resealing->proven() : 0;
    const std::uint64_t done =
        std::min(carried, all) + std::min(m_verification.records, all) + std::min(proven, all);
    progress.progressed(done, std::max<std::uint64_t>(3 * all, 1));
    return m_stage == Stage::Done;
}

Result<void> KeyChangeJob::step(std::chrono::milliseconds budget)
{
    bool finished = false;
    switch (m_stage) {
    case Stage::Before: {
        NoProgress none;
        LOCKLEAF_TRY(finished, m_options.before->runSlice(budget, none));
        advance(finished, Stage::Begin);
        return {};
    }
    case Stage::Begin:
        return begin();
    case Stage::Collect: {
        LOCKLEAF_TRY(finished, m_resealing->collectMore(budget));
        advance(finished, Stage::Carry);
        return {};
    }
    case Stage::Carry: {
        LOCKLEAF_TRY(finished, m_resealing->carryMore(budget));
        advance(finished, Stage::Index);
        return {};
    }
    case Stage::Index:
        return index(budget);
    case Stage::Reopen:
        return reopen();
    case Stage::Verify:
        return verify(budget);
    case Stage::Prove: {
        LOCKLEAF_TRY(finished, m_resealing->proveMore(budget));
        advance(finished, Stage::Settle);
        return {};
    }
    case Stage::Settle:
        return settle();
    case Stage::Done:
        break;
    }
    return {};
}

Result<void> KeyChangeJob::open(const std::filesystem::path& file, const Vault::OpenOptions& options)
{
    UnlockedKey key{m_newKey.vaultId, m_newKey.dataKey.clone()};
    LOCKLEAF_TRY(std::unique_ptr<VaultFile> opened, VaultFile::open(file, key));
    LOCKLEAF_TRY(m_to, SealedVault::openOn(std::move(opened), std::move(key), options, file));
    auto& to = dynamic_cast<SealedVault&>(*m_to);
    to.store().setDevice(m_from.store().device());
    if (m_resealing)
        m_resealing->resumeOn(to);
    return {};
}

Result<void> KeyChangeJob::begin()
{
    LOCKLEAF_CHECK(open(newKeysFile(m_file), {{}, m_options.clock}));
    auto& to = dynamic_cast<SealedVault&>(*m_to);
    LOCKLEAF_CHECK(to.beginReindex());
    m_resealing = std::make_unique<Resealing>(m_from, to);
    m_stage = Stage::Collect;
    return {};
}

Result<void> KeyChangeJob::index(std::chrono::milliseconds budget)
{
    if (!m_part)
        m_part = m_to->makeReindexJob(true);
    NoProgress none;
    LOCKLEAF_TRY(const bool finished, m_part->runSlice(budget, none));
    if (finished)
        m_part.reset();
    advance(finished, Stage::Reopen);
    return {};
}

Result<void> KeyChangeJob::reopen()
{
    // All that is verified comes from the file and not from what this process remembers of it.
    LOCKLEAF_CHECK(m_to->close());
    m_to.reset();
    LOCKLEAF_CHECK(open(newKeysFile(m_file), {{}, m_options.clock}));
    m_part = m_to->makeVerifyJob(m_verification);
    m_stage = Stage::Verify;
    return {};
}

Result<void> KeyChangeJob::verify(std::chrono::milliseconds budget)
{
    NoProgress none;
    LOCKLEAF_TRY(const bool finished, m_part->runSlice(budget, none));
    if (!finished)
        return {};
    m_part.reset();
    // All of it was authentic when it was carried over: what is wrong now came of writing or reading it.
    if (!m_verification.problems.empty())
        return fail(ErrorCode::InputOutput,
                    "the new file is not whole: " + m_verification.problems.front().text);
    m_stage = Stage::Prove;
    return {};
}

Result<void> KeyChangeJob::settle()
{
    if (m_from.store().inTransaction())
        return fail(ErrorCode::InvalidArgument, "within a transaction");
    const bool last = m_resealing->behind() <= fewEnough;
    LOCKLEAF_TRY(const bool same, m_resealing->followMore(last ? std::chrono::seconds{2} : sliceBudget));
    if (same)
        return exchange();
    if (++m_settling > mostSettling)
        return fail(ErrorCode::InUse, "it is being changed all the time");
    return {};
}

/// Opens the new file once more for what came last, and closes it with all in the file and an empty log.
Result<void> KeyChangeJob::closeProven()
{
    LOCKLEAF_CHECK(m_resealing->finishHead());
    LOCKLEAF_CHECK(m_to->close());
    m_to.reset();
    // Its witness is there before it has the vault's name, and the old one's is let go after that.
    LOCKLEAF_CHECK(open(newKeysFile(m_file), {m_options.stateFolder, m_options.clock}));
    LOCKLEAF_CHECK(m_resealing->proveLate());
    if (const std::string different = m_resealing->differenceOfHeads(); !different.empty())
        return fail(ErrorCode::Damaged, "the new file counts other " + different);
    LOCKLEAF_TRY(const VaultCounts counts, m_to->counts());
    m_report.notes = counts.notes + counts.trashed;
    m_report.attachments = counts.attachments;
    m_report.records = m_resealing->carried();
    m_report.caughtUp = m_resealing->followed();
    m_provenHead = dynamic_cast<SealedVault&>(*m_to).store().headHash();
    LOCKLEAF_CHECK(m_to->close());
    m_to.reset();
    return {};
}

Result<void> KeyChangeJob::exchange()
{
    LOCKLEAF_CHECK(closeProven());
    LOCKLEAF_CHECK(m_from.checkpoint());
    // What came into its place meanwhile is not ours to replace.
    LOCKLEAF_CHECK(m_from.checkPlace());
    m_from.intendKeysChange();
    ExchangeStage stage = ExchangeStage::NotBegun;
    // What has to be done about it is done however it ends.
    const auto exchanged = guarded([&] { return exchangeKeysFile(m_file, stage); });
    if (stage != ExchangeStage::NotBegun)
        m_from.refuseChanges();
    m_report.mustReopen = stage != ExchangeStage::NotBegun;
    m_report.exchanged = stage == ExchangeStage::Done;
    if (!m_report.exchanged)
        m_keepsNewFile = !m_from.takeBackKeysChange();
    LOCKLEAF_CHECK(exchanged);
    LOCKLEAF_CHECK(takeUpUnderItsName());
    LOCKLEAF_CHECK(putOldKeysFileAway(m_file, m_options.keepOldAs));
    m_stage = Stage::Done;
    return {};
}

/// Opens the vault by its name, as its owner will, and tells the witness of it.
Result<void> KeyChangeJob::takeUpUnderItsName()
{
    LOCKLEAF_CHECK(open(m_file, {m_options.stateFolder, m_options.clock}));
    if (dynamic_cast<SealedVault&>(*m_to).store().headHash() != m_provenHead)
        return fail(ErrorCode::Damaged, "another file stands in the place of the new one");
    LOCKLEAF_CHECK(m_to->close());
    m_to.reset();
    m_from.noteKeysChanged();
    return {};
}

} // namespace lockleaf
