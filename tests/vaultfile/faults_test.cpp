// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/vaultfile/file_lab.h"
#include "tests/vaultfile/vault_fixture.h"

#include <QTest>

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

constexpr int saves = 11;

#ifdef LOCKLEAF_SANITIZED // ten times as slow there: every third of the operations that the other builds try
constexpr std::size_t coarser = 3;
#else
constexpr std::size_t coarser = 1;
#endif

/// Saves numbered rows with checkpoints between them, until something fails. Returns how many saves were
/// acknowledged. Each save touches many pages, so that the small cache spills within a transaction.
int saveRows(VaultFile& vault, FileLab* lab)
{
    Connection db(vault);
    if (!db.ready())
        return 0;
    db.run("PRAGMA cache_size=4");
    int acknowledged = 0;
    for (int i = 1; i <= saves; ++i) {
        const std::string number = std::to_string(i);
        const std::string sql = "BEGIN;"
                                "INSERT INTO t VALUES(" +
                                number +
                                ", zeroblob(30000));"
                                "UPDATE t SET text=text||'x' WHERE id%3=" +
                                std::to_string(i % 3) + ";UPDATE t SET text=text||'y' WHERE id=" + number +
                                ";COMMIT";
        if (db.run(sql) != SQLITE_OK)
            break;
        acknowledged = i;
        if (lab != nullptr)
            lab->say();
        if (i % 5 == 0 &&
            db.checkpoint(i == 5 ? SQLITE_CHECKPOINT_PASSIVE : SQLITE_CHECKPOINT_TRUNCATE) != SQLITE_OK)
            break;
    }
    return acknowledged;
}

/// Rows that a vault holds, after its whole file was checked; the reason where it does not open.
std::string rowsIn(const std::filesystem::path& file, const UnlockedKey& key)
{
    FileLab noFaults; // and no waiting for the disk
    auto vault = VaultFile::open(file, key);
    if (!vault)
        return why(vault);
    Connection db(**vault);
    if (!db.ready())
        return why(db.ready());
    if (const std::string check = db.value("PRAGMA integrity_check"); check != "ok")
        return check;
    if (auto whole = (*vault)->verifyLog(); !whole)
        return why(whole);
    return db.value("SELECT count(*) FROM t");
}

} // namespace

/// Disks that fill up, fail, tear and lose power.
class FaultsTest : public QObject
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
    void eachOperationFails_data();
    void eachOperationFails();
    void losesPowerAnywhere();
    void namesAFullDisk();
    void syncsBeforeItAcknowledges();
    void neverSyncsTwice();

private:
    std::filesystem::path freshVault(const std::string& name)
    {
        const auto file = m_folder / name;
        copyFile(m_folder / "origin.lockleaf", file);
        writeContents(file.string() + "-wal", {}); // spares the sync of the folder that a new one costs
        return file;
    }
    std::size_t operationsOfARun()
    {
        FileLab lab;
        const auto file = freshVault("count.lockleaf");
        auto vault = VaultFile::open(file, *m_key);
        saveRows(**vault, nullptr);
        return lab.operations;
    }

    TemporaryFolder m_folder;
    std::unique_ptr<UnlockedKey> m_key;
};

void FaultsTest::eachOperationFails_data()
{
    QTest::addColumn<int>("fault");
    QTest::addColumn<int>("problem");
    QTest::addColumn<bool>("lasts");
    QTest::newRow("input/output error, once") << int(FileLab::Fault::Fail) << EIO << false;
    QTest::newRow("disk full from then on") << int(FileLab::Fault::Fail) << ENOSPC << true;
    QTest::newRow("half a write, then full") << int(FileLab::Fault::ShortWrite) << ENOSPC << true;
}

void FaultsTest::eachOperationFails()
{
    QFETCH(const int, fault);
    QFETCH(const int, problem);
    QFETCH(const bool, lasts);
    const std::size_t all = operationsOfARun();
    QVERIFY(all > 200);
    for (std::size_t at = 1; at <= all; at += 7 * coarser) {
        const auto file = freshVault("fault.lockleaf");
        int acknowledged = 0;
        {
            FileLab lab;
            lab.faultAt = at;
            lab.fault = static_cast<FileLab::Fault>(fault);
            lab.faultErrno = problem;
            lab.faultLasts = lasts;
            if (auto vault = VaultFile::open(file, *m_key))
                acknowledged = saveRows(**vault, nullptr);
        }
        const std::string found = rowsIn(file, *m_key);
        const int rows = std::atoi(found.c_str());
        // A save that failed may be there or not, as long as no acknowledged one is missing.
        const std::string report = "operation " + std::to_string(at) + ": " + std::to_string(acknowledged) +
                                   " acknowledged, found " + found;
        QVERIFY2(rows == acknowledged || rows == acknowledged + 1, report.c_str());
    }
}

void FaultsTest::losesPowerAnywhere()
{
    std::mt19937 random(20240607);
    const std::size_t all = operationsOfARun();
    int replayed = 0;
    for (std::size_t at = 1; at <= all; at += 3 * coarser) {
        const auto file = freshVault("power.lockleaf");
        int acknowledged = 0;
        Bytes disk;
        Bytes log;
        {
            FileLab lab;
            lab.powerCutAt = at;
            if (auto vault = VaultFile::open(file, *m_key))
                acknowledged = saveRows(**vault, nullptr);
            disk = lab.diskAfterCut(FileRole::Vault, random);
            log = lab.diskAfterCut(FileRole::Log, random);
        }
        const auto after = m_folder / "after.lockleaf";
        writeContents(after, disk);
        writeContents(after.string() + "-wal", log);
        if (auto vault = VaultFile::open(after, *m_key); vault)
            replayed += (*vault)->logState() == VaultFile::LogState::Replayed;
        const std::string found = rowsIn(after, *m_key);
        const std::string report = "cut at " + std::to_string(at) + " of " + std::to_string(all) + ": " +
                                   std::to_string(acknowledged) + " acknowledged, found " + found;
        const int rows = std::atoi(found.c_str());
        QVERIFY2(rows == acknowledged || rows == acknowledged + 1, report.c_str());
    }
    QVERIFY(replayed > 20 / static_cast<int>(coarser));
}

void FaultsTest::namesAFullDisk()
{
    const auto file = freshVault("full.lockleaf");
    FileLab lab;
    auto vault = VaultFile::open(file, *m_key);
    QVERIFY(vault);
    Connection db(**vault);
    QVERIFY(db.ready());
    lab.faultAt = lab.operations + 1;
    lab.faultErrno = ENOSPC;
    lab.faultLasts = true;
    QCOMPARE(db.run("INSERT INTO t VALUES(1,'a')"), SQLITE_FULL);
    const auto error = (*vault)->takeError();
    QVERIFY(!error);
    QCOMPARE(error.error().code, ErrorCode::DiskFull);
    QVERIFY((*vault)->takeError());
    lab.faultAt = 0;
    QCOMPARE(db.run("INSERT INTO t VALUES(1,'a')"), SQLITE_OK);
    QCOMPARE(db.value("SELECT count(*) FROM t"), std::string{"1"});
}

void FaultsTest::syncsBeforeItAcknowledges()
{
    const auto file = freshVault("sync.lockleaf");
    FileLab lab;
    auto vault = VaultFile::open(file, *m_key);
    QVERIFY(vault);
    QCOMPARE(saveRows(**vault, &lab), saves);
    bool frameAfterSync = false;
    int acknowledgements = 0;
    for (const FileEvent& event : lab.events) {
        if (event.kind == FileEvent::Kind::Said) {
            QVERIFY2(!frameAfterSync, "acknowledged before the log was synced");
            ++acknowledgements;
        } else if (event.role == FileRole::Log && event.kind == FileEvent::Kind::Write &&
                   event.offset >= 8192) {
            frameAfterSync = true;
        } else if (event.role == FileRole::Log && event.kind == FileEvent::Kind::Sync) {
            frameAfterSync = false;
        }
    }
    QCOMPARE(acknowledgements, saves);
}

void FaultsTest::neverSyncsTwice()
{
    const auto file = freshVault("poison.lockleaf");
    FileLab lab;
    auto vault = VaultFile::open(file, *m_key);
    QVERIFY(vault);
    Connection db(**vault);
    QCOMPARE(db.run("INSERT INTO t VALUES(1,'a')"), SQLITE_OK);
    // The next sync fails once; a second one would be told that all is well.
    const auto countSyncs = [&lab] {
        return std::count_if(lab.events.begin(), lab.events.end(), [](const FileEvent& event) {
            return event.kind == FileEvent::Kind::Sync && event.role == FileRole::Log;
        });
    };
    lab.faultErrno = EIO;
    int outcome = SQLITE_OK;
    for (std::size_t ahead = 1; outcome == SQLITE_OK && ahead < 10; ++ahead) {
        lab.events.clear();
        lab.faultAt = lab.operations + 2; // one frame is written, then synced
        outcome = db.run("UPDATE t SET text=text||'b'");
    }
    QVERIFY(outcome != SQLITE_OK);
    lab.faultAt = 0;
    lab.events.clear();
    QVERIFY(db.run("INSERT INTO t VALUES(2,'c')") != SQLITE_OK);
    QVERIFY(db.checkpoint() != SQLITE_OK);
    QCOMPARE(countSyncs(), 0);
    db.close();
    vault->reset();
    const std::string rows = rowsIn(file, *m_key);
    QCOMPARE(rows, std::string{"1"});
}

QTEST_GUILESS_MAIN(FaultsTest)
#include "faults_test.moc"
