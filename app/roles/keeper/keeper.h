// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/roles/keeper/capture_keeper.h"
#include "app/roles/keeper/configuration_writer.h"
#include "app/roles/keeper/crash_guard.h"
#include "app/roles/keeper/failure_pause.h"
#include "app/roles/keeper/idle_clock.h"
#include "app/roles/keeper/print_spooler.h"
#include "app/roles/keeper/spill_keeper.h"
#include "app/roles/process/role_process.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace lockleaf::app {

/// Ends an object when the event loop comes round, so that it may be let go from within its own signals.
struct DeleteLater
{
    void operator()(QObject* object) const
    {
        object->disconnect();
        object->deleteLater();
    }
};

/// How long the keeper waits for others before it goes on by itself.
struct KeeperDeadlines
{
    /// How long a session may take to go before it is ended.
    std::chrono::milliseconds lock{800};
    /// How long the lock screen stays for a session that has the vault but has not painted its window: with
    /// the process goes the password in it. Then, and again once it was told to go, how long it may stay.
    std::chrono::milliseconds opening{10'000};
};

/// Starts, locks and ends the roles. It sees neither key nor password, and of a vault what shows without one:
/// it passes on messages of messages.h, counts time and failures, and ends what does not end by itself. GUI
/// thread.
class Keeper : public QObject
{
    Q_OBJECT

public:
    /// Who wants Lockleaf to end.
    enum class QuitCause {
        Person, ///< Closed the window: told on a lock screen when something was not saved.
        System, ///< SIGTERM, logging out: ends in any case.
    };

    /// `printPrograms` as PrintSpooler takes them.
    Keeper(RoleLauncher launcher, const ConfigurationFile& file, KeeperDeadlines deadlines = {},
           std::vector<std::string> printPrograms = PrintSpooler::standardPrograms(),
           QObject* parent = nullptr);
    ~Keeper() override;

    /// Shows the first lock screen; `early` was launched before this object could be made. `vaultPath` names
    /// the vault that was asked for, empty for the last one.
    void start(std::optional<LaunchedLockScreen> early, std::string vaultPath);
    /// Has a note written for `vaultPath` (empty: the vault opened last): in the window of the vault where
    /// that is open, else in a window of its own, whose text goes sealed into the inbox. Instead of start()
    /// too; then Lockleaf ends with that window, unless another one was asked for meanwhile.
    void writeNote(const std::string& activationToken, const std::string& vaultPath);
    /// As Ctrl+L does.
    void lockNow() { lock(LockReason::Person); }
    /// Locks, saves, and ends all; finished() follows.
    void quit(QuitCause cause);
    /// Brings the window that stands there to the front. Where another vault is open than the one that is
    /// asked for, that is locked first.
    void show(std::string activationToken, std::string vaultPath);
    void setSystemDark(bool dark);
    [[nodiscard]] const Colors& colors() const { return m_colors; }
    /// Whether somebody switched the icon in the system tray on.
    [[nodiscard]] bool isTrayWanted() const { return m_configuration.trayIcon; }
    /// Whether this desktop has a place for it; the settings say so.
    void tellTray(bool available);
    /// Something happened that locks where the open vault says so: ScreenLocked, Sleep, SessionSwitched. A
    /// password that was submitted before it does not open a vault after it.
    void lockBecause(LockReason reason);
    /// Somebody did something in another program that long ago.
    void noticeActivityElsewhere(std::chrono::milliseconds ago) { m_idle.noticeActivityBefore(ago); }
    /// How long until the idle lock if nobody does anything; nothing where none will come.
    [[nodiscard]] std::optional<std::chrono::milliseconds> idleTimeLeft() const { return m_idle.timeLeft(); }
    /// What of the signals that lock can be had; the settings say it.
    void tellLockSignals(const LockSignalsKnown& known);
    /// What came of addressWanted().
    void tellAddressOpened(bool opened);

Q_SIGNALS:
    /// A person wants this address opened (mayOpen()); tellAddressOpened() is to follow.
    void addressWanted(const QString& address);
    /// A session's process was started, or the last one has ended: been reaped, with all that it knew.
    void sessionPresenceChanged(bool present);
    /// Whether a vault is open, or not yet closed.
    void unlockedChanged(bool unlocked);
    void trayWantedChanged(bool wanted);
    void colorsChanged(const lockleaf::app::Colors& colors);
    /// What locks, by the settings of the vault that is open; the defaults until it has told them.
    void lockTriggersChanged(const lockleaf::LockTriggers& triggers);
    /// Everything has ended. `gaveUp`: roles crashed again and again.
    void finished(bool gaveUp);

private:
    using Process = std::unique_ptr<RoleProcess, DeleteLater>;
    enum class Asker { Nobody, LockScreen, Session }; ///< For something to be printed.
    enum class SessionPhase { None, Starting, Waiting, Opening, Open };

    [[nodiscard]] StartLockScreen lockScreenFor(LockReason reason, bool takeFocus) const;
    void startLockScreen(const StartLockScreen& start);
    void adoptLockScreen(LaunchedLockScreen launched, const StartLockScreen& start);
    void startSession();
    void relayReadiness();
    void lock(LockReason reason);
    void beginEnding(bool quitting);
    void restartAfterCrash(LockReason reason);
    void tellEdits();
    void endLockScreen();
    void handleOpeningDeadline();
    /// Whether a session has, or may have, the vault open.
    [[nodiscard]] bool isUnlocked() const
    {
        return m_phase == SessionPhase::Opening || m_phase == SessionPhase::Open;
    }
    void finish(bool gaveUp);
    /// No lock screen and no session is there, nor was one begun.
    [[nodiscard]] bool isIdle() const { return !m_lockScreen && !m_session && !m_ending; }
    void handleNoteKept(const std::filesystem::path& vault);
    void handleCapturesEnded();
    [[nodiscard]] bool isOpenHere(const std::string& vaultPath) const;
    void tellTrayToSession();
    void rememberPlacement(const WindowPlacement& placement);
    void setTriggers(const LockTriggers& triggers);
    void lockWhenMinimized();
    void tellSessionPresence();
    void sendColors();

    void handleLockScreenFrame(quint16 type, const Bytes& payload);
    void handleLockScreenEnded();
    void handleSessionFrame(quint16 type, const Bytes& payload);
    void handleSessionEnded();
    void handleEndingFrame(quint16 type, const Bytes& payload);
    void handleEndingEnded();
    void concludeEnding();
    void handleSpillEnded(quint64 number, bool kept);
    /// Of the session that went, by all that is known of it.
    [[nodiscard]] SaveOutcome outcome() const;

    void handle(const LockScreenPainted&);
    void handle(const SessionWanted&);
    void handle(const WrongPassword&);
    void handle(const KeySent& message);
    void handle(const PlacementChanged& message);
    void handle(const QuitRequested&);
    void handle(const WaitingForKey&);
    void handle(const OpenFailed& message);
    void handle(const SessionPainted&);
    void handle(const ActivityNoticed&);
    void handle(const IdleRuleChanged& message);
    void handle(const LockTriggersChanged& message);
    void handle(const TrayChosen& message);
    void handle(const AppearanceChosen& message);
    void handle(const LockRequested&);
    void handle(const KeysChanged&);
    void handle(const EditsClosed& message);
    void handle(const TextsSpilled&) {} // of a session that is not locking: there is nothing to keep
    void handle(const AddressChosen& message);
    void handle(const PrintRequested&);
    void handle(const PrintComplete&);
    void handle(const PrintCancelled&);
    void startPrint(Asker asker);
    [[nodiscard]] RoleProcess* printAsker() const;
    void handlePrintEnded(bool succeeded);
    void abandonPrint();
    void abandonPrintOf(Asker asker);

    RoleLauncher m_launcher;
    ConfigurationWriter m_writer;
    KeeperDeadlines m_deadlines;
    Configuration m_configuration;
    std::string m_vaultPath; ///< What a lock screen asks for: the one opened last, or asked for since.
    Colors m_colors;
    WindowPlacement m_placement; ///< Of the window that stands there.
    FailurePause m_pause;
    CrashGuard m_crashes;
    IdleClock m_idle;
    LockTriggers m_triggers;
    LockSignalsKnown m_signals;
    bool m_toldPresence = false;
    bool m_toldUnlocked = false;
    bool m_trayAvailable = false;
    PrintSpooler m_printer;
    SpillKeeper m_spill;
    CaptureKeeper m_captures;
    Asker m_printsFor = Asker::Nobody; ///< Who is there and asked for what is being printed.
    QTimer m_deadline;
    QTimer m_openingDeadline;

    Process m_lockScreen;
    Process m_replacedLockScreen; ///< Stays until the new one is painted.
    bool m_lockScreenPainted = false;
    OwnedDescriptor m_keyForSession;
    Process m_session;
    SessionPhase m_phase = SessionPhase::None;
    Process m_ending; ///< The session that is locking.
    SaveOutcome m_outcome = SaveOutcome::Saved;
    quint64 m_spillNumber = 0;         ///< Of what that session could not save; 0: it handed nothing over.
    bool m_spillKept = false;          ///< That is sealed on the disk.
    std::optional<SaveOutcome> m_told; ///< What lock screens were told of the session that went last.
    LockReason m_reason = LockReason::Started; ///< Of the lock screen started last.
    std::optional<ErrorCode> m_openError;
    bool m_quitting = false;
    bool m_finished = false;
    bool m_gaveUp = false;
    QuitCause m_quitCause = QuitCause::Person;
};

} // namespace lockleaf::app
