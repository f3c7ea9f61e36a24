// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/sealed_vault.h"

#include "core/store/machine_device.h"
#include "core/vault/check_round_job.h"
#include "core/vault/guarded.h"
#include "core/vault/list_check.h"
#include "core/vault/verify_job.h"
#include "core/vaultfile/connection.h"

#include <algorithm>
#include <utility>

namespace lockleaf {

namespace {

// Pages of 8 KiB in the log after which a change moves it into the file. A vault at rest is checkpointed by
// its owner at idle, so a save while somebody types pays for it only as a last resort (64 MiB); a batch of an
// import does so early, in small steps.
constexpr int longestLog = 8192;
constexpr int longLogAfterBatch = 1024;

} // namespace

Result<VaultInfo> Vault::info(const std::filesystem::path& file)
{
    return guarded([&] { return VaultFile::info(file); });
}

Result<std::unique_ptr<Vault>> Vault::open(const std::filesystem::path& file, UnlockedKey key,
                                           const OpenOptions& options)
{
    return guarded([&]() -> Result<std::unique_ptr<Vault>> {
        LOCKLEAF_TRY(std::unique_ptr<SealedVault> vault, SealedVault::openAsFound(file, key, options));
        if (vault->isOfEarlierSchema()) {
            if (!options.beforeMigration)
                return fail(ErrorCode::NeedsMigration);
            LOCKLEAF_CHECK(options.beforeMigration(*vault));
            LOCKLEAF_CHECK(vault->migrate());
            const std::vector<OpenNotice> notices = vault->notices();
            // Anew, so that what was written is what opens.
            LOCKLEAF_CHECK(vault->close());
            vault.reset();
            LOCKLEAF_TRY(vault, SealedVault::openAsFound(file, key, options));
            vault->noteMigration(notices);
        }
        vault->sweepKeyChange();
        return vault;
    });
}

namespace {

/// Who makes changes in this file: another one for each copy of a vault on one computer, or what was changed
/// in two of them would count as changed by one after the other. One that takes the place of another, as a
/// synchronised folder brings it, is the same.
DeviceId writerOf(const DeviceId& device, const std::filesystem::path& file)
{
    std::error_code error;
    const std::filesystem::path place = std::filesystem::canonical(file, error);
    if (file.empty() || error || device.isNull())
        return device;
    const Hash256 hash = hash256({bytesOf("lockleaf writer"), device.view(), bytesOf(place.native())});
    DeviceId writer;
    std::copy_n(hash.begin(), writer.bytes.size(), writer.bytes.begin());
    return writer;
}

} // namespace

Result<void> SealedVault::populate(sqlite3* connection, const UnlockedKey& key)
{
    Database database = Database::borrow(connection);
    return RecordStore::create(database, key);
}

SealedVault::SealedVault(std::unique_ptr<VaultFile> file, UnlockedKey key, const OpenOptions& options)
    : m_file(std::move(file)), m_key(std::move(key)),
      m_clock(options.clock != nullptr ? options.clock : &systemClock()), m_stateFolder(options.stateFolder)
{
    if (!options.stateFolder.empty())
        m_witness = std::make_unique<Witness>(options.stateFolder, m_key.vaultId, m_key.dataKey);
}

SealedVault::~SealedVault()
{
    giveUpSnapshots();
}

Result<std::unique_ptr<SealedVault>> SealedVault::openAsFound(const std::filesystem::path& path,
                                                              const UnlockedKey& key,
                                                              const OpenOptions& options)
{
    LOCKLEAF_TRY(std::unique_ptr<VaultFile> file, VaultFile::open(path, key));
    return openOn(std::move(file), UnlockedKey{key.vaultId, key.dataKey.clone()}, options, path);
}

Result<std::unique_ptr<SealedVault>> SealedVault::openOn(std::unique_ptr<VaultFile> file, UnlockedKey key,
                                                         const OpenOptions& options,
                                                         const std::filesystem::path& path)
{
    std::unique_ptr<SealedVault> vault(new SealedVault(std::move(file), std::move(key), options));
    vault->m_path = path;
    DeviceId device; // null where no state folder is wanted
    if (!options.stateFolder.empty()) {
        if (const auto known = Witness::deviceId(options.stateFolder)) {
            device = *known;
        } else {
            // The notes do not depend on that folder: one opens them, and hears what is missing.
            device = machineDeviceId();
            vault->m_witness.reset();
            vault->m_notices.push_back(OpenNotice::NoStateFolder);
        }
    }
    LOCKLEAF_CHECK(vault->load(device));
    vault->m_store->setWriter(writerOf(device, path));
    vault->pinInbox();
    return vault;
}

Result<void> SealedVault::load(DeviceId device)
{
    VaultFile* const file = m_file.get();
    LOCKLEAF_TRY(Database database,
                 Database::open(file->databaseName(), file->vfsName(), [file] { return file->takeError(); }));
    m_database = std::make_unique<Database>(std::move(database));
    if (Result<void> configured = configureConnection(m_database->connection()); !configured) {
        LOCKLEAF_CHECK(
            file->takeError()); // a first page that is not authentic is damage, whatever SQLite says
        return configured;
    }
    LOCKLEAF_CHECK(m_database->run("PRAGMA cache_size = -14336"));
    m_database->countLogPages();
    LOCKLEAF_CHECK(judgeSchema());
    LOCKLEAF_TRY(m_store, RecordStore::open(*m_database, m_key, device));
    const auto headKey = deriveSubkey<HeadPurpose>(m_key.dataKey);
    m_list = std::make_unique<NoteList>(*m_store, m_key.vaultId, headKey);
    m_revisions = std::make_unique<RevisionIndex>(*m_store, m_key.vaultId, headKey);
    m_shelf = std::make_unique<AttachmentShelf>(*m_store, m_key.vaultId,
                                                deriveSubkey<RecordsPurpose>(m_key.dataKey), headKey);
    m_index = std::make_unique<SearchIndex>(*m_database);
    if (!isOfEarlierSchema())
        LOCKLEAF_CHECK(m_index->load());
    forgetCatalog();
    m_titles = std::make_unique<TitleCache>(*m_store, *m_list);
    if (m_file->logState() == VaultFile::LogState::SetAside)
        m_notices.push_back(OpenNotice::LogSetAside);
    if (m_file->logState() == VaultFile::LogState::LateSetAside)
        m_notices.push_back(OpenNotice::LateLogSetAside);
    if (m_file->logMissing())
        m_notices.push_back(OpenNotice::LogMissing);
    if (!m_file->repaired().empty())
        m_notices.push_back(OpenNotice::Repaired);
    if (m_witness)
        hearWitness(device);
    if (isOfEarlierSchema()) // nothing is changed in it before there is a backup
        return {};
    return followHeaderGeneration();
}

Result<void> SealedVault::followHeaderGeneration()
{
    const std::uint64_t inRow = m_store->head().headerGeneration;
    const std::uint64_t inHeader = m_file->headerGeneration();
    if (inHeader < inRow) {
        m_notices.push_back(OpenNotice::HeaderRolledBack);
        return {};
    }
    if (inHeader == inRow)
        return {};
    return change([this, inHeader]() -> Result<void> {
        m_store->willWrite();
        m_store->changeHead().headerGeneration = inHeader;
        return {};
    });
}

Result<void> SealedVault::change(const std::function<Result<void>()>& changes)
{
    if (m_store->inTransaction())
        return m_store->transact(changes);
    if (!m_store->refusesChanges()) // else it is known why another file stands there
        LOCKLEAF_CHECK(m_file->checkPlace());
    auto outcome = m_store->transact([&]() -> Result<void> {
        LOCKLEAF_CHECK(changes());
        return m_index->flush();
    });
    if (!outcome) { // what is in memory may hold what was taken back
        forgetCatalog();
        (void)m_index->revert();
        return outcome;
    }
    // What was changed is durable by now: neither of these may turn success into an error.
    quietly([&] {
        if (m_database->logPages() > longestLog)
            (void)m_database->checkpoint(false);
    });
    rememberQuietly(Witness::Safety::Quick);
    return {};
}

void SealedVault::forgetCatalog()
{
    m_catalog = std::make_unique<NoteCatalog>();
    m_list->follow(m_catalog.get());
}

Result<void> SealedVault::inOneTransaction(const std::function<Result<void>()>& changes)
{
    return guarded([&]() -> Result<void> {
        if (m_store->inTransaction())
            return fail(ErrorCode::InvalidArgument, "nested transaction");
        auto outcome = change(changes);
        if (!outcome) { // these may hold what was taken back
            m_notebooks.reset();
            m_pace.forgetTimes();
        } else if (m_database->logPages() > longLogAfterBatch)
            (void)m_database->checkpoint(false); // the batch is durable without it
        return outcome;
    });
}

Result<VaultCounts> SealedVault::counts()
{
    const Head& head = m_store->head();
    VaultCounts counts;
    counts.notes = head.notes;
    counts.trashed = head.trashed;
    counts.notebooks = head.notebooks;
    counts.bodyBytes = head.bodyBytes;
    counts.epoch = head.epoch;
    counts.revisions = head.revisions.number;
    counts.revisionBytes = head.revisions.stored;
    counts.attachments = head.attachments.number;
    counts.attachmentBytes = head.attachments.bytes;
    return counts;
}

Result<VaultSettings> SealedVault::settings()
{
    return guarded([&]() -> Result<VaultSettings> {
        auto stored = m_store->read(settingsRecordId());
        if (!stored) {
            if (stored.error().code == ErrorCode::NotFound)
                return VaultSettings{};
            return std::unexpected(std::move(stored).error());
        }
        LOCKLEAF_TRY(SettingsRecord record, decodeSettings(stored->plain.view()));
        return record.settings;
    });
}

Result<void> SealedVault::saveSettings(const VaultSettings& settings)
{
    return guarded([&]() -> Result<void> {
        return change([&]() -> Result<void> {
            LOCKLEAF_TRY(const auto located, m_store->locate(settingsRecordId()));
            SettingsRecord record;
            if (!located) {
                record.settings = settings;
                const SecureBytes plain = encodeSettings(record);
                LOCKLEAF_CHECK(m_store->add(settingsRecordId(), RecordKind::Settings, plain.view()));
                return {};
            }
            LOCKLEAF_TRY(const StoredRecord stored, m_store->read(settingsRecordId()));
            LOCKLEAF_TRY(record, decodeSettings(stored.plain.view()));
            record.settings = settings;
            const SecureBytes plain = encodeSettings(record);
            if (std::ranges::equal(plain.view(), stored.plain.view()))
                return {};
            return m_store->replace(stored, RecordKind::Settings, plain.view());
        });
    });
}

std::unique_ptr<SlicedJob> SealedVault::makeVerifyJob(VerifyReport& report)
{
    return std::make_unique<VerifyJob>(*this, report);
}

std::unique_ptr<SlicedJob> SealedVault::makeCheckRoundJob(CheckRound& round, VerifyReport& report)
{
    return std::make_unique<CheckRoundJob>(*this, round, report);
}

std::unique_ptr<SlicedJob> SealedVault::makeListCheckJob(VerifyReport& report)
{
    return std::make_unique<ListCheckJob>(*m_store, *m_list, *m_revisions, report);
}

Result<void> SealedVault::changeWays(const WayChange& change)
{
    return guarded([&]() -> Result<void> {
        if (m_store->refusesChanges())
            return fail(ErrorCode::KeysChanged);
        LOCKLEAF_CHECK(m_file->changeWays(m_key, change, m_store->head().headerGeneration));
        // The change holds by now. What the head has not been told yet, the next opening tells it.
        quietly([&] { (void)followHeaderGeneration(); });
        return {};
    });
}

Result<Vault::Again> Vault::openAgain()
{
    return fail(ErrorCode::InvalidArgument, "a vault without a place");
}

Result<Vault::Again> SealedVault::openAgain()
{
    return guarded([&]() -> Result<Again> {
        LOCKLEAF_TRY(
            std::unique_ptr<Vault> again,
            open(m_path, UnlockedKey{m_key.vaultId, m_key.dataKey.clone()}, {m_stateFolder, m_clock}));
        const auto& other = static_cast<const SealedVault&>(*again);
        const bool asLeft = other.m_store->headHash() == m_store->headHash();
        return Again{std::move(again), asLeft};
    });
}

Result<void> SealedVault::checkpoint()
{
    return guarded([&]() -> Result<void> {
        if (m_store->refusesChanges())
            return fail(ErrorCode::KeysChanged);
        LOCKLEAF_CHECK(m_database->checkpoint(true));
        if (m_witness)
            return m_witness->remember(m_store->head(), m_store->headHash(), Witness::Safety::Durable);
        return {};
    });
}

Result<void> SealedVault::close()
{
    return guarded([&]() -> Result<void> {
        giveUpSnapshots();
        // The witness that cannot be written costs a warning later, not the closing.
        Result<void> emptied;
        if (!m_store->refusesChanges()) {
            emptied = m_database->checkpoint(true);
            rememberQuietly(Witness::Safety::Durable);
        }
        m_titles.reset();
        m_revisions.reset();
        m_list.reset();
        m_index.reset();
        m_store.reset();
        auto closed = m_database->close();
        m_database.reset();
        m_file.reset();
        if (!emptied)
            return emptied;
        return closed;
    });
}

} // namespace lockleaf
