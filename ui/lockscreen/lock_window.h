// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"

#include "ui/lockscreen/lock_notice.h"
#include "ui/widgets/way_links.h"

#include <QWidget>

#include <memory>

class QStackedLayout;

namespace lockleaf::ui {

class CreatePage;
class KitPage;
class KeyboardState;
class PrintPipe;
class UnlockPage;
enum class PrintOutcome;

/// The window of the lock screen's process: it asks for a password, or helps to make a vault. Presentation
/// only. It derives no key and opens no vault; whoever shows it listens to its signals and tells it how
/// things went. Its title is "Lockleaf" and never names a vault. GUI thread only.
class LockWindow : public QWidget
{
    Q_OBJECT

public:
    explicit LockWindow(QWidget* parent = nullptr);
    ~LockWindow() override;

    /// The page that makes a vault. `folder` is an absolute path; it is shown without the home folder.
    /// `canGoBack`: there is a vault that could be unlocked instead.
    void showCreatePage(const QString& suggestedName, const QString& folder, bool canGoBack = false);
    /// The page that follows on the making of the vault `vaultName`, with a new code.
    void showKitPage(RecoveryCode code, const QString& vaultName);
    /// The code of that page.
    [[nodiscard]] const RecoveryCode& kitCode() const;
    /// The page that asks for the password of `vaultName`, empty and without messages.
    void showUnlockPage(const QString& vaultName, const LockNotice& notice);
    /// What became of the edits is known only once the session has ended: changes the unlock page's sentences
    /// and leaves what was typed as it is.
    void setNotice(const LockNotice& notice);

    /// While true the fields are off and the button says what is going on; after 300 ms a bar shows.
    void setWorking(bool working);
    /// What the vault can be unlocked by besides the password alone; the page begins with none of these.
    void offerWays(bool recoveryCode, bool keyFile);
    /// Says so under the field, selects the text and gives the field the focus.
    void showWrongPassword();
    /// The same with another sentence, of a key file or recovery code.
    void showWrong(const QString& sentence);
    /// Refuses attempts for `seconds` and counts them down on the button. Call after showWrongPassword().
    void showPause(int seconds);
    /// Says what else is wrong (damage, in use, disk full) in one sentence, on either page.
    void showError(const QString& sentence);
    /// As showError() on the unlock page, with a way to the backup that the sentence asks about.
    void offerBackup(const QString& sentence);
    /// Says on the unlock page that there is no vault at `path`; showUnlockPage() ends that.
    void showMissing(const QString& vaultName, const QString& path);

    /// The password of the page that is shown, normalised. The field keeps it; wipePasswords() ends that.
    /// Errors: PasswordEmpty, PasswordTooLong, PasswordNotText.
    [[nodiscard]] Result<Passphrase> takePassphrase() const;
    /// What the unlock page is to be opened by: the password, with a key file where one was chosen, or the
    /// recovery code. The field keeps it, so that a wrong one can be corrected. Errors, before anything slow:
    /// of takePassphrase(), RecoveryCodeIncomplete, RecoveryCodeMistyped.
    [[nodiscard]] Result<MakeWay> takeWay() const;
    /// The answers to printRequested(): a print system reads from `pipe`, and then how it ended; or at once
    /// how it ended.
    void startPrinting(const std::shared_ptr<PrintPipe>& pipe);
    void showPrintOutcome(PrintOutcome outcome);
    /// Overwrites and empties all password fields: call once the password has served.
    void wipePasswords();

Q_SIGNALS:
    /// A new vault is wanted: `name` fits a file name, `folder` is absolute, the password is at least fair.
    void createSubmitted(const QString& name, const QString& folder);
    /// Enter or the button on the unlock page; takeWay() has what was typed.
    void unlockSubmitted();
    /// The missing vault is to be looked for once more.
    void lookAgainRequested();
    /// Esc while working. The page is free again already; the result that may still come is not wanted.
    void unlockCancelled();
    /// Another vault file is to be unlocked instead.
    void otherVaultChosen(const QString& path);
    /// The backup that was offered is to be unlocked instead.
    void backupRequested();
    /// A vault is to be made instead of unlocking this one: showCreatePage().
    void newVaultRequested();
    /// The last group of kitCode() was typed back: it is to become a way in. kitPostponed(): not now.
    void kitConfirmed();
    void kitPostponed();
    /// As of KitForm.
    void printRequested();
    void printWritten();
    void printCancelled();
    /// Back from the page that makes a vault: showUnlockPage().
    void backRequested();

protected:
    bool event(QEvent* event) override;

private:
    void chooseFolder();
    void chooseVault();
    [[nodiscard]] bool isCreating() const;
    [[nodiscard]] bool isSavingKit() const;

    std::unique_ptr<KeyboardState> m_keyboard;
    QStackedLayout* m_pages;
    UnlockPage* m_unlock;
    CreatePage* m_create;
    KitPage* m_kit;
    QString m_vaultFolder;
};

} // namespace lockleaf::ui
