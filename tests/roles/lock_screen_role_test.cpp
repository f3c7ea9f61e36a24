// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/lockscreen/lock_screen_role.h"
#include "app/roles/process/role_launcher.h"
#include "core/vault/failed_attempts.h"
#include "tests/support/test_environment.h"
#include "ui/lockscreen/create_page.h"
#include "ui/lockscreen/kit_page.h"
#include "ui/lockscreen/lock_window.h"
#include "ui/lockscreen/unlock_page.h"
#include "ui/theme/theme_manager.h"
#include "ui/widgets/check_box.h"
#include "ui/widgets/label.h"
#include "ui/widgets/password_field.h"

#include <QApplication>
#include <QPushButton>
#include <QTest>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sys/socket.h>

using namespace lockleaf;
using namespace lockleaf::app;
using namespace Qt::StringLiterals;

namespace {

constexpr std::string_view rightPassword = "right horse";
/// Some tenths of a second: long beside everything else in a test, short for whoever waits for it.
constexpr KeyDerivationCost slow{std::uint64_t{32} << 20, 12};

std::ptrdiff_t runningThreads()
{
    const std::filesystem::directory_iterator threads{"/proc/self/task"};
    return std::distance(begin(threads), end(threads));
}

// Counts what key work has told its role: each piece of work ends with one such call.
class AnswerCount : public QObject
{
public:
    AnswerCount() { qApp->installEventFilter(this); }
    int answers = 0;

    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::MetaCall && qobject_cast<KeyWork*>(watched) != nullptr)
            ++answers;
        return false;
    }
};

// A lock screen whose keeper is the test.
struct Stage
{
    test::TemporaryFolder folder;
    std::filesystem::path vault = folder / "Personal.lockleaf";
    AnswerCount count;
    std::unique_ptr<MessageChannel> keeper;
    OwnedDescriptor keyEnd;
    std::unique_ptr<LockScreenRole> role;
    std::ptrdiff_t threadsBefore = 0;
    std::vector<FromLockScreen> heard;

    Stage()
    {
        qputenv("XDG_STATE_HOME", QByteArray::fromStdString((folder / "state").string()));
        int ends[2];
        auto pipe = KeyPipe::make();
        if (!pipe || socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0)
            qFatal("no socket pair");
        keyEnd = std::move(pipe->readEnd);
        keeper = std::make_unique<MessageChannel>(ends[0]);
        role = std::make_unique<LockScreenRole>(ends[1], pipe->writeEnd.release());
        QObject::connect(keeper.get(), &MessageChannel::frameReceived, keeper.get(),
                         [this](quint16 type, const Bytes& payload) {
                             if (auto message = decodeMessage<FromLockScreen>(type, payload))
                                 heard.push_back(std::move(*message));
                         });
    }
    ~Stage()
    {
        // A derivation cannot be stopped, and tells the role when it has ended.
        if (!QTest::qWaitFor([this] { return runningThreads() <= threadsBefore; }, 30'000))
            qFatal("a derivation did not end");
        role.reset(); // before the keeper, whose end would be the end of this process
    }

    Result<UnlockedKey> makeVault(KeyDerivationCost cost)
    {
        Vault::CreateOptions options;
        options.cost = cost;
        auto passphrase = Passphrase::fromTyped(bytesOf(rightPassword));
        return Vault::create(vault, *passphrase, options);
    }
    void show(StartLockScreen start = {})
    {
        start.vaultPath = vault.string();
        keeper->send(start);
        if (!QTest::qWaitFor([this] { return window() != nullptr; }))
            qFatal("no window");
        // The page looks first whether the vault is there.
        if (std::filesystem::exists(vault) && start.reason != LockReason::OpenFailed &&
            !QTest::qWaitFor([this] { return count.answers == 1; }))
            qFatal("the vault is not looked for");
        count.answers = 0;
        threadsBefore = runningThreads();
    }
    static ui::LockWindow* window()
    {
        for (QWidget* each : QApplication::topLevelWidgets()) {
            if (auto* found = qobject_cast<ui::LockWindow*>(each))
                return found;
        }
        return nullptr;
    }
    static QPushButton* button(const QString& text)
    {
        for (QPushButton* each : window()->findChildren<QPushButton*>()) {
            if (each->isVisible() && each->text() == text)
                return each;
        }
        return nullptr;
    }
    static ui::PasswordField* field()
    {
        return window()->findChild<ui::UnlockPage*>()->findChild<ui::PasswordField*>();
    }
    static void submit(std::string_view password)
    {
        field()->setText(QString::fromUtf8(password.data(), static_cast<qsizetype>(password.size())));
        QTest::keyClick(field(), Qt::Key_Return);
    }
    static void giveUp() { QTest::keyClick(window()->findChild<ui::UnlockPage*>(), Qt::Key_Escape); }
    /// As says(), of a part of a sentence.
    static bool hears(const QString& words)
    {
        for (const QLabel* each : window()->findChildren<QLabel*>()) {
            if (each->isVisible() && each->text().contains(words))
                return true;
        }
        return false;
    }
    static bool says(const QString& sentence)
    {
        for (const ui::Label* each : window()->findChildren<ui::Label*>()) {
            if (each->isVisible() && each->text() == sentence)
                return true;
        }
        return false;
    }
    template <class Message>
    [[nodiscard]] qsizetype times() const
    {
        return std::count_if(heard.begin(), heard.end(),
                             [](const auto& each) { return std::holds_alternative<Message>(each); });
    }
};

StartLockScreen pausedStart(std::uint32_t milliseconds)
{
    StartLockScreen start;
    start.failures = 5;
    start.pauseMilliseconds = milliseconds;
    return start;
}

} // namespace

class LockScreenRoleTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(startCrypto()); }

    void theRightPasswordSendsTheKey()
    {
        Stage stage;
        QVERIFY(stage.makeVault(KeyDerivationCost::cheapForTests()).has_value());
        stage.show();
        stage.submit(rightPassword);
        stage.keeper->send(SessionReady{});
        QTRY_COMPARE(stage.times<KeySent>(), 1);
        QCOMPARE(stage.times<SessionWanted>(), 1);
        QCOMPARE(stage.times<WrongPassword>(), 0);
    }

    void wrongOnesAreWrittenDown()
    {
        Stage stage;
        const auto key = stage.makeVault(KeyDerivationCost::cheapForTests());
        const std::filesystem::path state = stage.folder / "state" / "lockleaf";
        stage.show();
        for (int i = 1; i <= 3; ++i) {
            stage.submit("wrong horse");
            QTRY_COMPARE(stage.times<WrongPassword>(), i);
            stage.keeper->send(AttemptsPaused{static_cast<std::uint32_t>(i), 0});
            QTRY_VERIFY(stage.button(u"Unlock"_s) != nullptr && stage.button(u"Unlock"_s)->isEnabled());
        }
        QCOMPARE(failedAttempts(state, key->vaultId).count, std::uint64_t{3});
        stage.submit(rightPassword);
        stage.keeper->send(SessionReady{});
        QTRY_COMPARE(stage.times<KeySent>(), 1);
        // The session takes them away, once it has told of them.
        QCOMPARE(failedAttempts(state, key->vaultId).count, std::uint64_t{3});
    }

    void aPauseOutlivesTheProgram()
    {
        Stage stage;
        const auto key = stage.makeVault(KeyDerivationCost::cheapForTests());
        const std::filesystem::path state = stage.folder / "state" / "lockleaf";
        for (int i = 0; i < 9; ++i)
            QVERIFY(noteFailedAttempt(state, key->vaultId, systemClock().now()));
        stage.show(); // by a keeper that knows of none
        QTRY_VERIFY(stage.hears(u"Personal is locked"_s));
        QTRY_VERIFY(stage.button(u"Unlock"_s) == nullptr);
        stage.submit(rightPassword);
        QCOMPARE(stage.times<SessionWanted>(), 0);
        QVERIFY(stage.field()->isEnabled()); // one may type meanwhile
        QVERIFY(stage.button(u"Open another vault…"_s)->isEnabled());
    }

    void theRecoveryKitOpens()
    {
        Stage stage;
        const auto key = stage.makeVault(KeyDerivationCost::cheapForTests());
        const RecoveryCode code = RecoveryCode::random();
        const auto way =
            PreparedWay::of(WayIn::recoveryCode(code.clone()), KeyDerivationCost::cheapForTests());
        QVERIFY(Vault::addWay(stage.vault, *key, *way).has_value());
        stage.show();
        stage.button(u"Use recovery kit"_s)->click();
        stage.submit(RecoveryCode::random().grouped().text()); // typed right, of another vault
        QTRY_COMPARE(stage.times<WrongPassword>(), 1);
        QTRY_VERIFY(stage.hears(u"of another vault"_s));
        stage.keeper->send(AttemptsPaused{1, 0});
        stage.submit("0123");
        QTRY_VERIFY(stage.hears(u"some are missing"_s));
        QCOMPARE(stage.times<WrongPassword>(), 1); // a typing error is no attempt
        stage.submit(code.grouped().text());
        stage.keeper->send(SessionReady{});
        QTRY_COMPARE(stage.times<KeySent>(), 1);
    }

    void aNewVaultGetsItsRecoveryKit()
    {
        Stage stage;
        StartLockScreen start;
        stage.keeper->send(start);
        QVERIFY(QTest::qWaitFor([&] { return stage.window() != nullptr; }));
        stage.threadsBefore = runningThreads();
        const QString folder = QString::fromStdString(stage.folder.path().string());
        auto* const create = stage.window()->findChild<ui::CreatePage*>();
        create->reset(u"Personal"_s, folder);
        const auto fields = create->findChildren<ui::PasswordField*>();
        for (ui::PasswordField* each : fields)
            each->setText(u"copper lantern drifts upstream"_s);
        create->findChild<ui::CheckBox*>()->setChecked(true);
        stage.button(u"Create vault"_s)->click();
        auto* const kit = stage.window()->findChild<ui::KitPage*>();
        QTRY_VERIFY_WITH_TIMEOUT(kit->isVisible(), 60'000);
        stage.keeper->send(SessionReady{});
        const RecoveryCode code = kit->code().clone();
        const auto last = textOf(code.group(7));
        auto* const group = kit->findChild<ui::PasswordField*>();
        group->setText(QString::fromLatin1(last.data(), qsizetype(last.size())));
        QCOMPARE(stage.times<KeySent>(), 0); // not before the kit is there, or "Later"
        QTest::keyClick(group, Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(stage.times<KeySent>(), 1, 60'000);
        QVERIFY(Vault::unlock(stage.vault, WayIn::recoveryCode(code.clone())).has_value());
    }

    void anAttemptWaitsForTheOneThatWasGivenUp()
    {
        Stage stage;
        QVERIFY(stage.makeVault(slow).has_value());
        stage.show();
        stage.submit("wrong horse");
        QTRY_COMPARE(stage.count.answers, 1); // the costs are read, the derivation has begun
        stage.giveUp();
        stage.submit(rightPassword);
        QVERIFY(stage.button(u"Unlocking…"_s) != nullptr);
        QTRY_COMPARE(stage.count.answers, 2);
        // One at most, which is about to end: the second attempt has to hear first what the first one brings.
        QVERIFY(runningThreads() <= stage.threadsBefore + 1);
        QTRY_COMPARE(stage.times<WrongPassword>(), 1);
        QVERIFY(stage.button(u"Unlocking…"_s) != nullptr);
        stage.keeper->send(AttemptsPaused{1, 0});
        stage.keeper->send(SessionReady{});
        QTRY_COMPARE_WITH_TIMEOUT(stage.times<KeySent>(), 1, 30'000);
        QCOMPARE(stage.times<WrongPassword>(), 1);
    }

    void aPauseThatTheGivenUpOneBringsHoldsForTheNext()
    {
        Stage stage;
        QVERIFY(stage.makeVault(slow).has_value());
        stage.show();
        stage.submit("wrong horse");
        QTRY_COMPARE(stage.count.answers, 1);
        stage.giveUp();
        stage.submit(rightPassword);
        QTRY_COMPARE_WITH_TIMEOUT(stage.times<WrongPassword>(), 1, 30'000);
        stage.keeper->send(SessionReady{});
        stage.keeper->send(AttemptsPaused{3, 60'000});
        QTRY_VERIFY(stage.button(u"Try again in 60 s"_s) != nullptr);
        QTRY_VERIFY(runningThreads() <= stage.threadsBefore); // nothing is on its way
        QVERIFY(stage.field()->isEnabled());
        QVERIFY(!stage.field()->isEmpty());
        const int before = stage.count.answers;
        stage.submit(rightPassword);
        QVERIFY(stage.button(u"Unlocking…"_s) == nullptr);
        QCOMPARE(stage.count.answers, before);
        QCOMPARE(stage.times<KeySent>(), 0);
    }

    void thePauseHoldsForEveryVault()
    {
        Stage stage;
        stage.show(pausedStart(60'000));
        QTRY_VERIFY(stage.button(u"Try again in 60 s"_s) != nullptr);
        ShowWindow other;
        other.vaultPath = (stage.folder / "Other.lockleaf").string();
        stage.keeper->send(other); // a second start
        QTRY_VERIFY(stage.says(u"Other is locked"_s));
        QVERIFY(stage.button(u"Unlock"_s) == nullptr);
        Q_EMIT stage.window()->otherVaultChosen(QString::fromStdString(stage.vault.string()));
        QVERIFY(stage.says(u"Personal is locked"_s));
        QVERIFY(stage.button(u"Unlock"_s) == nullptr);
        stage.submit(rightPassword);
        QCOMPARE(stage.times<SessionWanted>(), 0);
    }

    void aNewVaultCanBeMadeAndThoughtBetterOf()
    {
        Stage stage;
        stage.show(pausedStart(60'000));
        stage.button(u"Create a new vault…"_s)->click();
        QVERIFY(stage.says(u"Create your vault"_s));
        stage.button(u"Back"_s)->click();
        QVERIFY(stage.says(u"Personal is locked"_s));
        QVERIFY(stage.button(u"Unlock"_s) == nullptr); // nor is this a way round the pause
    }

    void aDamagedVaultIsNotBlamedOnThePassword()
    {
        Stage stage;
        StartLockScreen start;
        start.reason = LockReason::OpenFailed;
        start.error = ErrorCode::Damaged;
        stage.show(start);
        QVERIFY(stage.hears(u"This vault file is damaged. Your password may be right. "_s));
        QVERIFY(stage.hears(u"“Salvage a damaged vault…”"_s)); // and what can be done
    }

    void besideADamagedVaultTheNewestBackupIsOffered()
    {
        Stage stage;
        QVERIFY(stage.makeVault(KeyDerivationCost::cheapForTests()));
        const std::filesystem::path backups = stage.folder / "Personal.backups";
        std::filesystem::create_directory(backups);
        const std::filesystem::path newest = backups / "Personal 2024-05-08 10-42-07.lockleaf";
        std::filesystem::copy_file(stage.vault, backups / "Personal 2023-05-08 10-42-07.lockleaf");
        std::filesystem::copy_file(stage.vault, newest);
        std::ofstream(backups / "Personal 2025-05-08 10-42-07.lockleaf") << "its header is lost";
        {
            std::fstream file(stage.vault, std::ios::in | std::ios::out | std::ios::binary);
            file << std::string(65'536, 'x'); // both copies of the header
        }
        stage.show();
        stage.submit(rightPassword);
        QTRY_VERIFY(stage.button(u"Open this backup"_s));
        QVERIFY(stage.hears(u"Open the backup from "_s));
        QVERIFY(stage.hears(u"2024"_s));
        stage.button(u"Open this backup"_s)->click();
        QVERIFY(stage.says(u"Personal 2024-05-08 10-42-07 is locked"_s));
        QVERIFY(stage.hears(u"This is the backup from "_s));
        QVERIFY(stage.hears(u", not the vault itself."_s));
        QVERIFY(!stage.button(u"Open this backup"_s));
    }

    void vaultThatIsNotThereIsLookedForAgain()
    {
        Stage stage;
        QVERIFY(stage.makeVault(KeyDerivationCost::cheapForTests()));
        const std::filesystem::path away = stage.folder / "Away.lockleaf";
        std::filesystem::rename(stage.vault, away);
        stage.show();
        QTRY_VERIFY(stage.hears(u"Not found: “Personal” is not at "_s));
        QVERIFY(!stage.field()->isVisible());
        QVERIFY(stage.button(u"Locate…"_s));
        const int before = stage.count.answers;
        stage.button(u"Retry"_s)->click();
        QTRY_COMPARE(stage.count.answers, before + 1);
        QVERIFY(stage.hears(u"Not found: “Personal” is not at "_s));
        std::filesystem::rename(away, stage.vault);
        stage.button(u"Retry"_s)->click();
        QTRY_VERIFY(stage.field()->isVisible());
        QVERIFY(!stage.hears(u"Not found"_s));
        stage.submit(rightPassword);
        QTRY_COMPARE(stage.times<SessionWanted>(), 1);
    }

    void quittingWithUnsavedEditsIsNotCalledLocking()
    {
        Stage stage;
        StartLockScreen start;
        start.reason = LockReason::NotSaved;
        stage.show(start);
        stage.keeper->send(EditsReported{SaveOutcome::Unsaved});
        QTRY_VERIFY(stage.says(u"The last changes could not be saved."_s));
        QVERIFY(stage.says(u"Lockleaf has not quit yet."_s));
        QVERIFY(!stage.says(u"You locked it."_s));
    }

    void aChangeOfTheKeysIsSaid()
    {
        Stage stage;
        StartLockScreen start;
        start.reason = LockReason::KeysChanged;
        stage.show(start);
        QTRY_VERIFY(stage.says(u"The keys were changed. Unlock with your password."_s));
    }
};

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    ui::ThemeManager::instance().install(application);
    LockScreenRoleTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "lock_screen_role_test.moc"
