// SPDX-License-Identifier: GPL-3.0-or-later
// A change of the keys that ends at any moment: who puts the old file back later is told, and nobody is told
// so of a vault whose keys are the old ones still.
#include "core/vault/key_change.h"
#include "core/vaultfile/key_exchange.h"
#include "tests/support/sim_disk.h"
#include "tests/support/test_environment.h"

#include <QtTest>

#include <algorithm>

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

const std::filesystem::path file = "/disk/v.lockleaf";
const std::filesystem::path state = "/home/state";

Passphrase passphrase(const char* word)
{
    return *Passphrase::fromTyped(bytesOf(word));
}

Result<std::unique_ptr<Vault>> openWith(const UnlockedKey& key)
{
    return Vault::open(file, {key.vaultId, key.dataKey.clone()}, {state, nullptr});
}

bool has(const Vault& vault, OpenNotice notice)
{
    const std::vector<OpenNotice> notices = vault.notices();
    return std::ranges::find(notices, notice) != notices.end();
}

} // namespace

class KeyChangeCrash : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void oldFileIsKnownWheneverItEnds();
    void unexchangedVaultIsNotSuspected();
    void failedExchangeIsTakenBack();
    void aSecondChangeFollowsOneThatWasCutShort();

private:
    std::optional<UnlockedKey> m_old; ///< No key is made before the test begins.
    std::optional<UnlockedKey> m_new;
    DiskState m_first{std::vector<std::string>{"/disk", "/home"}};
    std::vector<DiskState> m_notYet;    ///< At each later moment at which the vault has the old keys,
    std::vector<DiskState> m_exchanged; ///< and the new ones.

    [[nodiscard]] Result<std::unique_ptr<SlicedJob>> begin(Vault& vault, KeyChangeReport& report)
    {
        LOCKLEAF_TRY(m_new, prepareKeyChange(file, m_old->vaultId, WayIn::password(passphrase("new")),
                                             KeyDerivationCost::cheapForTests(), {}));
        KeyChangeOptions options;
        options.stateFolder = state;
        return makeKeyChangeJob(vault, file, {m_new->vaultId, m_new->dataKey.clone()}, std::move(options),
                                report);
    }
    static Result<void> toTheEnd(SlicedJob& job)
    {
        NoProgress progress;
        for (bool finished = false; !finished;) {
            LOCKLEAF_TRY(finished, job.runSlice(std::chrono::minutes{1}, progress));
        }
        return {};
    }
};

void KeyChangeCrash::initTestCase()
{
    QVERIFY(startCrypto());
    SimDisk disk(m_first);
    auto made = Vault::create(file, passphrase("old"), {KeyDerivationCost::cheapForTests()});
    QVERIFY(made);
    m_old = std::move(*made);
    auto vault = openWith(*m_old);
    QVERIFY(vault);
    NewNote note;
    note.body = SecureBytes::copyOf(bytesOf("a note"));
    QVERIFY((*vault)->addNote(std::move(note)));
    KeyChangeReport report;
    auto job = begin(**vault, report);
    QVERIFY(job);
    const std::size_t begun = disk.log().size();
    QVERIFY(toTheEnd(**job));
    QVERIFY(report.exchanged);
    const std::size_t ended = disk.log().size();
    const std::vector<DiskOperation> log = disk.log();
    std::size_t at = 0;
    for (std::size_t i = begun; i < ended; ++i)
        if (log[i].kind == DiskOperation::Kind::Rename && log[i].to == file.string())
            at = i;
    QVERIFY(at >= begun && at < ended);
    for (std::size_t i = at - 8; i <= at; ++i)
        m_notYet.push_back(disk.stateAfter(i));
    for (std::size_t i = at + 1; i <= ended; ++i)
        m_exchanged.push_back(disk.stateAfter(i));
}

void KeyChangeCrash::oldFileIsKnownWheneverItEnds()
{
    int known = 0;
    for (const DiskState& then : m_exchanged) {
        SimDisk disk(then);
        auto next = openWith(*m_new); // somebody goes on with it, or does not
        QVERIFY(next);
        QVERIFY(!has(**next, OpenNotice::OldKeys));
        QVERIFY(!has(**next, OpenNotice::NoWitness));
        QVERIFY((*next)->close());
        next->reset();
        const std::string old = oldKeysFile(file);
        FileSystem::Found found;
        if (disk.look(FileSystem::anywhere, old, found) != 0)
            continue; // removed by then
        QCOMPARE(disk.rename(FileSystem::anywhere, old, file, FileSystem::Rename::Replacing), 0);
        (void)disk.remove(FileSystem::anywhere, file.string() + "-wal");
        for (int i = 0; i < 2; ++i) {
            const auto put = openWith(*m_old);
            QVERIFY(put);
            QVERIFY(has(**put, OpenNotice::OldKeys));
        }
        {
            const auto put = openWith(*m_old);
            QVERIFY((*put)->acceptOlderFile());
        }
        const auto accepted = openWith(*m_old);
        QVERIFY((*accepted)->notices().empty());
        ++known;
    }
    QVERIFY(known > 3);
}

void KeyChangeCrash::unexchangedVaultIsNotSuspected()
{
    int intended = 0;
    for (const DiskState& then : m_notYet) {
        SimDisk disk(then);
        for (const auto& [path, inode] : then.entriesNow())
            intended += path.ends_with(".keys") ? 1 : 0;
        for (int i = 0; i < 2; ++i) {
            const auto vault = openWith(*m_old);
            QVERIFY(vault);
            QVERIFY(!has(**vault, OpenNotice::OldKeys));
            QVERIFY((*vault)->close());
            QVERIFY(disk.contentAt(newKeysFile(file)) == nullptr);
        }
    }
    QVERIFY(intended > 1);
}

void KeyChangeCrash::failedExchangeIsTakenBack()
{
    for (const auto kind : {DiskCall::Kind::Rename, DiskCall::Kind::Link}) {
        SimDisk disk(m_notYet.front());
        auto vault = openWith(*m_old);
        QVERIFY(vault);
        KeyChangeReport report;
        auto job = begin(**vault, report);
        QVERIFY(job);
        disk.onCall = [kind](const DiskCall& call) {
            const bool hit = call.kind == kind && call.path.find("/home") == std::string::npos;
            return DiskFault{hit ? EIO : 0};
        };
        QVERIFY(!toTheEnd(**job));
        disk.onCall = {};
        QVERIFY(!report.exchanged);
        job->reset();
        vault->reset();
        const auto again = openWith(*m_old);
        QVERIFY(again);
        QVERIFY((*again)->notices().empty());
        QVERIFY(disk.contentAt(newKeysFile(file)) == nullptr);
    }
}

void KeyChangeCrash::aSecondChangeFollowsOneThatWasCutShort()
{
    SimDisk disk(m_notYet.back());
    auto vault = openWith(*m_old);
    QVERIFY(vault);
    KeyChangeReport report;
    auto job = begin(**vault, report);
    QVERIFY(job);
    QVERIFY(toTheEnd(**job));
    QVERIFY(report.exchanged);
    job->reset();
    vault->reset();
    const auto next = openWith(*m_new);
    QVERIFY(next);
    QVERIFY((*next)->notices().empty());
}

QTEST_GUILESS_MAIN(KeyChangeCrash)
#include "key_change_crash_test.moc"
