// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/vaultfile/vault_fixture.h"

#include <QTest>

using namespace lockleaf;
using namespace lockleaf::test;

/// Making, opening and using a sealed vault file.
class VaultFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(startCrypto()); }
    void keepsWhatWasWritten();
    void survivesWithoutCheckpoint();
    void growsAndShrinks();
};

void VaultFileTest::keepsWhatWasWritten()
{
    TemporaryFolder folder;
    const auto file = folder / "a.lockleaf";
    const auto key = createVault(file);
    QVERIFY2(key, why(key).c_str());
    const auto unlocked = VaultFile::unlock(file, password("correct horse"));
    QVERIFY2(unlocked, why(unlocked).c_str());
    for (int round = 0; round < 3; ++round) {
        auto vault = VaultFile::open(file, *unlocked);
        QVERIFY2(vault, why(vault).c_str());
        Connection db(**vault);
        QVERIFY2(db.ready(), why(db.ready()).c_str());
        QCOMPARE(db.run("INSERT INTO t(text) VALUES('one')"), SQLITE_OK);
        QCOMPARE(db.value("SELECT count(*) FROM t"), std::to_string(round + 1));
        QCOMPARE(db.checkpoint(), SQLITE_OK);
        QVERIFY((*vault)->verifyHeaderRegion());
        db.close();
        QVERIFY((*vault)->takeError());
        QCOMPARE(std::filesystem::file_size(file.string() + "-wal"), std::uintmax_t{0});
    }
}

void VaultFileTest::survivesWithoutCheckpoint()
{
    TemporaryFolder folder;
    const auto file = folder / "a.lockleaf";
    const auto key = createVault(file);
    QVERIFY(key);
    const auto copy = folder / "b.lockleaf";
    {
        auto vault = VaultFile::open(file, *key);
        QVERIFY(vault);
        Connection db(**vault);
        for (int i = 0; i < 50; ++i)
            QCOMPARE(db.run("INSERT INTO t(text) VALUES('row')"), SQLITE_OK);
        // What a process that is killed here leaves behind.
        copyFile(file, copy);
        copyFile(file.string() + "-wal", copy.string() + "-wal");
    }
    auto vault = VaultFile::open(copy, *key);
    QVERIFY2(vault, why(vault).c_str());
    QCOMPARE((*vault)->logState(), VaultFile::LogState::Replayed);
    QVERIFY((*vault)->verifyLog());
    Connection db(**vault);
    QCOMPARE(db.value("SELECT count(*) FROM t"), std::string{"50"});
    QCOMPARE(db.value("PRAGMA integrity_check"), std::string{"ok"});
}

void VaultFileTest::growsAndShrinks()
{
    TemporaryFolder folder;
    const auto file = folder / "a.lockleaf";
    const auto key = createVault(file);
    QVERIFY(key);
    auto vault = VaultFile::open(file, *key);
    QVERIFY(vault);
    Connection db(**vault);
    QCOMPARE(db.run("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<3000) "
                    "INSERT INTO t SELECT i, hex(randomblob(400)) FROM n"),
             SQLITE_OK);
    QCOMPARE(db.checkpoint(), SQLITE_OK);
    const std::uint32_t full = *(*vault)->pageCount();
    QCOMPARE(db.run("DELETE FROM t WHERE id > 10; PRAGMA incremental_vacuum"), SQLITE_OK);
    QCOMPARE(db.checkpoint(), SQLITE_OK);
    const std::uint32_t left = *(*vault)->pageCount();
    QVERIFY2(left < full / 10, std::to_string(left).c_str());
    for (std::uint32_t page = 1; page <= left; ++page)
        QVERIFY((*vault)->verifyPage(page));
    // VACUUM would hold the whole database in memory; it needs to attach one, which is refused.
    QVERIFY(db.run("VACUUM") != SQLITE_OK);
    QCOMPARE(db.value("PRAGMA integrity_check"), std::string{"ok"});
}

QTEST_GUILESS_MAIN(VaultFileTest)
#include "vault_file_test.moc"
