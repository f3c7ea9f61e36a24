// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vaultfile/surroundings.h"

#include "core/vault/vault.h"
#include "tests/support/test_environment.h"

#include <QtTest>

#include <fstream>

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

VaultId makeVault(const std::filesystem::path& file)
{
    const auto passphrase = Passphrase::fromTyped(bytesOf("word"));
    const auto made = Vault::create(file, *passphrase, {KeyDerivationCost::cheapForTests()});
    if (!made)
        qFatal("create: %s", describe(made.error()).c_str());
    return made->vaultId;
}

} // namespace

/// What a folder says of the program that keeps it, and which files in it are other states of a vault.
class SurroundingsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(startCrypto()); }

    void knowsProgramsByTheirMarks_data()
    {
        QTest::addColumn<QString>("mark");
        QTest::addColumn<QString>("program");
        QTest::newRow("dropbox") << ".dropbox.cache" << "Dropbox";
        QTest::newRow("nextcloud") << ".sync_0a1b2c3d4e5f.db" << "Nextcloud";
        QTest::newRow("earlier") << "._sync_0a1b2c3d4e5f.db" << "Nextcloud";
        QTest::newRow("owncloud") << ".owncloudsync.log" << "ownCloud";
        QTest::newRow("syncthing") << ".stfolder" << "Syncthing";
        QTest::newRow("onedrive") << ".849C9593-D756-4E56-8D6E-42412F2A707B" << "OneDrive";
        QTest::newRow("none") << ".something" << "";
    }
    void knowsProgramsByTheirMarks()
    {
        QFETCH(QString, mark);
        QFETCH(QString, program);
        const TemporaryFolder folder;
        std::filesystem::create_directories(folder / "a/b");
        std::ofstream(folder / mark.toStdString()) << "x";
        QCOMPARE(QString::fromStdString(synchroniserOf(folder / "a/b")), program);
        QCOMPARE(QString::fromStdString(synchroniserOf(folder.path())), program);
    }

    void knowsNamesOfConflictCopies_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("conflict");
        QTest::newRow("dropbox") << "v (Ann's conflicted copy 2026-11-28).lockleaf" << true;
        QTest::newRow("nextcloud") << "v (conflicted copy 2026-11-28 104200).lockleaf" << true;
        QTest::newRow("its log") << "v (conflicted copy 2026-11-28 104200).lockleaf-wal" << true;
        QTest::newRow("owncloud") << "v_conflict-20261128-104200.lockleaf" << true;
        QTest::newRow("syncthing") << "v.sync-conflict-20261128-104200-ABCDEFG.lockleaf" << true;
        QTest::newRow("seafile") << "v (SFConflict ann 2026-11-28-10-42-00).lockleaf" << true;
        QTest::newRow("itself") << "v.lockleaf" << false;
        QTest::newRow("log") << "v.lockleaf-wal" << false;
        QTest::newRow("set aside") << "v.lockleaf-wal.old-3" << false;
        QTest::newRow("another") << "w (conflicted copy 2026-11-28).lockleaf" << false;
        QTest::newRow("no date") << "v.sync-conflict-.lockleaf" << false;
        QTest::newRow("a copy") << "v (copy).lockleaf" << false;
    }
    void knowsNamesOfConflictCopies()
    {
        QFETCH(QString, name);
        QFETCH(bool, conflict);
        QCOMPARE(isConflictName(name.toStdString(), "v.lockleaf"), conflict);
    }

    void comparesTheVaultIds()
    {
        const TemporaryFolder folder;
        const auto vault = folder / "v.lockleaf";
        const VaultId id = makeVault(vault);
        std::filesystem::copy_file(vault, folder / "v-LAPTOP.lockleaf"); // as OneDrive calls it
        std::filesystem::copy_file(vault, folder / "v (conflicted copy 2026-11-28).lockleaf");
        std::ofstream(folder / "v (conflicted copy 2026-11-28).lockleaf-wal") << "x";
        (void)makeVault(folder / "v.sync-conflict-20261128-104200-ABCDEFG.lockleaf");
        (void)makeVault(folder / "v-other.lockleaf"); // somebody's, and no conflict
        std::ofstream(folder / "v (conflicted copy 2026-11-29).lockleaf") << "half";
        const auto around = surroundingsOf(vault, id);
        using Relation = VaultCopy::Relation;
        std::vector<std::pair<std::string, Relation>> found;
        for (const VaultCopy& copy : around.copies)
            found.emplace_back(copy.file.filename(), copy.relation);
        const std::vector<std::pair<std::string, Relation>> expected{
            {"v (conflicted copy 2026-11-28).lockleaf", Relation::SameVault},
            {"v (conflicted copy 2026-11-28).lockleaf-wal", Relation::Log},
            {"v (conflicted copy 2026-11-29).lockleaf", Relation::Unreadable},
            {"v-LAPTOP.lockleaf", Relation::SameVault},
            {"v.sync-conflict-20261128-104200-ABCDEFG.lockleaf", Relation::AnotherVault}};
        QVERIFY(found == expected);
    }
};

QTEST_GUILESS_MAIN(SurroundingsTest)
#include "surroundings_test.moc"
