// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/typed_text.h"
#include "ui/lockscreen/kit_page.h"
#include "ui/lockscreen/lock_window.h"
#include "ui/lockscreen/recovery_code_view.h"
#include "ui/lockscreen/recovery_kit.h"
#include "ui/lockscreen/unlock_page.h"
#include "ui/theme/theme_manager.h"
#include "ui/theme/typography.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/check_box.h"
#include "ui/widgets/label.h"
#include "ui/widgets/password_field.h"
#include "ui/widgets/progress_bar.h"
#include "ui/widgets/text_field.h"

#include <QApplication>
#include <QFileDialog>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace lockleaf;
using namespace lockleaf::ui;

namespace {

constexpr auto StrongWords = "enactment-backlog-duress-negation-flyer";

LockNotice idleNotice()
{
    LockNotice notice;
    notice.reason = LockNotice::Reason::Idle;
    notice.idleSeconds = 300;
    notice.edits = LockNotice::Edits::AllSaved;
    return notice;
}

constexpr std::string_view KnownCode = "0123 4567 89AB CDEF GHJK MNPQ RSTV WXTX";

template <class T>
T* visibleNamed(const QWidget& window, const QString& name)
{
    for (T* each : window.findChildren<T*>()) {
        if (each->isVisible() && each->accessibleName() == name)
            return each;
    }
    return nullptr;
}

QPushButton* button(const QWidget& window, const QString& text)
{
    for (QPushButton* each : window.findChildren<QPushButton*>()) {
        if (each->isVisible() && each->text() == text)
            return each;
    }
    return nullptr;
}

bool says(const QWidget& window, const QString& sentence)
{
    for (const Label* each : window.findChildren<Label*>()) {
        if (each->isVisible() && each->text() == sentence)
            return true;
    }
    return false;
}

PasswordField* passwordField(const LockWindow& window)
{
    return visibleNamed<PasswordField>(window, u"Master password"_s);
}

/// Fills the create page in rightly.
void fillCreatePage(LockWindow& window)
{
    passwordField(window)->setText(QLatin1StringView(StrongWords));
    visibleNamed<PasswordField>(window, u"Type it again"_s)->setText(QLatin1StringView(StrongWords));
    window.findChild<CheckBox*>()->setChecked(true);
}

} // namespace

class LockWindowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void titleNamesNoVault();
    void unlockPageSaysWhyAndTakesThePassword();
    void nothingWasLostIsSaidOnlyWhenTrue();
    void emptyPasswordIsNotSubmitted();
    void workingFreezesTheFieldUntilEscape();
    void barAppearsOnlyAfterAMoment();
    void wrongPasswordKeepsAndSelectsTheText();
    void pauseRefusesAttempts();
    void pauseDoesNotEndAnAttempt();
    void longPasswordsAreRefusedAndNotCut();
    void newVaultCanBeMadeFromTheUnlockPage();
    void createPageLeadsBackOnlyWhereAVaultWaits();
    void linksOfTheUnlockPageFitANarrowWindow();
    void quittingThatFailedHasItsOwnSentence();
    void damageIsAnotherMessage();
    void nextVaultFindsNoOldPassword();
    void createPageSubmitsWhatWasChosen();
    void enterSubmitsFromFieldsAndTheTickBox();
    void createPageChecksTheName_data();
    void createPageChecksTheName();
    void createPageWantsAFairPasswordAndConsent();
    void mismatchIsToldOnLeavingTheSecondField();
    void createPageSpeaksOfTheRecoveryKit();
    void kitPageTakesTheLastGroup();
    void kitPageCanBePostponed();
    void kitIsSavedAsAPdfForItsOwnerAlone();
    void unlockPageOffersTheWaysThatAreThere();
    void theRecoveryCodeIsCheckedAtOnce();
    void aKeyFileGoesWithThePassword();
    void suggestedPassphraseIsStrongEnough();
    void createShowsErrorsAndIsUsableAgain();
    void folderDialogIsNotModalToTheLoop();
};

void LockWindowTest::titleNamesNoVault()
{
    LockWindow window;
    window.showUnlockPage(u"Personal"_s, idleNotice());
    QCOMPARE(window.windowTitle(), u"Lockleaf"_s);
    window.showCreatePage(u"Personal"_s, u"/home/ann/Documents"_s);
    QCOMPARE(window.windowTitle(), u"Lockleaf"_s);
}

void LockWindowTest::unlockPageSaysWhyAndTakesThePassword()
{
    LockWindow window;
    QSignalSpy submitted(&window, &LockWindow::unlockSubmitted);
    window.showUnlockPage(u"Personal"_s, idleNotice());
    window.show();
    window.activateWindow();
    QVERIFY(says(window, u"Personal is locked"_s));
    QVERIFY(says(window, u"Locked after 5 minutes without activity."_s));
    QTRY_COMPARE(QApplication::focusWidget(), passwordField(window));
    QTest::keyClicks(passwordField(window), u"swordfish"_s);
    QTest::keyClick(passwordField(window), Qt::Key_Return);
    QCOMPARE(submitted.count(), 1);
    const Result<Passphrase> taken = window.takePassphrase();
    QVERIFY(taken);
    QCOMPARE(textOf(taken->view()), std::string_view("swordfish"));
}

void LockWindowTest::nothingWasLostIsSaidOnlyWhenTrue()
{
    const QString nothingLost = u"Nothing was lost. Every edit was saved before locking."_s;
    LockWindow window;
    window.showUnlockPage(u"Personal"_s, idleNotice());
    window.show();
    window.showWrongPassword();
    QVERIFY(says(window, nothingLost));

    LockNotice crashed;
    crashed.reason = LockNotice::Reason::SessionCrashed;
    crashed.edits = LockNotice::Edits::LastSecondsMayBeMissing;
    window.showUnlockPage(u"Personal"_s, crashed);
    QVERIFY(says(window, u"The last seconds of typing may be missing."_s));
    window.showWrongPassword();
    QVERIFY(!says(window, nothingLost));

    LockNotice unsaved = idleNotice();
    unsaved.unsaved = u"One note could not be saved: the disk is full."_s;
    window.showUnlockPage(u"Personal"_s, unsaved);
    QVERIFY(says(window, unsaved.unsaved));
    window.showWrongPassword();
    QVERIFY(!says(window, nothingLost));
}

void LockWindowTest::emptyPasswordIsNotSubmitted()
{
    LockWindow window;
    QSignalSpy submitted(&window, &LockWindow::unlockSubmitted);
    window.showUnlockPage(u"Personal"_s, {});
    window.show();
    button(window, u"Unlock"_s)->click();
    QCOMPARE(submitted.count(), 0);
}

void LockWindowTest::workingFreezesTheFieldUntilEscape()
{
    LockWindow window;
    QSignalSpy cancelled(&window, &LockWindow::unlockCancelled);
    window.showUnlockPage(u"Personal"_s, {});
    window.show();
    window.activateWindow();
    QTRY_VERIFY(window.isActiveWindow());
    PasswordField* field = passwordField(window);
    QTest::keyClicks(field, u"swordfish"_s);
    window.setWorking(true);
    QVERIFY(!field->isEnabled());
    QVERIFY(button(window, u"Unlocking…"_s) != nullptr);
    QVERIFY(!button(window, u"Unlocking…"_s)->isEnabled());
    QVERIFY(QApplication::focusWidget() != nullptr);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    QCOMPARE(cancelled.count(), 1);
    QVERIFY(field->isEnabled());
    QVERIFY(button(window, u"Unlock"_s) != nullptr);
    QCOMPARE(QApplication::focusWidget(), field);
    QTest::keyClick(field, Qt::Key_Escape);
    QCOMPARE(cancelled.count(), 1);
}

void LockWindowTest::barAppearsOnlyAfterAMoment()
{
    LockWindow window;
    window.showUnlockPage(u"Personal"_s, {});
    window.show();
    ProgressBar* bar = nullptr;
    for (ProgressBar* each : window.findChildren<ProgressBar*>())
        bar = each->accessibleName() == u"Unlocking"_s ? each : bar;
    QVERIFY(bar != nullptr);
    window.setWorking(true);
    QVERIFY(!bar->isVisible());
    QTRY_VERIFY(bar->isVisible());
    window.setWorking(false);
    QVERIFY(!bar->isVisible());
}

void LockWindowTest::wrongPasswordKeepsAndSelectsTheText()
{
    LockWindow window;
    window.showUnlockPage(u"Personal"_s, {});
    window.show();
    PasswordField* field = passwordField(window);
    QTest::keyClicks(field, u"swordfish"_s);
    window.setWorking(true);
    window.showWrongPassword();
    QVERIFY(field->isEnabled());
    QVERIFY(field->hasError());
    QCOMPARE(field->selectionLength(), 9);
    QVERIFY(
        says(window, u"That password doesn't open this vault. Check the keyboard layout and try again."_s));
    QTest::keyClicks(field, u"x"_s);
    QVERIFY(!field->hasError());
}

void LockWindowTest::pauseRefusesAttempts()
{
    LockWindow window;
    QSignalSpy submitted(&window, &LockWindow::unlockSubmitted);
    window.showUnlockPage(u"Personal"_s, {});
    window.show();
    PasswordField* field = passwordField(window);
    QTest::keyClicks(field, u"swordfish"_s);
    window.showWrongPassword();
    window.showPause(2);
    QVERIFY(button(window, u"Try again in 2 s"_s) != nullptr);
    QVERIFY(field->isEnabled());
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(submitted.count(), 0);
    QTRY_VERIFY(button(window, u"Unlock"_s) != nullptr);
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(submitted.count(), 1);
}

void LockWindowTest::pauseDoesNotEndAnAttempt()
{
    LockWindow window;
    QSignalSpy submitted(&window, &LockWindow::unlockSubmitted);
    window.showUnlockPage(u"Personal"_s, {});
    window.show();
    window.setWorking(true);
    window.showPause(60); // for an attempt before this one, which was given up
    QVERIFY(button(window, u"Unlocking…"_s) != nullptr);
    QVERIFY(!passwordField(window)->isEnabled());
    window.setWorking(false);
    QVERIFY(button(window, u"Try again in 60 s"_s) != nullptr);
    window.showPause(0);
    QVERIFY(button(window, u"Unlock"_s) != nullptr);
    QCOMPARE(submitted.count(), 0);
}

void LockWindowTest::longPasswordsAreRefusedAndNotCut()
{
    LockWindow window;
    window.showUnlockPage(u"Personal"_s, {});
    window.show();
    const auto longest = static_cast<int>(Passphrase::maximumSize);
    passwordField(window)->setText(QString(longest, u'a'));
    QVERIFY(window.takePassphrase().has_value());
    const auto isTooLong = [&window] {
        const Result<Passphrase> taken = window.takePassphrase();
        return !taken && taken.error().code == ErrorCode::PasswordTooLong;
    };
    passwordField(window)->setText(QString(longest + 1, u'a'));
    QVERIFY(isTooLong());
    // Three that are typed can make one of two bytes: the longest password may be typed with three times as
    // many.
    passwordField(window)->setText(u"U\u0308\u0304"_s.repeated(longest / 2));
    QVERIFY(window.takePassphrase().has_value());
    passwordField(window)->setText(u"U\u0308\u0304"_s.repeated(longest + 10));
    QVERIFY(isTooLong());

    window.showCreatePage(u"Personal"_s, u"/home/ann"_s);
    passwordField(window)->setText(QString(longest + 1, u'a'));
    button(window, u"Create vault"_s)->click();
    QVERIFY(says(window, u"A password may have at most 4,096 bytes."_s));
}

void LockWindowTest::newVaultCanBeMadeFromTheUnlockPage()
{
    LockWindow window;
    QSignalSpy wanted(&window, &LockWindow::newVaultRequested);
    window.showUnlockPage(u"Personal"_s, {});
    window.show();
    QPushButton* const link = button(window, u"Create a new vault…"_s); // its text is its accessible name
    QVERIFY(link != nullptr);
    QVERIFY(link->focusPolicy() & Qt::TabFocus);
    QTest::keyClick(link, Qt::Key_Space);
    QCOMPARE(wanted.count(), 1);
    window.setWorking(true);
    QVERIFY(!link->isEnabled());
}

void LockWindowTest::createPageLeadsBackOnlyWhereAVaultWaits()
{
    LockWindow window;
    QSignalSpy back(&window, &LockWindow::backRequested);
    window.showCreatePage(u"Personal"_s, u"/home/ann"_s);
    window.show();
    QVERIFY(button(window, u"Back"_s) == nullptr);
    window.showCreatePage(u"Personal 2"_s, u"/home/ann"_s, true);
    auto* link = visibleNamed<QPushButton>(window, u"Back to the locked vault"_s);
    QVERIFY(link != nullptr);
    QVERIFY(link->focusPolicy() & Qt::TabFocus);
    QTest::keyClick(link, Qt::Key_Space);
    QCOMPARE(back.count(), 1);
    window.setWorking(true);
    QVERIFY(!link->isEnabled());
}

void LockWindowTest::linksOfTheUnlockPageFitANarrowWindow()
{
    const QFont before = QApplication::font();
    const auto restore = qScopeGuard([&before] { QApplication::setFont(before); });
    QFont large = before;
    large.setPointSizeF(before.pointSizeF() * 1.5);
    for (const QFont& font : {before, large}) {
        QApplication::setFont(typography::baseFont(font));
        LockWindow window;
        window.resize(window.minimumSize());
        window.showUnlockPage(u"Personal"_s, {});
        window.show();
        QPushButton* const other = button(window, u"Open another vault…"_s);
        QPushButton* const made = button(window, u"Create a new vault…"_s);
        for (const QPushButton* link : {other, made}) {
            QTRY_VERIFY(link->width() >= link->sizeHint().width());
            QTRY_VERIFY(link->parentWidget()->rect().contains(link->geometry()));
        }
        QVERIFY(!other->geometry().intersects(made->geometry()));
        QCOMPARE(other->y() == made->y(), font == before);
    }
}

void LockWindowTest::quittingThatFailedHasItsOwnSentence()
{
    LockNotice notice;
    notice.reason = LockNotice::Reason::NotQuit;
    notice.unsaved = u"The last changes could not be saved."_s;
    LockWindow window;
    window.showUnlockPage(u"Personal"_s, notice);
    window.show();
    QVERIFY(says(window, u"Lockleaf has not quit yet."_s));
    QVERIFY(says(window, notice.unsaved));
}

void LockWindowTest::damageIsAnotherMessage()
{
    LockWindow window;
    window.showUnlockPage(u"Personal"_s, {});
    window.show();
    const QString sentence = u"This vault file is damaged. Your password may be right."_s;
    window.setWorking(true);
    window.showError(sentence);
    QVERIFY(says(window, sentence));
    QVERIFY(!passwordField(window)->hasError());
    QVERIFY(passwordField(window)->isEnabled());
}

void LockWindowTest::nextVaultFindsNoOldPassword()
{
    LockWindow window;
    window.showUnlockPage(u"Personal"_s, {});
    window.show();
    QTest::keyClicks(passwordField(window), u"swordfish"_s);
    window.showUnlockPage(u"Work"_s, {});
    QVERIFY(passwordField(window)->isEmpty());
    QTest::keyClicks(passwordField(window), u"swordfish"_s);
    window.wipePasswords();
    QCOMPARE(window.takePassphrase().error().code, ErrorCode::PasswordEmpty);
}

void LockWindowTest::createPageSubmitsWhatWasChosen()
{
    LockWindow window;
    QSignalSpy submitted(&window, &LockWindow::createSubmitted);
    window.showCreatePage(u"Personal"_s, u"/home/ann/Documents/Lockleaf"_s);
    window.show();
    window.activateWindow();
    QTRY_COMPARE(QApplication::focusWidget(), passwordField(window));
    fillCreatePage(window);
    QVERIFY(says(window, u"Both match"_s));
    button(window, u"Create vault"_s)->click();
    QCOMPARE(submitted.count(), 1);
    QCOMPARE(submitted.first().at(0).toString(), u"Personal"_s);
    QCOMPARE(submitted.first().at(1).toString(), u"/home/ann/Documents/Lockleaf"_s);
    QCOMPARE(textOf(window.takePassphrase()->view()), std::string_view(StrongWords));
    window.setWorking(true);
    QVERIFY(button(window, u"Creating…"_s) != nullptr);
    QTest::keyClick(passwordField(window), Qt::Key_Return);
    QCOMPARE(submitted.count(), 1);
}

void LockWindowTest::enterSubmitsFromFieldsAndTheTickBox()
{
    LockWindow window;
    QSignalSpy submitted(&window, &LockWindow::createSubmitted);
    window.showCreatePage(u"Personal"_s, u"/home/ann/Documents/Lockleaf"_s);
    window.show();
    fillCreatePage(window);
    QTest::keyClick(passwordField(window), Qt::Key_Return);
    QCOMPARE(submitted.count(), 1);
    QTest::keyClick(window.findChild<CheckBox*>(), Qt::Key_Return);
    QCOMPARE(submitted.count(), 2);
}

void LockWindowTest::createPageChecksTheName_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("fits");
    QTest::newRow("plain") << u"Personal"_s << true;
    QTest::newRow("spaces inside") << u"My notes"_s << true;
    QTest::newRow("empty") << QString() << false;
    QTest::newRow("only spaces") << u"   "_s << false;
    QTest::newRow("slash") << u"a/b"_s << false;
    QTest::newRow("climbing") << u".."_s << false;
    QTest::newRow("hidden") << u".notes"_s << false;
    QTest::newRow("too long") << QString(201, u'a') << false;
    QTest::newRow("too long in UTF-8") << QString(101, u'é') << false;
}

void LockWindowTest::createPageChecksTheName()
{
    QFETCH(QString, name);
    QFETCH(bool, fits);
    LockWindow window;
    QSignalSpy submitted(&window, &LockWindow::createSubmitted);
    window.showCreatePage(name, u"/home/ann"_s);
    window.show();
    fillCreatePage(window);
    button(window, u"Create vault"_s)->click();
    QCOMPARE(submitted.count(), fits ? 1 : 0);
    QCOMPARE(visibleNamed<TextField>(window, u"Vault name"_s)->hasError(), !fits);
}

void LockWindowTest::createPageWantsAFairPasswordAndConsent()
{
    LockWindow window;
    QSignalSpy submitted(&window, &LockWindow::createSubmitted);
    window.showCreatePage(u"Personal"_s, u"/home/ann"_s);
    window.show();
    QTest::keyClicks(passwordField(window), u"password1"_s);
    QTest::keyClicks(visibleNamed<PasswordField>(window, u"Type it again"_s), u"password1"_s);
    window.findChild<CheckBox*>()->setChecked(true);
    button(window, u"Create vault"_s)->click();
    QCOMPARE(submitted.count(), 0);
    QVERIFY(passwordField(window)->hasError());

    window.showCreatePage(u"Personal"_s, u"/home/ann"_s);
    fillCreatePage(window);
    window.findChild<CheckBox*>()->setChecked(false);
    button(window, u"Create vault"_s)->click();
    QCOMPARE(submitted.count(), 0);
    window.findChild<CheckBox*>()->setChecked(true);
    button(window, u"Create vault"_s)->click();
    QCOMPARE(submitted.count(), 1);
}

void LockWindowTest::mismatchIsToldOnLeavingTheSecondField()
{
    LockWindow window;
    window.showCreatePage(u"Personal"_s, u"/home/ann"_s);
    window.show();
    window.activateWindow();
    QTRY_VERIFY(window.isActiveWindow());
    auto* repeat = visibleNamed<PasswordField>(window, u"Type it again"_s);
    passwordField(window)->setText(QLatin1StringView(StrongWords));
    repeat->setFocus();
    QTest::keyClicks(repeat, u"enact"_s);
    QVERIFY(!repeat->hasError());
    QVERIFY(!says(window, u"The two passwords differ."_s));
    passwordField(window)->setFocus();
    QVERIFY(repeat->hasError());
    QVERIFY(says(window, u"The two passwords differ."_s));
    repeat->setFocus();
    QTest::keyClicks(repeat, u"m"_s);
    QVERIFY(!repeat->hasError());
}

void LockWindowTest::createPageSpeaksOfTheRecoveryKit()
{
    LockWindow window;
    window.showCreatePage(u"Personal"_s, u"/home/ann"_s);
    window.show();
    QVERIFY(says(window, u"Step 1 of 2"_s));
    QCOMPARE(window.findChild<CheckBox*>()->text(),
             u"I understand that a forgotten password cannot be reset. Next, I will save a recovery kit."_s);
}

void LockWindowTest::kitPageTakesTheLastGroup()
{
    LockWindow window;
    QSignalSpy confirmed(&window, &LockWindow::kitConfirmed);
    window.showKitPage(*RecoveryCode::fromTyped(bytesOf(KnownCode)), u"Personal"_s);
    window.show();
    window.activateWindow();
    QVERIFY(says(window, u"Save your recovery kit"_s));
    QCOMPARE(window.windowTitle(), u"Lockleaf"_s);
    auto* const group = visibleNamed<PasswordField>(window, u"Last group of the code"_s);
    QVERIFY(group != nullptr);
    QTRY_COMPARE(QApplication::focusWidget(), group);
    // What is shown is told to who cannot see it, and to nobody once it is hidden; no label holds it.
    const auto* const view = window.findChild<RecoveryCodeView*>();
    QVERIFY(view->accessibleDescription().startsWith(u"0123 4567"_s));
    for (const QLabel* each : window.findChildren<QLabel*>())
        QVERIFY(!each->text().contains(u"4567"_s));
    button(window, u"Hide"_s)->click();
    QVERIFY(view->accessibleDescription().isEmpty());
    QTest::keyClicks(group, u"rstv"_s);
    QTest::keyClick(group, Qt::Key_Return);
    QCOMPARE(confirmed.count(), 0);
    QVERIFY(says(window, u"That is not the last group of the code. Look at the page that you saved."_s));
    group->clear();
    QTest::keyClicks(group, u"wxtx"_s);
    QTest::keyClick(group, Qt::Key_Return);
    QCOMPARE(confirmed.count(), 1);
    window.setWorking(true);
    button(window, u"Open my vault"_s)->click();
    QCOMPARE(confirmed.count(), 1);
    window.showError(u"The disk is full."_s);
    QVERIFY(says(window, u"The disk is full."_s));
    QVERIFY(button(window, u"Open my vault"_s)->isEnabled());
}

void LockWindowTest::kitPageCanBePostponed()
{
    LockWindow window;
    QSignalSpy postponed(&window, &LockWindow::kitPostponed);
    window.showKitPage(RecoveryCode::random(), u"Personal"_s);
    window.show();
    button(window, u"Later, remind me in a week"_s)->click();
    QCOMPARE(postponed.count(), 1);
    QTest::keyClick(window.findChild<KitPage*>(), Qt::Key_Escape);
    QCOMPARE(postponed.count(), 2);
}

void LockWindowTest::kitIsSavedAsAPdfForItsOwnerAlone()
{
    const QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath(u"kit.pdf"_s).toStdString();
    const auto code = RecoveryCode::fromTyped(bytesOf(KnownCode));
    const RecoveryKitPage page = RecoveryKitPage::of(u"Personal"_s, QDate(2026, 11, 28));
    QVERIFY(saveRecoveryKit(page, *code, file));
    QFile written(QString::fromStdString(file.string()));
    QVERIFY(written.open(QIODevice::ReadOnly));
    QVERIFY(written.read(5) == "%PDF-");
    QVERIFY(written.size() > 2000);
    QCOMPARE(written.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    QCOMPARE(saveRecoveryKit(page, *code, file).error().code, ErrorCode::AlreadyExists);
}

void LockWindowTest::unlockPageOffersTheWaysThatAreThere()
{
    LockWindow window;
    window.showUnlockPage(u"Personal"_s, idleNotice());
    window.show();
    QVERIFY(button(window, u"Use recovery kit"_s) == nullptr);
    QVERIFY(button(window, u"Key file…"_s) == nullptr);
    window.offerWays(true, true);
    QVERIFY(button(window, u"Use recovery kit"_s) != nullptr);
    QVERIFY(button(window, u"Key file…"_s) != nullptr);
    button(window, u"Use recovery kit"_s)->click();
    QVERIFY(visibleNamed<PasswordField>(window, u"Recovery code"_s) != nullptr);
    QVERIFY(button(window, u"Key file…"_s) == nullptr);
    button(window, u"Use the password"_s)->click();
    QVERIFY(passwordField(window) != nullptr && !passwordField(window)->isRevealed());
    button(window, u"Use recovery kit"_s)->click();
    window.showUnlockPage(u"Work"_s, idleNotice());
    QVERIFY(passwordField(window) != nullptr);
    QVERIFY(button(window, u"Use recovery kit"_s) == nullptr);
}

void LockWindowTest::theRecoveryCodeIsCheckedAtOnce()
{
    LockWindow window;
    QSignalSpy submitted(&window, &LockWindow::unlockSubmitted);
    window.showUnlockPage(u"Personal"_s, idleNotice());
    window.offerWays(true, false);
    window.show();
    button(window, u"Use recovery kit"_s)->click();
    auto* const field = visibleNamed<PasswordField>(window, u"Recovery code"_s);
    field->setText(u"0123 4567 89ab cdef ghjk mnpq rstv wxxt"_s);
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(submitted.count(), 1);
    QCOMPARE(window.takeWay().error().code, ErrorCode::RecoveryCodeMistyped);
    field->setText(u"0123 4567 89ab cdef ghjk mnpq rstv wxtx"_s);
    const auto make = window.takeWay();
    QVERIFY(make);
    QVERIFY((*make)()->kind() == WayKind::RecoveryCode);
}

void LockWindowTest::aKeyFileGoesWithThePassword()
{
    const QTemporaryDir folder;
    LockWindow window;
    window.showUnlockPage(u"Personal"_s, idleNotice());
    window.offerWays(false, true);
    window.show();
    passwordField(window)->setText(u"swordfish"_s);
    QVERIFY((*window.takeWay())()->kind() == WayKind::Password);
    auto* const page = window.findChild<UnlockPage*>();
    page->ways().setKeyFile(folder.filePath(u"stick.key"_s));
    // A file that is missing is not understood as the vault's.
    QCOMPARE((*window.takeWay())().error().code, ErrorCode::KeyFileNotUsable);
    QFile file(folder.filePath(u"stick.key"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("x") == 1);
    file.close();
    QVERIFY((*window.takeWay())()->kind() == WayKind::PasswordAndKeyFile);
    button(window, u"Without key file “stick.key”"_s)->click();
    QVERIFY((*window.takeWay())()->kind() == WayKind::Password);
}

void LockWindowTest::suggestedPassphraseIsStrongEnough()
{
    LockWindow window;
    QSignalSpy submitted(&window, &LockWindow::createSubmitted);
    window.showCreatePage(u"Personal"_s, u"/home/ann"_s);
    window.show();
    button(window, u"Suggest a passphrase"_s)->click();
    button(window, u"Use it"_s)->click();
    const QString words = test::typed(*passwordField(window));
    QVERIFY(words.count(u'-') >= 3);
    QVERIFY(passwordField(window)->isRevealed());
    QTest::keyClicks(visibleNamed<PasswordField>(window, u"Type it again"_s), words);
    window.findChild<CheckBox*>()->setChecked(true);
    button(window, u"Create vault"_s)->click();
    QCOMPARE(submitted.count(), 1);
}

void LockWindowTest::createShowsErrorsAndIsUsableAgain()
{
    LockWindow window;
    QSignalSpy submitted(&window, &LockWindow::createSubmitted);
    window.showCreatePage(u"Personal"_s, u"/home/ann"_s);
    window.show();
    fillCreatePage(window);
    window.setWorking(true);
    window.showError(u"A file of this name exists already."_s);
    QVERIFY(says(window, u"A file of this name exists already."_s));
    button(window, u"Create vault"_s)->click();
    QCOMPARE(submitted.count(), 1);
}

void LockWindowTest::folderDialogIsNotModalToTheLoop()
{
    LockWindow window;
    window.showCreatePage(u"Personal"_s, u"/home/ann/does/not/exist"_s);
    window.show();
    button(window, u"Change folder…"_s)->click(); // returns at once, or this test hangs
    auto* dialog = window.findChild<QFileDialog*>();
    QVERIFY(dialog != nullptr);
    QVERIFY(dialog->testOption(QFileDialog::DontUseNativeDialog));
    QVERIFY(dialog->directory().exists());
    Q_EMIT dialog->fileSelected(u"/srv/notes/"_s);
    QVERIFY(says(window, u"Saved in /srv/notes"_s));
    dialog->reject();
}

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    ThemeManager::instance().install(application);
    LockWindowTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "lock_window_test.moc"
