// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"

#include "ui/lockscreen/lock_notice.h"
#include "ui/widgets/way_links.h"

#include <QTimer>
#include <QWidget>

class QBoxLayout;

namespace lockleaf::ui {

class Button;
class KeyboardState;
class Label;
class LinkButton;
class NoticeRow;
class PasswordField;
class ProgressBar;

/// The card that asks for the password of a locked vault. It decides nothing: it shows what it is told and
/// says what the person did.
class UnlockPage : public QWidget
{
    Q_OBJECT

public:
    /// `keyboard` may be null and must outlive the page.
    explicit UnlockPage(KeyboardState* keyboard, QWidget* parent = nullptr);

    /// Starts over for `vaultName`: empties the field and takes every message away.
    void reset(const QString& vaultName, const LockNotice& notice);
    /// Another reason or other news of the edits; what was typed and said meanwhile stays.
    void setNotice(const LockNotice& notice);
    void setWorking(bool working);
    void showWrongPassword();
    /// Counts `seconds` down on the button. An attempt that is under way stays so.
    void showPause(int seconds);
    void showError(const QString& sentence);
    /// As showError(), with a button that opens the backup which the sentence asks about.
    void offerBackup(const QString& sentence);
    /// There is no such vault at `place`: instead of a password, the page offers to look again or elsewhere.
    /// reset() ends that.
    void showMissing(const QString& vaultName, const QString& place);
    void focusField();

    [[nodiscard]] Result<Passphrase> passphrase() const;
    void wipe();

    /// What was typed, and the key file where one was chosen; its offer() says which ways the vault has, none
    /// after reset().
    [[nodiscard]] WayLinks& ways() const { return *m_ways; }
    /// As showWrongPassword() with another sentence.
    void showWrong(const QString& sentence);

Q_SIGNALS:
    void submitted();
    /// The person wants to have the missing vault looked for once more.
    void lookAgainRequested();
    void cancelled();
    void otherVaultRequested();
    void newVaultRequested();
    void backupRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildCard();
    void buildBackupBox();
    void placeLinks();
    void refresh();
    void submit();
    void refreshKeyboard();
    void handlePauseTick();
    [[nodiscard]] bool isPausing() const { return m_pauseSeconds > 0; }

    KeyboardState* m_keyboard;
    QWidget* m_card;
    Label* m_title;
    Label* m_reason;
    Label* m_edits;
    Label* m_fieldLabel;
    PasswordField* m_field;
    NoticeRow* m_error;
    NoticeRow* m_capsLock;
    Button* m_unlock;
    QWidget* m_backupBox;
    Button* m_backup;
    ProgressBar* m_bar;
    LinkButton* m_otherVault;
    LinkButton* m_newVault;
    WayLinks* m_ways;
    QBoxLayout* m_links;
    Label* m_layoutName;
    Label* m_footer;
    QTimer m_barDelay;
    QTimer m_pauseClock;
    LockNotice m_notice;
    int m_pauseSeconds = 0;
    bool m_working = false;
    bool m_missing = false;
    bool m_offersBackup = false;
};

} // namespace lockleaf::ui
