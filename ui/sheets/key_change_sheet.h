// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"

#include "ui/vault/key_change_run.h"
#include "ui/widgets/sheet.h"

namespace lockleaf::ui {

class Button;
class CheckBox;
class FormArea;
class Label;
class NewPasswordFields;
class Notice;
class ProofField;
class ProgressBar;

/// Changes the keys of the open vault: says what that is for, asks for the password, shows how far it has
/// come. Cancel leaves the vault as it was, until the new file has taken its place; then the window has to be
/// locked.
class KeyChangeSheet : public Sheet
{
    Q_OBJECT

public:
    /// `session` must outlive it, and know its file. `backup`: where a backup may be made before; nothing
    /// where backups are off.
    KeyChangeSheet(VaultSession& session, std::optional<BackupPlace> backup, KeyChangeRun::Settle settle,
                   QWidget* anyWidget);
    ~KeyChangeSheet() override;

    void reject() override;
    /// For tests: a password that is cheap to try.
    void setCost(const KeyDerivationCost& cost) { m_cost = cost; }

Q_SIGNALS:
    /// The new file may take the vault's place from now on, and the open vault then stands in none.
    void changeBegun();
    /// The vault is as it was, and changeBegun() is over.
    void changeGivenUp();
    /// The vault that is open takes no changes any more: lock it. `changed`: it has its new keys.
    void lockNeeded(bool changed);

private:
    enum class Stage { Looking, Ask, Hindered, Trying, Preparing, Working, Unfinished };

    QWidget* makeForm();
    QWidget* makeFoot();
    void connectRun();
    void setStage(Stage stage);
    [[nodiscard]] bool isWorking() const;
    void guardVeil();
    void refreshButton();
    void go();
    void handleLooked(KeyChangeHindrance hindrance);
    void handleProved(const std::shared_ptr<const ProvedWay>& way);
    void chooseAnother(bool on);
    void handleProgress(qulonglong done, qulonglong total);
    void handleEnded(const std::optional<Error>& error);
    void refuse(const QString& sentence);
    void wipe();

    VaultSession& m_session;
    std::optional<BackupPlace> m_backupPlace;
    std::optional<KeyDerivationCost> m_cost;
    Stage m_stage = Stage::Looking;
    QWidget* m_form = nullptr;
    FormArea* m_formArea = nullptr;
    ProofField* m_proof = nullptr;
    CheckBox* m_another = nullptr;
    NewPasswordFields* m_new = nullptr;
    CheckBox* m_backup = nullptr;
    Label* m_doing = nullptr;
    ProgressBar* m_bar = nullptr;
    Notice* m_notice = nullptr;
    Button* m_cancel = nullptr;
    Button* m_go = nullptr;
    std::shared_ptr<Passphrase> m_chosen; ///< While the proof is tried.
    std::unique_ptr<KeyChangeRun> m_run;
};

} // namespace lockleaf::ui
