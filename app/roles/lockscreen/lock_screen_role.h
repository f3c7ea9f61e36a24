// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/roles/lockscreen/key_work.h"
#include "app/roles/messages/message_channel.h"
#include "app/roles/process/owned_descriptor.h"
#include "ui/lockscreen/lock_notice.h"

#include <QDeadlineTimer>
#include <QObject>

#include <filesystem>
#include <memory>
#include <optional>

namespace lockleaf::ui {
class LockWindow;
class PrintPipe;
} // namespace lockleaf::ui

namespace lockleaf::app {

/// The lock screen's process: asks for the password or makes a vault, derives the key, and hands it to the
/// session. Ends when the session's window stands there, or with the keeper.
class LockScreenRole : public QObject
{
    Q_OBJECT

public:
    /// Owns both descriptors.
    LockScreenRole(int channel, int keyPipe);
    ~LockScreenRole() override;

private:
    void handleFrame(quint16 type, const Bytes& payload);
    void handle(const StartLockScreen& message);
    void handle(const SessionReady&);
    void handle(const AttemptsPaused& message);
    void handle(const EditsReported& message);
    void handle(const ReplacementPainted&);
    void handle(const PrintReady&);
    void handle(const PrintEnded& message);
    void handle(const ShowWindow& message);
    void handle(const ColorsChanged& message);

    /// What was submitted and has not begun yet.
    enum class Attempt { None, Unlock, Create };

    void connectWindow();
    void connectKit();
    void showFirstPage(const StartLockScreen& message);
    void showUnlockPage();
    void lookForVault();
    void takeLook(const KeyWork::Look& found);
    void showError(ErrorCode code);
    void lookForBackup(ErrorCode code);
    void openBackup();
    void showCreatePage();
    void showPause();
    void begin(Attempt attempt);
    void continueWhenFree();
    void reportWrongPassword();
    void handleUnlockSubmitted();
    void takeInfo(const Result<KeyWork::Look>& found);
    void tryPassword();
    void handleCreateSubmitted(const QString& name, const QString& folder);
    void makeVault();
    void handleCancelled();
    void useVault(std::filesystem::path vault);
    void takeResult(Result<UnlockedKey> result);
    void takeCreated(Result<UnlockedKey> result);
    void addRecovery();
    void takeRecovery(Result<UnlockedKey> result);
    void openWithoutKit();
    void handOverWhenReady();

    MessageChannel m_channel;
    OwnedDescriptor m_keyPipe;
    KeyWork m_work;
    std::unique_ptr<ui::LockWindow> m_window;
    std::filesystem::path m_vault;  ///< To be unlocked; empty: none is known.
    std::filesystem::path m_target; ///< Of the attempt that was submitted last: that vault, or a new one.
    BackupBeside m_backup;          ///< The one that is offered; without a file: none is.
    ui::LockNotice m_notice;
    Attempt m_waiting = Attempt::None;
    int m_verdictsDue = 0;     ///< Wrong passwords that the keeper has not answered yet.
    QDeadlineTimer m_pauseEnd; ///< No password is tried before it, of whatever vault.
    std::optional<UnlockedKey> m_key;
    std::optional<UnlockedKey>
        m_keyOfNew;                       ///< While the recovery kit of the vault that was made is looked at.
    std::filesystem::path m_acceptedCost; ///< The vault whose dear derivation the person went on with.
    std::shared_ptr<ui::PrintPipe> m_printPipe; ///< Held open until the kit is whole, or given up.
    bool m_sessionReady = false;
    bool m_working = false;
    bool m_missing = false; ///< The page says so of m_vault.
};

} // namespace lockleaf::app
