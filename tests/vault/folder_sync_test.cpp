// SPDX-License-Identifier: GPL-3.0-or-later
// A vault whose name is not on the disk yet when it is opened.
#include "tests/support/sim_disk.h"
#include "tests/vault/vault_fixture.h"

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

const std::filesystem::path first = "/disk/v.lockleaf";
const std::filesystem::path second = "/disk/other.lockleaf";

UnlockedKey makeVault(const std::filesystem::path& file)
{
    auto key = Vault::create(file, VaultFixture::passphrase(), {KeyDerivationCost::cheapForTests()});
    if (!key)
        qFatal("create: %s", describe(key.error()).c_str());
    return std::move(*key);
}

Result<std::unique_ptr<Vault>> openWith(const UnlockedKey& key)
{
    return Vault::open(first, UnlockedKey{key.vaultId, key.dataKey.clone()}, {});
}

} // namespace

class FolderSyncTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(startCrypto()); }

    /// Whoever put it there was told that the folder could not be synced, or died before.
    void savesStayWhereTheNameWasGivenWithoutASync()
    {
        DiskState before({"/disk"});
        UnlockedKey key;
        {
            SimDisk disk(before);
            // Its log stays beside it, empty: making one would sync the folder.
            const auto vault = openWith(makeVault(first));
            QVERIFY(vault && (*vault)->close());
            key = makeVault(second);
            before = disk.stateAfter(disk.log().size());
            before.settle();
        }
        std::optional<DiskState> then;
        RecordId saved;
        {
            const SimDisk disk(before);
            QCOMPARE(fileSystem().rename(FileSystem::anywhere, second, first, FileSystem::Rename::Replacing),
                     0);
            const auto vault = openWith(key);
            QVERIFY(vault);
            NewNote note;
            note.body = SecureBytes::copyOf(bytesOf("acknowledged"));
            const auto id = (*vault)->addNote(std::move(note));
            QVERIFY(id);
            saved = *id;
            then = disk.stateAfter(disk.log().size());
        }
        std::mt19937_64 random(3);
        for (int turn = 0; turn < 60; ++turn) {
            const SimDisk found(then->afterPowerCut(random));
            const auto vault = openWith(key);
            QVERIFY2(vault, vault ? "" : describe(vault.error()).c_str());
            const auto note = (*vault)->note(saved);
            QVERIFY(note && note->body.text() == "acknowledged");
        }
    }
};

QTEST_GUILESS_MAIN(FolderSyncTest)
#include "folder_sync_test.moc"
