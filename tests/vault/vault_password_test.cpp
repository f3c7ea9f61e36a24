// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/vault.h"
#include "tests/support/sim_disk.h"

#include <QtTest>

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

const std::string file = "/disk/v.lockleaf";

Passphrase passphrase(std::string_view text)
{
    return std::move(*Passphrase::fromTyped(bytesOf(text)));
}

} // namespace

/// Changing the password where the disk does not play along.
class VaultPasswordTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(startCrypto()); }
    void holdsThoughTheHeadCannotBeTold();
};

void VaultPasswordTest::holdsThoughTheHeadCannotBeTold()
{
    SimDisk disk(DiskState({"/disk"}));
    const auto cost = KeyDerivationCost::cheapForTests();
    QVERIFY(Vault::create(file, passphrase("old"), {cost}));
    {
        auto key = Vault::unlock(file, passphrase("old"));
        QVERIFY(key);
        auto vault = Vault::open(file, std::move(*key), {});
        QVERIFY(vault);
        disk.onCall = [](const DiskCall& call) {
            const bool refused = call.kind == DiskCall::Kind::Write && call.path == file + "-wal";
            return DiskFault{.problem = refused ? ENOSPC : 0};
        };
        // The header has the new password by then. An error would say that the old one holds.
        QVERIFY((*vault)->changePassword(passphrase("new"), cost));
        disk.onCall = {};
    }
    QVERIFY(!Vault::unlock(file, passphrase("old")));
    auto key = Vault::unlock(file, passphrase("new"));
    QVERIFY(key);
    auto vault = Vault::open(file, std::move(*key), {});
    QVERIFY(vault);
    QVERIFY((*vault)->notices().empty());
}

QTEST_GUILESS_MAIN(VaultPasswordTest)
#include "vault_password_test.moc"
