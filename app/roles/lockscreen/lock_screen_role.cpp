// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/lockscreen/lock_screen_role.h"

#include "app/roles/lockscreen/lock_words.h"
#include "app/roles/process/key_transfer.h"
#include "app/roles/vaults/error_sentence.h"
#include "app/roles/vaults/vault_location.h"
#include "app/roles/window/close_watch.h"
#include "app/roles/window/colors.h"
#include "app/roles/window/placement.h"
#include "ui/lockscreen/lock_window.h"
#include "ui/sheets/backup_words.h"

#include <QLocale>

#include <algorithm>
#include <unistd.h>
#include <utility>

namespace lockleaf::app {

using namespace Qt::StringLiterals;

namespace {

FocusWish focusFor(const StartLockScreen& message)
{
    if (!message.takeFocus)
        return FocusWish::Leave;
    // After a crash our window is gone, and with it the focus that it had.
    const bool windowIsGone =
        message.reason == LockReason::Started || message.reason == LockReason::SessionEnded ||
        message.reason == LockReason::OpenFailed || message.reason == LockReason::NotSaved;
    return windowIsGone ? FocusWish::Take : FocusWish::TakeFromOurs;
}

// The rest of a second counts as one.
int wholeSeconds(qint64 milliseconds)
{
    return static_cast<int>((milliseconds + 999) / 1000);
}

} // namespace

LockScreenRole::LockScreenRole(int channel, int keyPipe)
    : m_channel(channel), m_keyPipe(keyPipe), m_work(stateFolder())
{
    m_channel.expectDescriptorsWith(PrintReady::type);
    connect(&m_channel, &MessageChannel::frameReceived, this, &LockScreenRole::handleFrame);
    // Without its keeper a lock screen leads nowhere.
    connect(&m_channel, &MessageChannel::closed, this, [] { _exit(0); });
    connect(&m_work, &KeyWork::lateWrongPassword, this, &LockScreenRole::reportWrongPassword);
    connect(&m_work, &KeyWork::becameFree, this, &LockScreenRole::continueWhenFree);
}

LockScreenRole::~LockScreenRole() = default;

void LockScreenRole::handleFrame(quint16 type, const Bytes& payload)
{
    const auto message = decodeMessage<ToLockScreen>(type, payload);
    if (!message)
        _exit(1);
    std::visit([this](const auto& known) { handle(known); }, *message);
}

void LockScreenRole::handle(const StartLockScreen& message)
{
    if (m_window)
        return;
    applyColors(message.colors);
    m_window = std::make_unique<ui::LockWindow>();
    connectWindow();
    showFirstPage(message);
    showAt(*m_window, message.placement, focusFor(message));
}

void LockScreenRole::connectWindow()
{
    connect(m_window.get(), &ui::LockWindow::unlockSubmitted, this, &LockScreenRole::handleUnlockSubmitted);
    connect(m_window.get(), &ui::LockWindow::lookAgainRequested, this, &LockScreenRole::lookForVault);
    connect(m_window.get(), &ui::LockWindow::createSubmitted, this, &LockScreenRole::handleCreateSubmitted);
    connect(m_window.get(), &ui::LockWindow::unlockCancelled, this, &LockScreenRole::handleCancelled);
    connect(m_window.get(), &ui::LockWindow::otherVaultChosen, this,
            [this](const QString& path) { useVault(toPath(path)); });
    connect(m_window.get(), &ui::LockWindow::backupRequested, this, &LockScreenRole::openBackup);
    connect(m_window.get(), &ui::LockWindow::newVaultRequested, this, &LockScreenRole::showCreatePage);
    connectKit();
    connect(m_window.get(), &ui::LockWindow::backRequested, this, &LockScreenRole::showUnlockPage);
    auto* const placement = new PlacementWatch(*m_window);
    connect(placement, &PlacementWatch::placementChanged, this,
            [this](const WindowPlacement& now) { m_channel.send(PlacementChanged{now}); });
    auto* const painting = new FirstPaintWatch(*m_window);
    connect(painting, &FirstPaintWatch::painted, this, [this] { m_channel.send(LockScreenPainted{}); });
    auto* const closing = new CloseWatch(*m_window);
    connect(closing, &CloseWatch::closeRequested, this, [this] { m_channel.send(QuitRequested{}); });
}

void LockScreenRole::showFirstPage(const StartLockScreen& message)
{
    m_notice = noticeFor(message);
    m_vault = message.vaultPath;
    m_pauseEnd.setRemainingTime(message.pauseMilliseconds);
    if (m_vault.empty()) {
        showCreatePage();
        return;
    }
    showUnlockPage();
    if (message.reason == LockReason::OpenFailed)
        showError(message.error);
    else
        lookForVault();
}

void LockScreenRole::showCreatePage()
{
    const QString folder = suggestedFolder();
    m_window->showCreatePage(freeVaultName(tr("Personal"), folder), folder, !m_vault.empty());
}

void LockScreenRole::showUnlockPage()
{
    m_window->showUnlockPage(vaultName(m_vault), m_notice);
    m_missing = false;
    showPause(); // a page that starts over knows nothing of it
}

/// A disk that is slow or asleep must not hold up the page: it is asked on another thread.
void LockScreenRole::lookForVault()
{
    if (m_work.isBusy())
        return; // whoever tries the password hears of it
    m_work.look(m_vault, [this, looked = m_vault](const Result<KeyWork::Look>& found) {
        const bool missing = !found && found.error().code == ErrorCode::FileNotFound;
        if (looked == m_vault && m_waiting == Attempt::None) {
            if (missing)
                showError(ErrorCode::FileNotFound);
            else if (m_missing)
                showUnlockPage();
            if (found)
                takeLook(*found);
        }
        continueWhenFree();
    });
}

/// The keeper counts wrong ways in as long as it lives; what was written down goes on after it.
void LockScreenRole::takeLook(const KeyWork::Look& found)
{
    m_window->offerWays(found.info.has(KeySlotInfo::Kind::RecoveryCode),
                        found.info.has(KeySlotInfo::Kind::PasswordAndKeyFile));
    const qint64 left = pauseLeft(found.failed, systemClock().now()).count();
    if (left > m_pauseEnd.remainingTime()) {
        m_pauseEnd.setRemainingTime(left);
        showPause();
    }
}

void LockScreenRole::showError(ErrorCode code)
{
    m_missing = code == ErrorCode::FileNotFound;
    if (m_missing)
        m_window->showMissing(vaultName(m_vault), toQString(m_vault));
    else if (code == ErrorCode::Damaged)
        m_window->showError(errorSentence(code) + u' ' + salvageAdvice());
    else
        m_window->showError(errorSentence(code));
    if (code == ErrorCode::Damaged || code == ErrorCode::NotAVault) // of which even the beginning is lost
        lookForBackup(code);
}

/// Beside a damaged vault there may be a backup of it.
void LockScreenRole::lookForBackup(ErrorCode code)
{
    if (m_work.isBusy())
        return; // something else was begun
    m_work.findBackup(m_vault, [this, code, looked = m_vault](const Result<BackupBeside>& found) {
        if (found && looked == m_vault && m_waiting == Attempt::None) {
            m_backup = *found;
            m_window->offerBackup(errorSentence(code) + u' ' + backupQuestion(ui::backupTime(found->made)));
        }
        continueWhenFree();
    });
}

void LockScreenRole::openBackup()
{
    const BackupBeside backup = std::exchange(m_backup, {});
    if (backup.file.empty())
        return;
    useVault(backup.file);
    m_notice.remark = backupRemark(ui::backupTime(backup.made));
    m_window->setNotice(m_notice);
}

void LockScreenRole::showPause()
{
    if (!m_pauseEnd.hasExpired())
        m_window->showPause(wholeSeconds(m_pauseEnd.remainingTime()));
}

void LockScreenRole::useVault(std::filesystem::path vault)
{
    handleCancelled();
    if (vault != m_vault)
        m_notice = {};
    m_vault = std::move(vault);
    showUnlockPage();
    lookForVault();
}

void LockScreenRole::handleUnlockSubmitted()
{
    if (!m_pauseEnd.hasExpired()) {
        showPause();
        return;
    }
    m_target = m_vault;
    begin(Attempt::Unlock);
}

void LockScreenRole::begin(Attempt attempt)
{
    m_waiting = attempt;
    m_working = true;
    m_window->setWorking(true);
    m_channel.send(SessionWanted{}); // it starts while the key is being derived
    continueWhenFree();
}

// Work that was given up still takes its memory and its time, and its wrong password may bring a pause.
void LockScreenRole::continueWhenFree()
{
    if (m_work.isBusy() || m_verdictsDue > 0)
        return;
    switch (std::exchange(m_waiting, Attempt::None)) {
    case Attempt::None:
        break;
    case Attempt::Unlock:
        m_work.look(m_target, [this](const Result<KeyWork::Look>& found) { takeInfo(found); });
        break;
    case Attempt::Create:
        makeVault();
        break;
    }
}

void LockScreenRole::reportWrongPassword()
{
    ++m_verdictsDue;
    m_channel.send(WrongPassword{});
}

// A file can ask for gigabytes of memory: whoever may have got it from somebody else decides. The password
// stays in its field meanwhile, so that going on is one more press of the button.
void LockScreenRole::takeInfo(const Result<KeyWork::Look>& found)
{
    const bool ask = found && checkCost(found->info.dearest) && needsConsent(found->info.dearest) &&
                     m_acceptedCost != m_target;
    if (!ask) {
        tryPassword(); // where the file cannot be read, that says why
        return;
    }
    m_acceptedCost = m_target;
    m_working = false;
    m_window->setWorking(false);
    const QString memory =
        QLocale().formattedDataSize(static_cast<qint64>(found->info.dearest.memoryBytes), 1);
    m_window->showError(
        tr("Checking the password of this file takes %1 of memory. To go on, press Unlock again.")
            .arg(memory));
}

void LockScreenRole::tryPassword()
{
    auto way = m_window->takeWay();
    if (!way) {
        m_working = false;
        m_window->setWorking(false);
        m_window->showError(errorSentence(way.error().code));
        return;
    }
    m_work.unlock(m_target, std::move(*way), [this](auto result) { takeResult(std::move(result)); });
}

void LockScreenRole::handleCancelled()
{
    m_keyOfNew.reset();
    m_work.giveUp();
    m_key.reset();
    m_waiting = Attempt::None;
    m_working = false;
}

void LockScreenRole::takeResult(Result<UnlockedKey> result)
{
    if (result) {
        m_key = std::move(*result);
        handOverWhenReady();
        return;
    }
    m_working = false;
    m_window->setWorking(false);
    const ErrorCode code = result.error().code;
    if (saysWrongWay(code)) {
        if (code == ErrorCode::WrongPassword)
            m_window->showWrongPassword();
        else
            m_window->showWrong(errorSentence(code));
        reportWrongPassword();
    } else if (code == ErrorCode::NoSuchWay) {
        m_window->showError(
            tr("This vault opens with a password and a key file together, or with its recovery "
               "kit. Choose one below."));
    } else {
        showError(result.error().code);
    }
}

void LockScreenRole::handle(const SessionReady&)
{
    m_sessionReady = true;
    handOverWhenReady();
}

void LockScreenRole::handOverWhenReady()
{
    if (!m_key || !m_sessionReady || !m_keyPipe.isValid())
        return;
    m_window->wipePasswords();
    const bool sent = sendKey(std::move(m_keyPipe), *m_key).has_value();
    m_key.reset();
    // Where the session has gone meanwhile, the keeper knows and starts both anew.
    if (sent)
        m_channel.send(KeySent{m_target.string()});
}

void LockScreenRole::handle(const AttemptsPaused& message)
{
    m_verdictsDue = std::max(0, m_verdictsDue - 1);
    m_pauseEnd.setRemainingTime(message.pauseMilliseconds);
    if (m_waiting == Attempt::Unlock && !m_pauseEnd.hasExpired()) {
        // It came too soon. What was typed stays, to be sent after the pause.
        m_waiting = Attempt::None;
        m_working = false;
        m_window->setWorking(false);
    }
    showPause();
    continueWhenFree();
}

void LockScreenRole::handle(const EditsReported& message)
{
    m_notice.edits = ui::LockNotice::Edits::Unsaid; // a later report is the better one
    m_notice.unsaved.clear();
    switch (message.outcome) {
    case SaveOutcome::Saved:
        m_notice.edits = ui::LockNotice::Edits::AllSaved;
        break;
    case SaveOutcome::Unsaved:
        m_notice.unsaved = tr("The last changes could not be saved.");
        break;
    case SaveOutcome::Kept:
        m_notice.unsaved =
            tr("The last changes could not be saved into the vault. They were kept, sealed, on this "
               "computer, and come when you unlock it.");
        break;
    case SaveOutcome::Unknown:
        m_notice.edits = ui::LockNotice::Edits::LastSecondsMayBeMissing;
        break;
    }
    m_window->setNotice(m_notice);
}

void LockScreenRole::handle(const ReplacementPainted&)
{
    // Nothing is left to do, and nothing of the password may be left behind: no destructors, no last saves
    // by libraries.
    _exit(0);
}

void LockScreenRole::handle(const ShowWindow& message)
{
    if (!m_working && !message.vaultPath.empty() && m_vault != message.vaultPath)
        useVault(message.vaultPath);
    bringToFront(*m_window, QString::fromStdString(message.activationToken));
}

void LockScreenRole::handle(const ColorsChanged& message)
{
    applyColors(message.colors);
}

} // namespace lockleaf::app
