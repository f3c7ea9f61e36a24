// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/keeper/keeper.h"

#include "app/roles/keeper/lock_rules.h"
#include "app/roles/vaults/vault_location.h"

#include <utility>

namespace lockleaf::app {

Keeper::Keeper(RoleLauncher launcher, const ConfigurationFile& file, KeeperDeadlines deadlines,
               std::vector<std::string> printPrograms, QObject* parent)
    : QObject(parent), m_launcher(std::move(launcher)),
      m_writer([file](const Configuration& now) { static_cast<void>(file.write(now)); }),
      m_deadlines(deadlines), m_configuration(file.read()), m_vaultPath(m_configuration.vaultPath),
      m_placement(m_configuration.placement), m_printer(std::move(printPrograms)), m_spill(stateFolder()),
      m_captures(m_launcher, stateFolder())
{
    m_colors = {m_configuration.appearance, m_configuration.systemDark};
    m_deadline.setSingleShot(true);
    m_deadline.setTimerType(Qt::PreciseTimer);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        if (m_ending)
            m_ending->kill();
    });
    m_openingDeadline.setSingleShot(true);
    connect(&m_openingDeadline, &QTimer::timeout, this, &Keeper::handleOpeningDeadline);
    connect(&m_printer, &PrintSpooler::ended, this, &Keeper::handlePrintEnded);
    connect(&m_spill, &SpillKeeper::ended, this, &Keeper::handleSpillEnded);
    connect(&m_captures, &CaptureKeeper::noteKept, this, &Keeper::handleNoteKept);
    connect(&m_captures, &CaptureKeeper::ended, this, &Keeper::handleCapturesEnded);
    connect(&m_idle, &IdleClock::expired, this, [this] { lock(LockReason::Idle); });
    connect(&m_idle, &IdleClock::warned, this, [this](quint32 left) {
        if (m_session)
            m_session->send(LockCountdown{left});
    });
    connect(&m_idle, &IdleClock::warningWithdrawn, this, [this] {
        if (m_session)
            m_session->send(LockCountdown{0});
    });
}

Keeper::~Keeper() = default;

void Keeper::start(std::optional<LaunchedLockScreen> early, std::string vaultPath)
{
    if (!vaultPath.empty())
        m_vaultPath = std::move(vaultPath);
    const StartLockScreen first = lockScreenFor(LockReason::Started, true);
    if (early)
        adoptLockScreen(std::move(*early), first);
    else
        startLockScreen(first);
}

StartLockScreen Keeper::lockScreenFor(LockReason reason, bool takeFocus) const
{
    StartLockScreen start;
    start.reason = reason;
    start.idleSeconds = m_idle.idleSeconds();
    start.error = m_openError.value_or(ErrorCode::Internal);
    start.vaultPath = m_vaultPath;
    start.takeFocus = takeFocus;
    start.failures = m_pause.failures();
    start.pauseMilliseconds = static_cast<std::uint32_t>(m_pause.remaining(timeSinceBoot()).count());
    start.colors = m_colors;
    start.placement = m_placement;
    return start;
}

void Keeper::startLockScreen(const StartLockScreen& start)
{
    auto launched = m_launcher.launchLockScreen();
    if (!launched) {
        finish(true);
        return;
    }
    adoptLockScreen(std::move(*launched), start);
}

void Keeper::adoptLockScreen(LaunchedLockScreen launched, const StartLockScreen& start)
{
    abandonPrintOf(Asker::LockScreen);
    if (m_lockScreen) {
        m_lockScreen->disconnect(this);
        m_replacedLockScreen = std::move(m_lockScreen);
    }
    // A session that waits at the old pipe would wait for ever.
    if (m_phase == SessionPhase::Starting || m_phase == SessionPhase::Waiting) {
        m_session.reset();
        m_phase = SessionPhase::None;
        tellSessionPresence();
    }
    m_openingDeadline.stop(); // it was the old one's
    m_lockScreenPainted = false;
    m_reason = start.reason;
    m_keyForSession = std::move(launched.keyForSession);
    m_lockScreen.reset(new RoleProcess(std::move(launched.role)));
    connect(m_lockScreen.get(), &RoleProcess::frameReceived, this, &Keeper::handleLockScreenFrame);
    connect(m_lockScreen.get(), &RoleProcess::ended, this, &Keeper::handleLockScreenEnded);
    m_lockScreen->send(start);
    if (m_told)
        m_lockScreen->send(EditsReported{*m_told}); // only the one before it knew
}

void Keeper::startSession()
{
    if (m_session || !m_keyForSession.isValid() || m_quitting)
        return;
    auto launched = m_launcher.launchSession(std::move(m_keyForSession));
    if (!launched) {
        restartAfterCrash(m_reason);
        return;
    }
    m_session.reset(new RoleProcess(std::move(*launched)));
    m_session->expectDescriptorsWith(TextsSpilled::type);
    m_phase = SessionPhase::Starting;
    connect(m_session.get(), &RoleProcess::frameReceived, this, &Keeper::handleSessionFrame);
    connect(m_session.get(), &RoleProcess::ended, this, &Keeper::handleSessionEnded);
    m_session->send(StartSession{m_colors});
    setTriggers({}); // another vault's are not this one's
    tellSessionPresence();
}

// The key may go into the pipe once somebody waits at its other end, and nobody else has the vault open.
void Keeper::relayReadiness()
{
    if (m_phase == SessionPhase::Waiting && !m_ending && m_lockScreen)
        m_lockScreen->send(SessionReady{});
}

void Keeper::lock(LockReason reason)
{
    if (!isUnlocked() || m_quitting)
        return;
    const bool byPerson = reason == LockReason::Person || reason == LockReason::KeysChanged;
    const bool takeFocus = byPerson || m_placement.active;
    beginEnding(false);
    startLockScreen(lockScreenFor(reason, takeFocus));
}

void Keeper::lockBecause(LockReason reason)
{
    if (m_quitting || m_finished || !locksBy(m_triggers, reason))
        return;
    if (isUnlocked())
        lock(reason);
    else if (m_phase != SessionPhase::None && m_lockScreen)
        startLockScreen(lockScreenFor(reason, m_placement.active)); // takes the session along
}

void Keeper::beginEnding(bool quitting)
{
    m_idle.stop();
    abandonPrint(); // before the session closes the pipe
    rememberPlacement(m_placement);
    m_ending = std::move(m_session);
    m_phase = SessionPhase::None;
    m_outcome = SaveOutcome::Unknown;
    m_ending->disconnect(this);
    connect(m_ending.get(), &RoleProcess::frameReceived, this, &Keeper::handleEndingFrame);
    connect(m_ending.get(), &RoleProcess::ended, this, &Keeper::handleEndingEnded);
    m_spillNumber = 0;
    m_spillKept = false;
    m_ending->send(LockNow{quitting});
    m_deadline.start(m_deadlines.lock);
}

void Keeper::handleEndingEnded()
{
    m_deadline.stop();
    m_ending.reset();
    tellSessionPresence();
    concludeEnding();
}

void Keeper::concludeEnding()
{
    if (m_quitting) {
        if (m_spill.isBusy())
            return; // with this process it would end in the middle; handleSpillEnded() goes on
        if (m_quitCause == QuitCause::System || m_outcome == SaveOutcome::Saved) {
            finish(false);
            return;
        }
        m_quitting = false;
        startLockScreen(lockScreenFor(LockReason::NotSaved, true));
    }
    tellEdits();
    relayReadiness();
}

SaveOutcome Keeper::outcome() const
{
    return m_outcome != SaveOutcome::Saved && m_spillKept ? SaveOutcome::Kept : m_outcome;
}

void Keeper::handleSpillEnded(quint64 number, bool kept)
{
    const bool isPresent =
        number == m_spillNumber; // else of an earlier session, which nobody asks for any more
    if (isPresent)
        m_spillKept = kept;
    if (m_ending)
        return; // told at its end
    if (m_quitting)
        concludeEnding();
    else if (isPresent && !isUnlocked())
        tellEdits();
}

void Keeper::tellEdits()
{
    m_told = outcome();
    if (m_lockScreen)
        m_lockScreen->send(EditsReported{*m_told});
}

void Keeper::endLockScreen()
{
    if (!m_lockScreen)
        return;
    abandonPrintOf(Asker::LockScreen); // before it closes the pipe
    m_lockScreen->send(ReplacementPainted{});
    m_openingDeadline.start(m_deadlines.opening);
}

void Keeper::handleOpeningDeadline()
{
    if (m_phase == SessionPhase::Opening)
        handle(SessionPainted{}); // whatever keeps its window: the password goes
    else if (m_phase == SessionPhase::Open && m_lockScreen)
        m_lockScreen->kill();
}

void Keeper::handleSessionEnded()
{
    const bool hadVault = isUnlocked();
    abandonPrintOf(Asker::Session);
    m_session.reset();
    m_phase = SessionPhase::None;
    m_idle.stop();
    tellSessionPresence();
    if (!hadVault) {
        restartAfterCrash(m_reason); // nothing was open that could have been closed
        return;
    }
    if (m_openError) {
        startLockScreen(lockScreenFor(LockReason::OpenFailed, m_placement.active));
        return;
    }
    restartAfterCrash(LockReason::SessionEnded);
    tellEdits();
}

void Keeper::handleLockScreenEnded()
{
    abandonPrintOf(Asker::LockScreen);
    m_lockScreen.reset();
    if (isUnlocked())
        return; // its work was done
    restartAfterCrash(m_reason);
}

// `reason` is the one that the next lock screen gives; a part that ended without a vault changes none.
void Keeper::restartAfterCrash(LockReason reason)
{
    if (m_finished || m_quitting)
        return;
    if (m_crashes.recordCrash(timeSinceBoot())) {
        finish(true);
        return;
    }
    startLockScreen(lockScreenFor(reason, m_placement.active));
}

void Keeper::setTriggers(const LockTriggers& triggers)
{
    m_triggers = triggers;
    Q_EMIT lockTriggersChanged(triggers);
}

void Keeper::lockWhenMinimized()
{
    if (m_placement.minimized && locksBy(m_triggers, LockReason::Minimized))
        lock(LockReason::Minimized);
}

void Keeper::tellLockSignals(const LockSignalsKnown& known)
{
    if (known == m_signals)
        return;
    m_signals = known;
    if (m_session && isUnlocked())
        m_session->send(m_signals);
}

// Later, and not from within what ended it: RoleProcess is destroyed then as well, so nothing of it is left.
void Keeper::tellSessionPresence()
{
    QMetaObject::invokeMethod(
        this,
        [this] {
            const bool present = m_session || m_ending;
            if (std::exchange(m_toldPresence, present) != present)
                Q_EMIT sessionPresenceChanged(present);
            const bool unlocked = isUnlocked() || m_ending;
            if (std::exchange(m_toldUnlocked, unlocked) != unlocked)
                Q_EMIT unlockedChanged(unlocked);
        },
        Qt::QueuedConnection);
}

void Keeper::rememberPlacement(const WindowPlacement& placement)
{
    if (placement.width == 0)
        return;
    m_configuration.placement = placement;
    m_configuration.placement.minimized = false;
    m_configuration.placement.active = false;
    m_writer.write(m_configuration);
}

} // namespace lockleaf::app
