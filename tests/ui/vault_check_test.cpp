// SPDX-License-Identifier: GPL-3.0-or-later
// The whole vault is read: by the person's wish, and in the background while nobody does anything.
#include "tests/support/sealed_tamper.h"
#include "tests/ui/sheet_hands.h"
#include "ui/sheets/check_sheet.h"
#include "ui/sheets/vault_notice_sheet.h"
#include "ui/vault/check_rounds.h"

using namespace lockleaf;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using test::SheetHands;
using test::ShownWindow;
using test::VaultFixture;

namespace {

constexpr ui::CheckRounds::Pace Quick{0ms, 5ms, 0ms, std::chrono::hours{1}};

void spoil(const VaultFixture& fixture, const RecordId& note)
{
    if (!test::spoilNote(fixture.file, *Vault::unlock(fixture.file, VaultFixture::passphrase()), note))
        qFatal("spoil");
}

std::uint64_t epochOf(ui::VaultSession& session)
{
    std::optional<std::uint64_t> epoch;
    QObject guard;
    session.ask(
        &guard, [](Vault& vault) { return vault.counts(); },
        [&](const Result<VaultCounts>& counts) { epoch = counts->epoch; });
    if (!QTest::qWaitFor([&] { return epoch.has_value(); }))
        qFatal("no counts");
    return *epoch;
}

} // namespace

class VaultCheckTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qRegisterMetaType<QStringList>(); }
    void saysThatEverythingIsWhole();
    void namesWhatIsDamaged();
    void isCancelled();
    void lockEndsIt();
    void roundEndsAndIsKept();
    void roundFindsDamageOnce();
    void roundWaitsWhileSomebodyWorks();
    void roundRestsAfterItsEnd();
    void stoppedRoundReadsNothingMore();
    void lockKeepsHowFarItCame();
};

void VaultCheckTest::saysThatEverythingIsWhole()
{
    const VaultFixture fixture;
    fixture.add("# One");
    ShownWindow shown(fixture.open());
    QTRY_COMPARE(shown.painted.count(), 1);
    shown.triggerNamed(u"Check the vault…"_s);
    const SheetHands<ui::CheckSheet> hands(shown.window);
    QVERIFY(hands.hears(u"Everything is whole."_s));
    QVERIFY(hands.report().contains(u"1 note,"_s));
    QVERIFY(!hands.button(u"Salvage…"_s));
    QVERIFY(hands.press(u"Close"_s));
    QTRY_VERIFY(!hands.isOpen());
}

void VaultCheckTest::namesWhatIsDamaged()
{
    const VaultFixture fixture;
    fixture.add("# Whole", 5);
    spoil(fixture, fixture.add("# Spoilt"));
    ShownWindow shown(fixture.open());
    QTRY_COMPARE(shown.painted.count(), 1);
    shown.triggerNamed(u"Check the vault…"_s);
    const SheetHands<ui::CheckSheet> hands(shown.window);
    QTRY_VERIFY(hands.report().contains(u"Damaged notes and files:\n  Spoilt\n"_s));
    QVERIFY(!hands.report().contains(u"  Whole"_s));
    QVERIFY(hands.report().contains(u"What to do:"_s));
    QVERIFY(hands.button(u"Salvage…"_s));
}

void VaultCheckTest::isCancelled()
{
    test::Stage stage;
    const VaultFixture fixture;
    fixture.add("# One");
    ShownWindow shown(std::make_unique<test::StagedVault>(fixture.open(), stage));
    QTRY_COMPARE(shown.painted.count(), 1);
    stage.jobsWait = true;
    shown.triggerNamed(u"Check the vault…"_s);
    const SheetHands<ui::CheckSheet> hands(shown.window);
    QVERIFY(hands.hears(u"1 of 4"_s));
    QTest::keyClick(hands.sheet, Qt::Key_Escape);
    QTRY_VERIFY(!hands.isOpen());
    stage.jobsWait = false;
}

void VaultCheckTest::lockEndsIt()
{
    test::Stage stage;
    const VaultFixture fixture;
    fixture.add("# One");
    ShownWindow shown(std::make_unique<test::StagedVault>(fixture.open(), stage));
    QTRY_COMPARE(shown.painted.count(), 1);
    stage.jobsWait = true;
    shown.triggerNamed(u"Check the vault…"_s);
    QVERIFY(shown.lock());
    QVERIFY(!shown.window.findChild<ui::CheckSheet*>());
}

void VaultCheckTest::roundEndsAndIsKept()
{
    const VaultFixture fixture;
    fixture.add("# One");
    ui::VaultSession session(fixture.open());
    const std::uint64_t before = epochOf(session);
    ui::CheckRounds rounds(session);
    rounds.setPace(Quick);
    QSignalSpy ended(&rounds, &ui::CheckRounds::roundEnded);
    QSignalSpy kept(&rounds, &ui::CheckRounds::worthKeeping);
    QSignalSpy damage(&rounds, &ui::CheckRounds::damageFound);
    rounds.start({});
    QTRY_COMPARE(ended.count(), 1);
    QCOMPARE(kept.count(), 1); // an hour has not passed: only at the end
    QCOMPARE(damage.count(), 0);
    QVERIFY(rounds.round().lastEnded > 0);
    QCOMPARE(epochOf(session), before); // it changes nothing
}

void VaultCheckTest::roundFindsDamageOnce()
{
    const VaultFixture fixture;
    fixture.add("# Whole", 5);
    spoil(fixture, fixture.add("# Spoilt"));
    spoil(fixture, fixture.add("# Spoilt too"));
    ui::VaultSession session(fixture.open());
    ui::CheckRounds rounds(session);
    rounds.setPace({0ms, 1ms, 0ms, std::chrono::hours{1}});
    QSignalSpy ended(&rounds, &ui::CheckRounds::roundEnded);
    QSignalSpy damage(&rounds, &ui::CheckRounds::damageFound);
    rounds.start({});
    QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, 60'000);
    QCOMPARE(damage.count(), 1);
    QVERIFY(damage[0][0].toStringList().join(u' ').startsWith(u"Spoilt"));
}

void VaultCheckTest::roundWaitsWhileSomebodyWorks()
{
    const VaultFixture fixture;
    fixture.add("# One");
    ui::VaultSession session(fixture.open());
    ui::CheckRounds rounds(session);
    rounds.setPace({10min, 5ms, 0ms, std::chrono::hours{1}});
    rounds.start({});
    QTest::qWait(100);
    QVERIFY(rounds.round() == CheckRound{});
    // And while another job runs.
    std::stop_source stop;
    NoProgress silent;
    QVERIFY(session.runJob(
        [](Vault&) -> Result<std::unique_ptr<SlicedJob>> { return std::make_unique<test::EndlessJob>(); },
        stop.get_token(), silent, [](const Result<void>&) {}));
    QVERIFY(session.hasJobs());
    ui::CheckRounds others(session);
    others.setPace({0ms, 5ms, 1ms, std::chrono::hours{1}});
    others.start({});
    QTest::qWait(100);
    QVERIFY(others.round() == CheckRound{});
    stop.request_stop();
    QTRY_VERIFY(others.round().lastEnded > 0);
}

void VaultCheckTest::roundRestsAfterItsEnd()
{
    const VaultFixture fixture;
    fixture.add("# One");
    ui::VaultSession session(fixture.open());
    ui::CheckRounds rounds(session);
    rounds.setPace(Quick);
    CheckRound round;
    round.lastEnded = QDateTime::currentMSecsSinceEpoch() - 3600 * 1000;
    rounds.start(round);
    QTest::qWait(100);
    QVERIFY(rounds.round() == round);
    ui::CheckRounds due(session);
    due.setPace(Quick);
    round.lastEnded -= qint64{7} * 24 * 3600 * 1000;
    QSignalSpy ended(&due, &ui::CheckRounds::roundEnded);
    due.start(round);
    QTRY_COMPARE(ended.count(), 1);
}

void VaultCheckTest::stoppedRoundReadsNothingMore()
{
    const VaultFixture fixture;
    fixture.add("# One");
    ui::VaultSession session(fixture.open());
    ui::CheckRounds rounds(session);
    rounds.setPace({0ms, 0ms, 0ms, std::chrono::hours{1}});
    rounds.start({});
    QTRY_VERIFY(rounds.round().at > 0);
    rounds.stop();
    const CheckRound left = rounds.round();
    bool answered = false; // behind everything that was asked for before
    session.ask(
        &session, [](Vault&) -> Result<void> { return {}; }, [&](const Result<void>&) { answered = true; });
    QTRY_VERIFY(answered);
    QVERIFY(rounds.round() == left);
}

void VaultCheckTest::lockKeepsHowFarItCame()
{
    const VaultFixture fixture;
    fixture.add("# One");
    {
        ShownWindow shown(fixture.open());
        QTRY_COMPARE(shown.painted.count(), 1);
        shown.triggerNamed(u"Check the vault…"_s);
        QVERIFY(SheetHands<ui::CheckSheet>(shown.window).hears(u"Everything is whole."_s));
        QVERIFY(shown.lock());
    }
    const auto vault = fixture.open();
    QVERIFY(vault->settings()->checkRound.lastEnded > 0);
}

QTEST_MAIN(VaultCheckTest)
#include "vault_check_test.moc"
