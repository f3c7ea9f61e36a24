// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/vaultfile/file_lab.h"
#include "tests/vaultfile/vault_fixture.h"

#include <QtTest>

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

constexpr std::uint64_t pagesAt = 65536;
constexpr std::uint64_t framesAt = 8192;
constexpr std::uint64_t headerAt[] = {0, 32768};
constexpr std::uint64_t stateAt[] = {8192, 40960};
constexpr std::uint64_t logHeaderAt[] = {0, 4096};

bool writesState(const FileEvent& event)
{
    return event.kind == FileEvent::Kind::Write && event.role == FileRole::Vault &&
           (event.offset == stateAt[0] || event.offset == stateAt[1]);
}

bool writesPage(const FileEvent& event)
{
    return event.kind == FileEvent::Kind::Write && event.role == FileRole::Vault && event.offset >= pagesAt;
}

bool syncs(const FileEvent& event, FileRole role)
{
    return event.kind == FileEvent::Kind::Sync && event.role == role;
}

/// Rows saved one by one until something fails, with a checkpoint in the middle; how many were acknowledged.
int insertRows(VaultFile& vault, int count)
{
    Connection db(vault);
    if (!db.ready())
        return 0;
    for (int i = 0; i < count; ++i) {
        if (db.run("INSERT INTO t(text) VALUES(zeroblob(9000))") != SQLITE_OK)
            return i;
        if (i == count / 2 && db.checkpoint(SQLITE_CHECKPOINT_PASSIVE) != SQLITE_OK)
            return i + 1;
    }
    return count;
}

} // namespace

/// A process that is killed, the next one, and then the power.
class CrashTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(startCrypto());
        auto made = createVault(m_folder / "origin.lockleaf");
        QVERIFY2(made, why(made).c_str());
        m_key = std::make_unique<UnlockedKey>(std::move(*made));
    }
    void init()
    {
        copyFile(m_folder / "origin.lockleaf", m_file);
        writeContents(m_log, {});
    }
    void losesPowerAfterAKill();
    void makesTheStateDurableBeforeTheLogIsSetAside();
    void makesAPasswordDurableBeforeTheOtherCopyIsWritten();
    void makesARepairedStateBlockDurable();
    void requiresFramesAfterAFailedWriteOfTheState();
    void beginsALogOverStaleFramesCopyByCopy();
    void repairsOnlyTheBadHeaderOfTheLog();
    void completesTheHeadersOfALogThatIsCutOff();
    void writesAReplayedLogAnew();

private:
    /// What is found after a power cut; the reason where it does not open.
    std::string rowsAfter(const Bytes& file, const Bytes& log)
    {
        const auto after = m_folder / "after.lockleaf";
        writeContents(after, file);
        writeContents(after.string() + "-wal", log);
        FileLab quick;
        auto vault = VaultFile::open(after, *m_key);
        if (!vault)
            return why(vault);
        Connection db(**vault);
        if (const std::string check = db.value("PRAGMA integrity_check"); check != "ok")
            return check;
        return db.value("SELECT count(*) FROM t");
    }

    TemporaryFolder m_folder;
    std::filesystem::path m_file = m_folder / "v.lockleaf";
    std::filesystem::path m_log = m_folder / "v.lockleaf-wal";
    std::unique_ptr<UnlockedKey> m_key;
};

void CrashTest::losesPowerAfterAKill()
{
    constexpr int rows = 6;
    std::mt19937 random(20240811);
    std::size_t all = 0;
    {
        FileLab lab;
        auto vault = VaultFile::open(m_file, *m_key);
        QCOMPARE(insertRows(**vault, rows), rows);
        all = lab.operations + 8; // and what closing takes
    }
    for (std::size_t killedAt = 1; killedAt <= all; ++killedAt) {
        init();
        FileLab lab;
        lab.powerCutAt = killedAt;
        int saved = 0;
        if (auto vault = VaultFile::open(m_file, *m_key))
            saved = insertRows(**vault, rows);
        lab.startAgain();
        lab.powerCutAt = lab.operations + 1 + random() % 24;
        if (auto vault = VaultFile::open(m_file, *m_key))
            saved += insertRows(**vault, rows);
        for (int disk = 0; disk < 3; ++disk) {
            const Bytes file = lab.diskAfterCut(FileRole::Vault, random);
            const std::string found = rowsAfter(file, lab.diskAfterCut(FileRole::Log, random));
            const std::string report = "killed at " + std::to_string(killedAt) + ", cut at " +
                                       std::to_string(lab.powerCutAt) + ": " + std::to_string(saved) +
                                       " acknowledged, found " + found;
            const int there = QByteArray::fromStdString(found).toInt();
            QVERIFY2(!found.empty() && std::isdigit(found[0]) != 0, report.c_str());
            QVERIFY2(there >= saved && there <= saved + 2, report.c_str()); // each process has one under way
        }
    }
}

void CrashTest::makesTheStateDurableBeforeTheLogIsSetAside()
{
    FileLab lab;
    {
        auto vault = VaultFile::open(m_file, *m_key);
        bool moved = false;
        bool stateWritten = false;
        lab.refuses = [&](const FileEvent& event) {
            moved = moved || writesPage(event);
            const bool pagesDurable = moved && lab.events.back().kind == FileEvent::Kind::Sync;
            stateWritten = stateWritten || (pagesDurable && writesState(event));
            if (stateWritten && syncs(event, FileRole::Vault) && lab.powerCutAt == 0)
                lab.powerCutAt = lab.operations; // everything is in the file, and c + 1 is only written
            return false;
        };
        Connection db(**vault);
        for (int i = 0; i < 3; ++i)
            QCOMPARE(db.run("INSERT INTO t(text) VALUES('a row of text')"), SQLITE_OK);
    }
    QVERIFY(lab.powerCutAt != 0);
    QVERIFY(std::filesystem::file_size(m_log) > framesAt);
    lab.startAgain();
    lab.refuses = [&](const FileEvent& event) {
        if (event.kind == FileEvent::Kind::Write && lab.powerCutAt == 0)
            lab.powerCutAt = lab.operations;
        return false;
    };
    QVERIFY(!VaultFile::open(m_file, *m_key));
    // The log has another name by now, durably.
    QCOMPARE(std::filesystem::file_size(m_log), std::uintmax_t{0});
    QCOMPARE(rowsAfter(lab.durable(FileRole::Vault), {}), std::string{"3"});
}

void CrashTest::makesAPasswordDurableBeforeTheOtherCopyIsWritten()
{
    FileLab lab;
    {
        auto vault = VaultFile::open(m_file, *m_key);
        lab.refuses = [&](const FileEvent& event) {
            if (syncs(event, FileRole::Vault) && lab.events.back().offset == headerAt[1])
                lab.powerCutAt = lab.operations;
            return false;
        };
        QVERIFY(!changePassword(**vault, *m_key, passphrase("new"), KeyDerivationCost::cheapForTests(), 0));
    }
    lab.startAgain();
    lab.refuses = [&](const FileEvent& event) {
        if (syncs(event, FileRole::Vault) && lab.events.back().offset == headerAt[0] &&
            lab.events.back().kind == FileEvent::Kind::Write)
            lab.powerCutAt = lab.operations;
        return false;
    };
    QVERIFY(!VaultFile::open(m_file, *m_key));
    QVERIFY(lab.powerCutAt != 0);
    std::mt19937 random(3);
    const auto after = m_folder / "after.lockleaf";
    for (int disk = 0; disk < 200; ++disk) {
        writeContents(after, lab.diskAfterCut(FileRole::Vault, random));
        const auto withNew = VaultFile::unlock(after, password("new"));
        QVERIFY2(withNew, why(withNew).c_str());
    }
}

void CrashTest::makesARepairedStateBlockDurable()
{
    std::mt19937 random(5);
    for (const std::uint64_t damaged : stateAt) {
        init();
        Bytes file = contentsOf(m_file);
        file[damaged + 30] ^= 1;
        writeContents(m_file, file);
        FileLab lab;
        auto vault = VaultFile::open(m_file, *m_key);
        QVERIFY(vault);
        lab.refuses = [&](const FileEvent& event) {
            if (syncs(event, FileRole::Vault))
                lab.powerCutAt = lab.operations; // while the next state is written
            return false;
        };
        QCOMPARE(insertRows(**vault, 1), 0);
        vault->reset();
        lab.startAgain();
        for (int disk = 0; disk < 300; ++disk) {
            const Bytes cut = lab.diskAfterCut(FileRole::Vault, random);
            QCOMPARE(rowsAfter(cut, {}), std::string{"0"});
        }
    }
}

void CrashTest::requiresFramesAfterAFailedWriteOfTheState()
{
    int failures = 0; // outlives the vault, whose closing writes as well
    FileLab lab;
    auto vault = VaultFile::open(m_file, *m_key);
    QVERIFY(vault);
    Connection db(**vault);
    QCOMPARE(db.run("INSERT INTO t(text) VALUES('a row of text')"), SQLITE_OK);
    lab.refuses = [&](const FileEvent& event) { return writesState(event) && failures++ == 0; };
    QVERIFY(db.checkpoint(SQLITE_CHECKPOINT_PASSIVE) != SQLITE_OK);
    QCOMPARE(failures, 1);
    QCOMPARE(db.checkpoint(SQLITE_CHECKPOINT_PASSIVE), SQLITE_OK);
    // Pages of the log are in the file now: without the log it must not open as if nothing were missing.
    const std::string found = rowsAfter(contentsOf(m_file), {});
    QVERIFY2(found.find("the log that belongs to this file is missing") != std::string::npos, found.c_str());
}

void CrashTest::beginsALogOverStaleFramesCopyByCopy()
{
    std::mt19937 random(9);
    for (std::size_t ahead = 1; ahead <= 8; ++ahead) {
        init();
        FileLab lab;
        lab.tornPercent = 100;
        auto vault = VaultFile::open(m_file, *m_key);
        QVERIFY(vault);
        int saved = 0;
        {
            Connection db(**vault);
            for (; saved < 4; ++saved)
                QCOMPARE(db.run("INSERT INTO t(text) VALUES(zeroblob(9000))"), SQLITE_OK);
            QCOMPARE(db.checkpoint(SQLITE_CHECKPOINT_PASSIVE), SQLITE_OK);
            // The next save begins at the start of the log, over frames that are all in the file.
            lab.powerCutAt = lab.operations + ahead;
            saved += db.run("INSERT INTO t(text) VALUES('new log')") == SQLITE_OK;
        }
        vault->reset();
        lab.startAgain();
        for (int disk = 0; disk < 40; ++disk) {
            const Bytes file = lab.diskAfterCut(FileRole::Vault, random);
            const std::string found = rowsAfter(file, lab.diskAfterCut(FileRole::Log, random));
            const std::string report = std::to_string(ahead) + ": " + found;
            QVERIFY2(found == std::to_string(saved) || found == "5", report.c_str());
        }
    }
}

void CrashTest::repairsOnlyTheBadHeaderOfTheLog()
{
    Bytes file;
    Bytes log;
    {
        auto vault = VaultFile::open(m_file, *m_key);
        Connection db(**vault);
        QCOMPARE(db.run("INSERT INTO t(text) VALUES('a row of text')"), SQLITE_OK);
        file = contentsOf(m_file);
        log = contentsOf(m_log);
    }
    for (std::size_t bad = 0; bad < 2; ++bad) {
        Bytes damaged = log;
        damaged[logHeaderAt[bad] + 30] ^= 1;
        writeContents(m_file, file);
        writeContents(m_log, damaged);
        FileLab lab;
        auto vault = VaultFile::open(m_file, *m_key);
        QVERIFY2(vault, why(vault).c_str());
        bool repaired = false;
        for (const FileEvent& event : lab.events) {
            if (event.kind != FileEvent::Kind::Write || event.role != FileRole::Log)
                continue;
            repaired = repaired || event.offset == logHeaderAt[bad];
            QVERIFY(event.offset != logHeaderAt[1 - bad]);
        }
        QVERIFY(repaired);
        // Durable at once, like the frames that count from now on.
        const Bytes disk = lab.durable(FileRole::Log);
        QVERIFY(disk.size() > framesAt &&
                disk[logHeaderAt[bad] + 30] == contentsOf(m_log)[logHeaderAt[bad] + 30]);
        vault->reset();
        QVERIFY(contentsOf(m_log).size() > framesAt);
    }
}

void CrashTest::completesTheHeadersOfALogThatIsCutOff()
{
    Bytes file;
    Bytes log;
    {
        auto vault = VaultFile::open(m_file, *m_key);
        Connection db(**vault);
        QCOMPARE(db.run("INSERT INTO t(text) VALUES('a row of text')"), SQLITE_OK);
        file = contentsOf(m_file);
        log = contentsOf(m_log);
    }
    // Of the second header only the first sector came to the disk, and nothing behind it; no mark yet.
    std::fill_n(log.begin() + 2048, 72, std::uint8_t{0});
    log.resize(logHeaderAt[1] + 512);
    writeContents(m_file, file);
    writeContents(m_log, log);
    auto vault = VaultFile::open(m_file, *m_key);
    QVERIFY2(vault, why(vault).c_str());
    const auto verified = (*vault)->verifyLog();
    QVERIFY2(verified, why(verified).c_str());
    Connection db(**vault);
    QCOMPARE(db.run("INSERT INTO t(text) VALUES('another row')"), SQLITE_OK);
    QVERIFY((*vault)->verifyLog());
}

/// What a failed sync forgot can be read as long as the computer runs, and no other sync brings it to the
/// disk.
void CrashTest::writesAReplayedLogAnew()
{
    Bytes file;
    Bytes log;
    {
        auto vault = VaultFile::open(m_file, *m_key);
        Connection db(**vault);
        QCOMPARE(db.run("INSERT INTO t(text) VALUES(zeroblob(9000))"), SQLITE_OK);
        file = contentsOf(m_file);
        log = contentsOf(m_log);
    }
    writeContents(m_file, file);
    writeContents(m_log, log);
    FileLab lab;
    auto vault = VaultFile::open(m_file, *m_key);
    QVERIFY(vault);
    std::uint64_t written = 0;
    for (const FileEvent& event : lab.events)
        if (event.kind == FileEvent::Kind::Write && event.role == FileRole::Log &&
            event.offset >= logHeaderAt[1])
            written += event.size;
    QVERIFY(written >= log.size() - logHeaderAt[1]);
    QCOMPARE(contentsOf(m_log).size(), log.size());
}

QTEST_GUILESS_MAIN(CrashTest)
#include "crash_test.moc"
