// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/migration.h"
#include "core/vault/sealed_vault.h"
#include "tests/backup/backup_fixture.h"
#include "tests/support/sim_disk.h"

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

/// A new table with the size of each record: one row for each, so that half of it would show.
Result<void> addSizes(RecordStore& store)
{
    Database& database = store.database();
    LOCKLEAF_CHECK(
        database.run("CREATE TABLE size_list(row INTEGER PRIMARY KEY, size INTEGER NOT NULL) STRICT"));
    return database.run("INSERT INTO size_list SELECT row, length(sealed) FROM record");
}

Result<void> addNames(RecordStore& store)
{
    return store.database().run("CREATE TABLE name_list(row INTEGER PRIMARY KEY) STRICT");
}

Result<void> failHalfway(RecordStore& store)
{
    LOCKLEAF_CHECK(store.database().run("DELETE FROM note_list"));
    return fail(ErrorCode::OutOfMemory, "halfway");
}

MigrationPlan oneStep()
{
    return {2, {{1, addSizes}}};
}

std::function<Result<void>(Vault&)> backupFirst(const std::filesystem::path& file)
{
    return backUpBeforeMigration(file, std::chrono::minutes{0});
}

/// The version of the tables, and how many rows the new one lacks beside the records; -1: there is none.
struct Tables
{
    std::int64_t version = 0;
    std::int64_t lacking = -1;
};

Tables tablesOf(Vault& vault)
{
    Database& database = dynamic_cast<SealedVault&>(vault).store().database();
    Tables tables{*schemaVersion(database), -1};
    auto count = database.prepare("SELECT (SELECT count(*) FROM record) - (SELECT count(*) FROM size_list)");
    if (count && count->step())
        tables.lacking = count->integer(0);
    return tables;
}

/// The vault that a simulated disk holds is opened with the plan that is in use; what is wrong with it.
struct SimVault
{
    static inline const std::filesystem::path file = "/disk/v.lockleaf";
    static inline const std::filesystem::path state = "/home/state";

    explicit SimVault(UnlockedKey opened) : key(std::move(opened)) {}
    [[nodiscard]] Result<std::unique_ptr<Vault>> open(bool migrate)
    {
        Vault::OpenOptions options{state, &clock};
        if (migrate)
            options.beforeMigration = backupFirst(file);
        return Vault::open(file, UnlockedKey{key.vaultId, key.dataKey.clone()}, options);
    }
    UnlockedKey key;
    StandingClock clock;
};

bool hasProvenBackup(Vault& vault)
{
    const auto listing = listBackups(vault, BackupPlace::of(SimVault::file, {}, std::chrono::minutes{0}));
    return listing && std::ranges::any_of(listing->generations, [](const Generation& generation) {
               return generation.reason == BackupReason::BeforeMigration &&
                      generation.state == GenerationState::Proven;
           });
}

} // namespace

/// What vaults of earlier versions of the tables go through.
class MigrationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bringsTheTablesUpToDateAfterABackup();
    void refusesWithoutABackup();
    void keepsAnEarlierVaultWhereAStepFails();
    void keepsOneBackupOfOneState();
    void refusesALaterVersion();
    void refusesAWayWithAGap();
    void losesNothingWhereThePowerFails();
    void losesNothingWhereAWriteFails();
};

void MigrationTest::bringsTheTablesUpToDateAfterABackup()
{
    BackupFixture fixture;
    const RecordId note = fixture.add("# Soup\n\nLentils.");
    QVERIFY(fixture.attach(note, "plan.txt", contentOf(2'000'000)).has_value());
    const auto before = everythingIn(*fixture.vault);
    fixture.close();
    const MigrationPlanInUse plan({3, {{1, addSizes}, {2, addNames}}});
    auto opened = Vault::open(fixture.file, UnlockedKey{fixture.key.vaultId, fixture.key.dataKey.clone()},
                              {fixture.state, &fixture.clock, backupFirst(fixture.file)});
    QVERIFY2(opened, opened ? "" : describe(opened.error()).c_str());
    fixture.vault = std::move(*opened);
    QCOMPARE(fixture.vault->notices(), std::vector<OpenNotice>{OpenNotice::Migrated});
    QCOMPARE(tablesOf(*fixture.vault).version, std::int64_t{3});
    QCOMPARE(tablesOf(*fixture.vault).lacking, std::int64_t{0});
    QVERIFY(everythingIn(*fixture.vault) == before);
    QCOMPARE(BackupFixture::problemsOf(*fixture.vault), std::string{});
    const BackupListing listing = fixture.listing();
    QCOMPARE(listing.generations.size(), std::size_t{1});
    QCOMPARE(listing.generations.front().state, GenerationState::Proven);
    QVERIFY(listing.generations.front().reason == BackupReason::BeforeMigration);
    // The backup is as the vault was: of the earlier version.
    const auto generation =
        OpenGeneration::open(*fixture.vault, fixture.place(), listing.generations.front().name);
    QCOMPARE(generation.error().code, ErrorCode::NeedsMigration);
    fixture.reopen(); // and it happens once
    QCOMPARE(fixture.vault->notices(), std::vector<OpenNotice>{});
}

void MigrationTest::refusesWithoutABackup()
{
    BackupFixture fixture;
    const RecordId note = fixture.add("one");
    fixture.close();
    {
        const MigrationPlanInUse plan(oneStep());
        QCOMPARE(fixture.open().error().code, ErrorCode::NeedsMigration);
        std::ofstream(fixture.place().folder) << "a file where the folder of backups should be";
        const auto opened =
            Vault::open(fixture.file, UnlockedKey{fixture.key.vaultId, fixture.key.dataKey.clone()},
                        {fixture.state, &fixture.clock, backupFirst(fixture.file)});
        QVERIFY(!opened);
    }
    fixture.reopen(); // the version of before has it as it was
    QCOMPARE(tablesOf(*fixture.vault).version, std::int64_t{1});
    QCOMPARE(fixture.bodyOf(note), std::string("one"));
}

void MigrationTest::keepsAnEarlierVaultWhereAStepFails()
{
    BackupFixture fixture;
    const RecordId note = fixture.add("one");
    fixture.close();
    {
        const MigrationPlanInUse plan({3, {{1, addSizes}, {2, failHalfway}}});
        const auto opened =
            Vault::open(fixture.file, UnlockedKey{fixture.key.vaultId, fixture.key.dataKey.clone()},
                        {fixture.state, &fixture.clock, backupFirst(fixture.file)});
        QCOMPARE(opened.error().code, ErrorCode::OutOfMemory);
    }
    fixture.reopen();
    QCOMPARE(tablesOf(*fixture.vault).version, std::int64_t{1});
    QCOMPARE(tablesOf(*fixture.vault).lacking, std::int64_t{-1});
    QCOMPARE(fixture.bodyOf(note), std::string("one"));
    QCOMPARE(BackupFixture::problemsOf(*fixture.vault), std::string{});
}

void MigrationTest::keepsOneBackupOfOneState()
{
    BackupFixture fixture;
    fixture.add("one");
    fixture.close();
    const auto tryOnce = [&fixture] {
        const MigrationPlanInUse plan({2, {{1, failHalfway}}});
        fixture.clock.advance(5000);
        const auto opened =
            Vault::open(fixture.file, UnlockedKey{fixture.key.vaultId, fixture.key.dataKey.clone()},
                        {fixture.state, &fixture.clock, backupFirst(fixture.file)});
        return opened.has_value();
    };
    QVERIFY(!tryOnce());
    QVERIFY(!tryOnce());
    QCOMPARE(fixture.generationsOnDisk(), std::size_t{1});
    fixture.reopen();
    fixture.add("another state");
    fixture.close();
    QVERIFY(!tryOnce());
    QCOMPARE(fixture.generationsOnDisk(), std::size_t{2});
}

void MigrationTest::refusesALaterVersion()
{
    BackupFixture fixture;
    fixture.close();
    {
        const MigrationPlanInUse plan(oneStep());
        auto opened = Vault::open(fixture.file, UnlockedKey{fixture.key.vaultId, fixture.key.dataKey.clone()},
                                  {fixture.state, &fixture.clock, backupFirst(fixture.file)});
        QVERIFY(opened);
        QVERIFY((*opened)->close());
    }
    QCOMPARE(fixture.open().error().code, ErrorCode::NewerFormat);
}

void MigrationTest::refusesAWayWithAGap()
{
    BackupFixture fixture;
    fixture.close();
    {
        const MigrationPlanInUse plan({3, {{2, addSizes}}});
        const auto opened =
            Vault::open(fixture.file, UnlockedKey{fixture.key.vaultId, fixture.key.dataKey.clone()},
                        {fixture.state, &fixture.clock, backupFirst(fixture.file)});
        QCOMPARE(opened.error().code, ErrorCode::Internal);
    }
    fixture.reopen();
    QCOMPARE(tablesOf(*fixture.vault).version, std::int64_t{1});
}

namespace {

/// A vault of the earlier version with notes and a file, closed, as a disk holds it.
struct EarlierDisk
{
    DiskState disk{{"/disk", "/home"}};
    UnlockedKey key;
    std::map<std::string, std::string> notes;

    EarlierDisk()
    {
        SimDisk making(disk);
        auto created =
            Vault::create(SimVault::file, VaultFixture::passphrase(), {KeyDerivationCost::cheapForTests()});
        if (!created)
            qFatal("create: %s", describe(created.error()).c_str());
        key = std::move(*created);
        SimVault sim(UnlockedKey{key.vaultId, key.dataKey.clone()});
        auto vault = sim.open(false);
        for (int i = 0; i < 12; ++i) {
            NewNote note;
            note.body = SecureBytes::copyOf(bytesOf("note " + std::to_string(i) + std::string(700, 'x')));
            if (!(*vault)->addNote(std::move(note)))
                qFatal("add");
        }
        notes = everythingIn(**vault);
        if (!(*vault)->close())
            qFatal("close");
        vault->reset();
        disk = making.stateAfter(making.log().size());
        disk.settle();
    }
};

/// What is wrong with the vault on `found`, which a way to version 2 left; empty: nothing.
std::string wrongAfter(const EarlierDisk& earlier, const DiskState& found)
{
    SimDisk disk(found);
    SimVault sim(UnlockedKey{earlier.key.vaultId, earlier.key.dataKey.clone()});
    {
        const auto asLeft = sim.open(false); // without taking the way
        if (!asLeft && asLeft.error().code != ErrorCode::NeedsMigration)
            return "as it was left: " + describe(asLeft.error());
        if (asLeft && !hasProvenBackup(**asLeft))
            return "of the new version without a backup of before";
    }
    const auto vault = sim.open(true);
    if (!vault)
        return "again: " + describe(vault.error());
    for (const OpenNotice notice :
         (*vault)->notices()) // a log that was begun and has nothing yet may be gone
        if (notice != OpenNotice::Migrated && notice != OpenNotice::Repaired &&
            notice != OpenNotice::LogMissing)
            return "a notice: " + std::to_string(static_cast<int>(notice));
    if (everythingIn(**vault) != earlier.notes)
        return "the notes are others";
    const Tables tables = tablesOf(**vault);
    if (tables.version != 2 || tables.lacking != 0)
        return "the tables are not those of version 2";
    if (!hasProvenBackup(**vault))
        return "no proven backup";
    return CopiesFixture::problemsOf(**vault);
}

} // namespace

void MigrationTest::losesNothingWhereThePowerFails()
{
    const EarlierDisk earlier;
    const MigrationPlanInUse plan(oneStep());
    std::vector<DiskOperation> log;
    {
        SimDisk disk(earlier.disk);
        SimVault sim(UnlockedKey{earlier.key.vaultId, earlier.key.dataKey.clone()});
        auto vault = sim.open(true);
        QVERIFY2(vault, vault ? "" : describe(vault.error()).c_str());
        QVERIFY((*vault)->close());
        log = disk.log();
    }
    QVERIFY(log.size() > 50);
    std::mt19937_64 random(1);
    DiskState then = earlier.disk;
    for (std::size_t point = 0; point <= log.size(); ++point) {
        const std::string wrong = wrongAfter(earlier, then.afterPowerCut(random));
        QVERIFY2(wrong.empty(), ("point " + std::to_string(point) + ": " + wrong).c_str());
        if (point < log.size())
            then.apply(log[point]);
    }
}

void MigrationTest::losesNothingWhereAWriteFails()
{
    const EarlierDisk earlier;
    const MigrationPlanInUse plan(oneStep());
    int failed = 0;
    for (std::size_t at = 1;; ++at) {
        std::size_t calls = 0;
        DiskState left = earlier.disk;
        {
            SimDisk disk(earlier.disk);
            disk.onCall = [&calls, at](const DiskCall& call) {
                using Kind = DiskCall::Kind;
                const bool changes = call.kind == Kind::Write || call.kind == Kind::Sync ||
                                     call.kind == Kind::Truncate || call.kind == Kind::Rename ||
                                     call.kind == Kind::SyncFolder;
                return changes && ++calls >= at ? DiskFault{ENOSPC} : DiskFault{};
            };
            SimVault sim(UnlockedKey{earlier.key.vaultId, earlier.key.dataKey.clone()});
            failed += sim.open(true) ? 0 : 1;
            left = disk.stateAfter(disk.log().size());
        }
        left.settle();
        const std::string wrong = wrongAfter(earlier, left);
        QVERIFY2(wrong.empty(), ("call " + std::to_string(at) + ": " + wrong).c_str());
        if (calls < at)
            break;
    }
    QVERIFY2(failed > 20, std::to_string(failed).c_str());
}

QTEST_GUILESS_MAIN(MigrationTest)
#include "migration_test.moc"
