// SPDX-License-Identifier: GPL-3.0-or-later
// The round of checks in the background: reads everything once, goes on where it was left, and finds damage.
#include "tests/support/sealed_tamper.h"
#include "tests/vault/plain_vault.h"

using namespace lockleaf;
using namespace lockleaf::test;
using namespace std::chrono_literals;

namespace {

/// Runs slices of no time, one step each, until the round has ended or `most` are done. True: it ended.
bool runSteps(Vault& vault, CheckRound& round, VerifyReport& report, int most)
{
    NoProgress progress;
    const auto job = vault.makeCheckRoundJob(round, report);
    for (int step = 0; step < most; ++step) {
        const auto ended = job->runSlice(0ms, progress);
        if (!ended)
            qFatal("slice: %s", describe(ended.error()).c_str());
        if (*ended)
            return true;
    }
    return false;
}

constexpr int Plenty = 1'000'000;

/// A vault with sealed pages, closed.
struct SealedFixture
{
    TemporaryFolder folder;
    std::filesystem::path file = folder / "Test.lockleaf";
    std::vector<RecordId> notes;

    SealedFixture()
    {
        if (!startCrypto())
            qFatal("crypto");
        Vault::CreateOptions cheap;
        cheap.cost = KeyDerivationCost::cheapForTests();
        if (!Vault::create(file, passphrase(), cheap))
            qFatal("create");
        const auto vault = open();
        for (int i = 0; i < 20; ++i) {
            NewNote note;
            note.body = SecureBytes::copyOf(bytesOf("note " + std::to_string(i)));
            notes.push_back(*vault->addNote(std::move(note)));
        }
        if (!vault->close())
            qFatal("close");
    }
    [[nodiscard]] static Passphrase passphrase() { return *Passphrase::fromTyped(bytesOf("correct horse")); }
    [[nodiscard]] UnlockedKey key() const { return *Vault::unlock(file, passphrase()); }
    [[nodiscard]] std::unique_ptr<Vault> open() const { return std::move(*Vault::open(file, key(), {})); }
};

} // namespace

class CheckRoundTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEverythingOnceHoweverOftenItIsLeft_data()
    {
        QTest::addColumn<int>("steps");
        QTest::newRow("in one go") << Plenty;
        QTest::newRow("left again and again") << 100;
    }
    void readsEverythingOnceHoweverOftenItIsLeft()
    {
        QFETCH(int, steps);
        PlainVault v;
        v.addMany(300);
        CheckRound round;
        VerifyReport report;
        int sessions = 1;
        while (!runSteps(*v.vault, round, report, steps)) {
            ++sessions;
            v.close();
            v.open();
            QVERIFY(sessions < 1000);
        }
        QCOMPARE(sessions > 5, steps == 100);
        QVERIFY(report.problems.empty());
        QVERIFY(report.records >= 300);
        QVERIFY(report.records < 330); // a bucket that was left half way is read again
        QCOMPARE(round.lastEnded, v.clock.now());
        round.lastEnded = 0;
        QVERIFY(round == CheckRound{}); // the next one begins at the beginning
    }

    void findsADamagedNoteAndNamesIt()
    {
        const SealedFixture f;
        QVERIFY(spoilNote(f.file, f.key(), f.notes[7]));
        const auto vault = f.open();
        CheckRound round;
        VerifyReport report;
        QVERIFY(runSteps(*vault, round, report, Plenty));
        QCOMPARE(report.problems.size(), std::size_t{1});
        QVERIFY(report.problems[0].record == f.notes[7]);
        QCOMPARE(report.records, f.notes.size());
    }

    void findsADamagedPage()
    {
        const SealedFixture f;
        const auto vault = f.open();
        {
            std::fstream file(f.file, std::ios::binary | std::ios::in | std::ios::out);
            file.seekp(-100, std::ios::end); // the last page
            file.write("damage", 6);
        }
        CheckRound round;
        VerifyReport report;
        QVERIFY(runSteps(*vault, round, report, Plenty));
        QVERIFY(!report.problems.empty());
        QVERIFY(report.problems[0].text.starts_with("page "));
    }

    void readsTheRecordsOnlyFromWhereItWas()
    {
        const SealedFixture f;
        QVERIFY(spoilNote(f.file, f.key(), f.notes[7]));
        const auto vault = f.open();
        CheckRound round;
        round.stage = CheckRound::Stage::Records;
        round.at = Freshness::bucketOf(f.notes[7]) + 1;
        VerifyReport report;
        QVERIFY(runSteps(*vault, round, report, Plenty));
        QVERIFY(report.problems.empty()); // that one was read by an earlier session
        round.stage = CheckRound::Stage::Records;
        round.at = Freshness::bucketOf(f.notes[7]);
        QVERIFY(runSteps(*vault, round, report, Plenty));
        QCOMPARE(report.problems.size(), std::size_t{1});
    }

    void changesOfTheVaultInBetweenAreNoDamage()
    {
        PlainVault v;
        const std::vector<RecordId> ids = v.addMany(200);
        CheckRound round;
        VerifyReport report;
        NoProgress progress;
        const auto job = v.vault->makeCheckRoundJob(round, report);
        std::size_t next = 0;
        while (true) {
            const auto ended = job->runSlice(0ms, progress);
            QVERIFY(ended);
            if (*ended)
                break;
            if (round.at % 20 != 0 || next >= ids.size())
                continue;
            if (next % 3 == 0)
                QVERIFY(v.vault->deleteForever(ids[next]));
            else
                QVERIFY(v.vault->saveBody(ids[next], bytesOf("changed")));
            ++next;
        }
        QVERIFY(next > 100);
        QVERIFY(report.problems.empty());
    }

    void changesNothing()
    {
        PlainVault v;
        v.addMany(50);
        const std::uint64_t epoch = v.vault->counts()->epoch;
        CheckRound round;
        VerifyReport report;
        QVERIFY(runSteps(*v.vault, round, report, Plenty));
        QCOMPARE(v.vault->counts()->epoch, epoch);
    }
};

QTEST_GUILESS_MAIN(CheckRoundTest)
#include "check_round_test.moc"
