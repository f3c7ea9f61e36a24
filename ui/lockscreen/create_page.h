// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/passphrase.h"
#include "ui/lockscreen/branded_page.h"

namespace lockleaf::ui {

class Button;
class CheckBox;
class CreateHead;
class Label;
class LinkButton;
class NoticeRow;
class PassphraseSuggestion;
class PasswordField;
class ProgressBar;
class StrengthMeter;
class TextField;

/// The page that makes a vault: name, folder, password twice, consent. It checks what was typed; making
/// the vault is its owner's.
class CreatePage : public BrandedPage
{
    Q_OBJECT

public:
    explicit CreatePage(QWidget* parent = nullptr);

    /// Starts over with a proposed name and the folder (an absolute path) that the vault would go to.
    void reset(const QString& name, const QString& folder);
    void setFolder(const QString& folder);
    /// Whether a link leads back to a vault that waits to be unlocked.
    void setBackOffered(bool offered);
    void setWorking(bool working);
    /// A sentence above the button: the file exists already, the disk is full.
    void showError(const QString& sentence);
    void focusField();

    [[nodiscard]] QString vaultName() const;
    [[nodiscard]] const QString& folder() const { return m_folder; }
    [[nodiscard]] Result<Passphrase> passphrase() const;
    void wipe();

Q_SIGNALS:
    /// Everything is filled in rightly and the person pressed Create.
    void submitted();
    void folderChangeRequested();
    void openVaultRequested();
    void backRequested();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void buildForm(QWidget* form);
    void buildPage(QWidget* form);
    void connectFields();
    void handlePasswordEdited();
    void handleRepeatEdited();
    void handleRepeatLeft();
    void suggest();
    void submit();
    [[nodiscard]] bool checkName();
    [[nodiscard]] bool checkPassword();
    [[nodiscard]] bool checkRepeat();
    [[nodiscard]] bool checkConsent();

    CreateHead* m_head;
    TextField* m_name;
    NoticeRow* m_nameNotice;
    Label* m_savedIn;
    LinkButton* m_changeFolder;
    LinkButton* m_suggest;
    PasswordField* m_password;
    StrengthMeter* m_meter;
    NoticeRow* m_passwordNotice;
    PassphraseSuggestion* m_suggestion;
    PasswordField* m_repeat;
    NoticeRow* m_repeatNotice;
    CheckBox* m_consent;
    NoticeRow* m_error;
    Button* m_create;
    ProgressBar* m_bar;
    QString m_folder;
    bool m_strongEnough = false;
    bool m_repeatLeftOnce = false;
    bool m_working = false;
};

} // namespace lockleaf::ui
