// SPDX-License-Identifier: GPL-3.0-or-later
// Notes that are written while their vault is locked, from the keeper to the inbox; and how long Lockleaf
// stays for the windows in which they are.
#include "tests/roles/capture_vault.h"
#include "tests/roles/keeper_stage.h"

using namespace lockleaf;
using namespace lockleaf::app;
using namespace Qt::StringLiterals;

namespace {

struct WithVault
{
    test::CaptureVault vault;

    explicit WithVault(bool unlockedOnce = true) : vault(unlockedOnce)
    {
        qputenv("XDG_STATE_HOME", QByteArray::fromStdString((vault.folder / "state").string()));
        qputenv("LOCKLEAF_TEST_VAULT", QByteArray::fromStdString(vault.file.string()));
    }
};

/// A keeper that shows a lock screen, beside a vault that can be written for.
struct CaptureStage : WithVault, test::KeeperStage
{
    explicit CaptureStage(const QStringList& scenario, bool unlockedOnce = true)
        : WithVault(unlockedOnce), test::KeeperStage(scenario)
    {
    }
    void writeNote() { keeper.writeNote("", vault.file.string()); }
    [[nodiscard]] static QString failed(ErrorCode code)
    {
        return u"error=%1"_s.arg(static_cast<unsigned>(code));
    }
};

/// A keeper that was started for a note alone.
struct AloneStage : WithVault
{
    QString log = QString::fromStdString((vault.folder / "log").string());
    Keeper keeper{RoleLauncher{},
                  ConfigurationFile{QString::fromStdString((vault.folder / "lockleaf.conf").string())}};
    QSignalSpy finished{&keeper, &Keeper::finished};

    explicit AloneStage(const QStringList& scenario)
    {
        test::setScenario(scenario, log);
        keeper.writeNote("", vault.file.string());
    }
    [[nodiscard]] bool heard(const QByteArray& words) const
    {
        QFile file(log);
        return file.open(QIODevice::ReadOnly) && file.readAll().contains(words);
    }
};

} // namespace

class KeeperCaptureTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNoteComesIntoTheInboxSealed()
    {
        CaptureStage stage{{u"write-note"_s}};
        stage.writeNote();
        QTRY_VERIFY(stage.heard(u"capture vault=Personal"_s));
        QTRY_VERIFY(stage.heard(u"outcome kept=1"_s));
        QVERIFY(stage.vault.hasInbox()); // it was told only then
        QCOMPARE(stage.vault.arrivals(), std::vector<std::string>{"written"});
        QCOMPARE(stage.finished.count(), 0); // the lock screen stands there
    }

    void aVaultThatWasNeverOpenedTakesNone()
    {
        CaptureStage stage{{u"write-note"_s}, false};
        stage.writeNote();
        QTRY_VERIFY(stage.heard(u"target found=0 "_s + CaptureStage::failed(ErrorCode::InboxNotPinned)));
        QVERIFY(!stage.vault.hasInbox());
    }

    void anExchangedKeyIsRefused()
    {
        CaptureStage stage{{u"write-note"_s}};
        stage.vault.spoilPin();
        stage.writeNote();
        QTRY_VERIFY(stage.heard(u"target found=0 "_s + CaptureStage::failed(ErrorCode::InboxKeyDiffers)));
        QVERIFY(!stage.vault.hasInbox());
    }

    void aKeyThatChangesMeanwhileIsRefused()
    {
        CaptureStage stage{{}};
        stage.writeNote();
        QTRY_VERIFY(stage.heard(u"target found=1"_s));
        stage.vault.spoilPin();
        stage.keeper.quit(Keeper::QuitCause::System); // which has it keep what it has
        QTRY_VERIFY(stage.heard(u"outcome kept=0 "_s + CaptureStage::failed(ErrorCode::InboxKeyDiffers)));
        QVERIFY(!stage.vault.hasInbox());
    }

    void noVaultIsSaid()
    {
        CaptureStage stage{{}};
        stage.keeper.writeNote("", "");
        QTRY_VERIFY(stage.heard(u"target found=0 "_s + CaptureStage::failed(ErrorCode::NotFound)));
    }

    void theWindowThatIsThereComesToTheFront()
    {
        CaptureStage stage{{}};
        stage.writeNote();
        stage.writeNote();
        QTRY_VERIFY(stage.heard(u"capture show"_s));
        QCOMPARE(stage.count(u"capture vault"_s), 1);
        stage.keeper.setSystemDark(true);
        QTRY_VERIFY(stage.heard(u"capture dark=1"_s));
    }

    void anOpenVaultGetsANewNoteInItsWindow()
    {
        CaptureStage stage{{u"unlock-once"_s}};
        QTRY_VERIFY(stage.heard(u"replaced"_s));
        stage.writeNote();
        QTRY_VERIFY(stage.heard(u"new note"_s));
        QVERIFY(stage.heard(u"session show"_s));
        QVERIFY(!stage.heard(u"capture vault"_s));
    }

    void aNoteForAVaultThatWasOpenedMeanwhileIsTakenIn()
    {
        CaptureStage stage{{u"write-when-dark"_s}};
        stage.writeNote();
        QTRY_VERIFY(stage.heard(u"target found=1"_s));
        test::setScenario({u"unlock-once"_s}, stage.log);
        stage.keeper.start(std::nullopt, {}); // another lock screen, which unlocks
        QTRY_VERIFY(stage.heard(u"replaced"_s));
        QVERIFY(!stage.heard(u"inbox filled"_s));
        stage.keeper.setSystemDark(true);
        QTRY_VERIFY(stage.heard(u"inbox filled"_s));
        QVERIFY(stage.find(u"outcome kept=1"_s) >= 0 && stage.vault.hasInbox());
    }

    void startedForANoteItEndsWithIt()
    {
        AloneStage stage{{u"write-note"_s}};
        QTRY_COMPARE(stage.finished.count(), 1);
        QCOMPARE(stage.finished[0][0].toBool(), false);
        QVERIFY(!stage.heard("lock-screen"));
        QCOMPARE(stage.vault.arrivals(), std::vector<std::string>{"written"});
    }

    void startedForANoteItShowsItselfWhenAsked()
    {
        AloneStage stage{{}};
        QTRY_VERIFY(stage.heard("target found=1"));
        stage.keeper.show({}, {});
        QTRY_VERIFY(stage.heard("lock-screen reason=0"));
        QCOMPARE(stage.finished.count(), 0);
    }

    void quittingLeavesATextToItsPerson()
    {
        CaptureStage stage{{}};
        stage.writeNote();
        QTRY_VERIFY(stage.heard(u"target found=1"_s) && stage.heard(u"lock-screen"_s));
        stage.keeper.quit(Keeper::QuitCause::Person);
        QTRY_VERIFY(stage.heard(u"finish keep=0"_s));
        QCOMPARE(stage.finished.count(), 0);
        QTRY_VERIFY(!test::processExists(stage.lines()[stage.find(u"lock-screen"_s)]));
        stage.keeper.show({}, {}); // and it can be opened again meanwhile
        QTRY_COMPARE(stage.count(u"lock-screen"_s), 2);
        stage.keeper.quit(Keeper::QuitCause::System);
        QTRY_COMPARE(stage.finished.count(), 1);
        QVERIFY(stage.heard(u"finish keep=1"_s));
        QCOMPARE(stage.vault.arrivals(), std::vector<std::string>{"written"});
    }

    void quittingWaitsForNoEmptyWindow()
    {
        CaptureStage stage{{u"no-text"_s}};
        stage.writeNote();
        QTRY_VERIFY(stage.heard(u"target found=1"_s));
        stage.keeper.quit(Keeper::QuitCause::Person);
        QTRY_COMPARE(stage.finished.count(), 1);
    }
};

int main(int argc, char** argv)
{
    if (argc > 1) {
        if (const auto role = roleFromArgument(argv[1]))
            return lockleaf::test::playRole(*role, argc, argv);
    }
    QCoreApplication application(argc, argv);
    KeeperCaptureTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "keeper_capture_test.moc"
