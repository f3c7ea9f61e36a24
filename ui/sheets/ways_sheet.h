// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"

#include "ui/reader/print_pipe.h"
#include "ui/vault/side_work.h"
#include "ui/vault/way_proof.h"
#include "ui/widgets/sheet.h"

class QVBoxLayout;

namespace lockleaf::ui {

class Button;
class KitForm;
class NewPasswordFields;
class Notice;
class ProofField;

/// The ways into the open vault: listed with their dates; added, replaced and removed once one of them was
/// proved again. What is typed and the codes live in wiped memory and go with the sheet.
class WaysSheet : public Sheet
{
    Q_OBJECT

public:
    /// `session` must outlive it, and know its file.
    WaysSheet(VaultSession& session, QString vaultName, QWidget* anyWidget);
    ~WaysSheet() override;

    void reject() override;
    /// Asks for the code of the recovery kit, to see that it still opens the vault.
    void rehearse();
    /// The answers to printRequested(), as of KitForm.
    void startPrinting(const std::shared_ptr<PrintPipe>& pipe);
    void showPrintOutcome(PrintOutcome outcome);
    /// For tests: ways that are cheap to derive.
    void setCost(const KeyDerivationCost& cost) { m_cost = cost; }

Q_SIGNALS:
    /// As of KitForm.
    void printRequested();
    void printWritten();
    void printCancelled();

private:
    enum class Stage { Proof, List, Kit, Password };

    void build();
    QWidget* makeActions();
    void connectAll();
    void setStage(Stage stage);
    void setWorking(bool working, const QString& sentence = {});
    void load();
    void showSlots(const std::vector<KeySlotInfo>& found);
    void refreshGo();
    void handleProved(const std::shared_ptr<const ProvedWay>& proved);
    void go();
    void beginKit();
    void chooseKeyFileToAdd();
    void addKeyFile(const QString& path);
    void changePassword();
    void removeWay(std::size_t index);
    /// Derives on a thread of its own, then changes the vault.
    void apply(std::function<Result<WayIn>()> make, WayChange::What what, bool replacesOpener,
               const QString& done);
    void change(std::shared_ptr<const PreparedWay> ready, WayChange how, const QString& done);
    void refuse(const Error& error);

    VaultSession& m_session;
    const QString m_vaultName;
    std::optional<KeyDerivationCost> m_cost;
    Stage m_stage = Stage::Proof;
    bool m_working = false;
    bool m_rehearses = false;
    std::vector<KeySlotInfo> m_slots;
    std::shared_ptr<const ProvedWay> m_proved;
    QWidget* m_rows = nullptr;
    QVBoxLayout* m_rowsPlace = nullptr;
    ProofField* m_proof = nullptr;
    QWidget* m_actions = nullptr;
    Button* m_addKit = nullptr;
    Button* m_addKeyFile = nullptr;
    Button* m_changePassword = nullptr;
    KitForm* m_kit = nullptr;
    NewPasswordFields* m_new = nullptr;
    Notice* m_notice = nullptr;
    Button* m_back = nullptr;
    Button* m_go = nullptr;
    SideWork m_work;
};

} // namespace lockleaf::ui
