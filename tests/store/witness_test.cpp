// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/result.h"
#include "core/store/witness.h"
#include "tests/support/test_environment.h"

#include <QTest>

#include <fstream>

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

using Verdict = Witness::Verdict;
using Safety = Witness::Safety;

DeviceId device(std::uint8_t number)
{
    DeviceId id;
    id.bytes.fill(number);
    return id;
}

/// The head after `epoch` changes, all made on one device.
struct State
{
    Head head;
    Hash256 hash{};
    State(std::uint64_t epoch, std::uint8_t branch)
    {
        head.epoch = epoch;
        head.noteWriter(device(1));
        hash.fill(branch);
        hash[0] = static_cast<std::uint8_t>(epoch);
    }
};

struct Memory
{
    TemporaryFolder folder;
    DataKey key = DataKey::random();

    /// The witness of a new opening that finds `state`.
    [[nodiscard]] std::pair<Witness, Verdict> opening(const State& state)
    {
        Witness witness(folder.path(), {}, key);
        const Verdict verdict = witness.judge(state.head, state.hash, device(1));
        return {std::move(witness), verdict};
    }
    /// One opening that finds `from`, leads to `to` and is closed.
    Verdict session(const State& from, const State& to)
    {
        auto [witness, verdict] = opening(from);
        if (!witness.remember(to.head, to.hash, Safety::Durable))
            qFatal("remember");
        return verdict;
    }
};

} // namespace

class WitnessTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(startCrypto()); }

    void agreesWithWhatItSaw()
    {
        Memory m;
        QCOMPARE(m.session({1, 0}, {2, 0}), Verdict::NoWitness);
        QCOMPARE(m.session({2, 0}, {5, 0}), Verdict::Agrees);
        QCOMPARE(m.session({7, 0}, {7, 0}), Verdict::Agrees); // a change whose witness was lost
    }

    void staysWithTheLaterStateUntilTheOlderIsAccepted()
    {
        Memory m;
        m.session({1, 0}, {5, 0});
        QCOMPARE(m.session({3, 0}, {3, 0}), Verdict::FileIsOlder);
        QCOMPARE(m.session({3, 0}, {9, 1}), Verdict::FileIsOlder); // goes beyond what is remembered
        QCOMPARE(m.session({9, 1}, {9, 1}), Verdict::FileIsOlder);
        auto [witness, verdict] = m.opening({9, 1});
        QCOMPARE(verdict, Verdict::FileIsOlder);
        const State present(10, 1);
        QVERIFY(witness.accept(present.head, present.hash));
        const State later(11, 1);
        QVERIFY(witness.remember(later.head, later.hash, Safety::Quick));
        QCOMPARE(m.opening({11, 1}).second, Verdict::Agrees);
        QCOMPARE(m.opening({10, 1}).second, Verdict::FileIsOlder);
    }

    void knowsTheRightFileWhenItIsBack()
    {
        Memory m;
        m.session({1, 0}, {5, 0});
        QCOMPARE(m.session({3, 0}, {4, 1}), Verdict::FileIsOlder);
        QCOMPARE(m.session({5, 0}, {6, 0}), Verdict::Agrees);
        QCOMPARE(m.session({6, 0}, {6, 0}), Verdict::Agrees);
    }

    void seesAForkOfTheSameLength()
    {
        Memory m;
        m.session({1, 0}, {5, 0});
        QCOMPARE(m.session({5, 1}, {8, 1}), Verdict::FileIsOlder);
        QCOMPARE(m.session({8, 1}, {8, 1}), Verdict::FileIsOlder);
    }

    void acceptsAFileThatThisDeviceNeverWrote()
    {
        Memory m;
        m.session({1, 0}, {5, 0});
        State foreign(3, 2);
        foreign.head.devices = {{device(9), 3}};
        {
            auto [witness, verdict] = m.opening(foreign);
            QCOMPARE(verdict, Verdict::FileIsFork);
            QVERIFY(witness.accept(foreign.head, foreign.hash));
        }
        QCOMPARE(m.opening(foreign).second, Verdict::Agrees);
    }

    void remembersEachChangeWithoutAClose()
    {
        Memory m;
        m.session({1, 0}, {2, 0});
        {
            auto [witness, verdict] = m.opening({2, 0});
            for (std::uint64_t epoch = 3; epoch < 8; ++epoch) {
                const State state(epoch, 0);
                QVERIFY(witness.remember(state.head, state.hash, Safety::Quick));
            }
        }
        QCOMPARE(m.opening({6, 0}).second, Verdict::FileIsOlder);
    }

    void neverGoesBackWithinASession()
    {
        Memory m;
        m.session({1, 0}, {5, 0});
        auto [witness, verdict] = m.opening({5, 0});
        const State earlier(4, 0);
        QVERIFY(witness.remember(earlier.head, earlier.hash, Safety::Durable));
        QCOMPARE(m.opening({4, 0}).second, Verdict::FileIsOlder);
    }

    void countsAsNoneWhereItIsNotAuthentic()
    {
        Memory m;
        m.session({1, 0}, {5, 0});
        const auto file = std::filesystem::directory_iterator(m.folder.path() / "witness")->path();
        std::fstream bytes(file, std::ios::binary | std::ios::in | std::ios::out);
        bytes.seekp(55);
        bytes.put('x');
        bytes.close();
        QCOMPARE(m.opening({5, 0}).second, Verdict::NoWitness);
        std::filesystem::remove(file);
        std::filesystem::create_symlink("elsewhere", file);
        QCOMPARE(m.session({5, 0}, {6, 0}), Verdict::NoWitness);
        QVERIFY(std::filesystem::is_regular_file(std::filesystem::symlink_status(file)));
    }
};

QTEST_GUILESS_MAIN(WitnessTest)
#include "witness_test.moc"
