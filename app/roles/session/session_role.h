// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/roles/messages/message_channel.h"
#include "app/roles/process/owned_descriptor.h"
#include "app/roles/process/termination_signals.h"
#include "core/vault/vault.h"

#include <QObject>
#include <QSocketNotifier>

#include <memory>
#include <optional>

namespace lockleaf::ui {
class MainWindow;
class PrintPipe;
class VaultSession;
} // namespace lockleaf::ui

namespace lockleaf::app {

/// The session's process: takes the key, opens the vault, shows it. Locking is its end.
class SessionRole : public QObject
{
    Q_OBJECT

public:
    /// How long it may take to save and close after a lock; then it ends, whatever hangs.
    static constexpr std::chrono::milliseconds lockTime{500};
    /// How much of it the vault has; what is not saved by then is handed to the keeper, sealed.
    static constexpr std::chrono::milliseconds saveTime{250};

    /// Owns both descriptors.
    SessionRole(int channel, int keyPipe);
    ~SessionRole() override;

private:
    void handleFrame(quint16 type, const Bytes& payload);
    void handle(const StartSession& message);
    void handle(const OpenVault& message);
    void handle(const LockNow& message);
    void handle(const LockScreenShown&);
    void handle(const LockCountdown& message);
    void handle(const AddressOpened& message);
    void handle(const LockSignalsKnown& message);
    void handle(const TrayKnown& message);
    void handle(const NewNoteWanted&);
    void handle(const InboxFilled&);
    void handle(const PrintReady&);
    void handle(const PrintEnded& message);
    void handle(const ShowWindow& message);
    void handle(const ColorsChanged& message);

    void handleKey();
    void openWhenKnown();
    void takeVault(Result<std::unique_ptr<Vault>> vault);
    void connectWindow();
    void connectPrinting();
    void lock(bool lockScreenFollows);
    void closeVault(bool allSaved);
    void spillTexts();
    void handleClosed(bool allSaved);
    void endWhenReplaced();

    MessageChannel m_channel;
    OwnedDescriptor m_keyPipe;
    std::unique_ptr<QSocketNotifier> m_keyNotifier;
    TerminationSignals m_termination;
    std::optional<UnlockedKey> m_key;
    std::optional<OpenVault> m_request;
    VaultId m_vaultId;
    Colors m_colors;
    IdleRuleChanged m_idleRule;
    LockSignalsKnown m_lockSignals;
    TrayKnown m_tray;
    std::optional<SecretKey<SpillPurpose>> m_spillKey;
    bool m_spilled = false;
    std::unique_ptr<ui::VaultSession> m_vault;
    std::unique_ptr<ui::MainWindow> m_window;
    std::shared_ptr<ui::PrintPipe> m_printPipe; ///< Held open until the document is whole, or given up.
    bool m_locking = false;
    bool m_closed = false;
    bool m_replaced = false;
};

} // namespace lockleaf::app
