// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/keeper/keeper.h"

namespace lockleaf::app {

Keeper::Keeper(RoleLauncher launcher, ConfigurationFile file, QObject* parent)
    : QObject(parent), m_launcher(std::move(launcher)), m_file(std::move(file)),
      m_configuration(m_file.read()), m_placement(m_configuration.placement)
{
    m_colors = {m_configuration.appearance, m_configuration.systemDark};
    m_deadline.setSingleShot(true);
    m_deadline.setTimerType(Qt::PreciseTimer);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        if (m_ending)
            m_ending->kill();
    });
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
        m_configuration.vaultPath = std::move(vaultPath);
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
    start.vaultPath = m_configuration.vaultPath;
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
    if (m_lockScreen) {
        m_lockScreen->disconnect(this);
        m_replacedLockScreen = std::move(m_lockScreen);
    }
    // A session that waits at the old pipe would wait for ever.
    if (m_phase == SessionPhase::Starting || m_phase == SessionPhase::Waiting) {
        m_session.reset();
        m_phase = SessionPhase::None;
    }
    m_keyForSession = std::move(launched.keyForSession);
    m_lockScreen.reset(new RoleProcess(std::move(launched.role)));
    connect(m_lockScreen.get(), &RoleProcess::frameReceived, this, &Keeper::handleLockScreenFrame);
    connect(m_lockScreen.get(), &RoleProcess::ended, this, &Keeper::handleLockScreenEnded);
    m_lockScreen->send(start);
}

void Keeper::startSession()
{
    if (m_session || !m_keyForSession.isValid() || m_quitting)
        return;
    auto launched = m_launcher.launchSession(std::move(m_keyForSession));
    if (!launched) {
        restartAfterCrash();
        return;
    }
    m_session.reset(new RoleProcess(std::move(*launched)));
    m_phase = SessionPhase::Starting;
    m_outcome = SaveOutcome::Unknown;
    connect(m_session.get(), &RoleProcess::frameReceived, this, &Keeper::handleSessionFrame);
    connect(m_session.get(), &RoleProcess::ended, this, &Keeper::handleSessionEnded);
    m_session->send(StartSession{m_colors});
}

// The key may go into the pipe once somebody waits at its other end, and nobody else has the vault open.
void Keeper::relayReadiness()
{
    if (m_phase == SessionPhase::Waiting && !m_ending && m_lockScreen)
        m_lockScreen->send(SessionReady{});
}

void Keeper::lock(LockReason reason)
{
    if (m_phase != SessionPhase::Open || m_quitting)
        return;
    const bool takeFocus = reason == LockReason::Person || m_placement.active;
    beginEnding(false);
    startLockScreen(lockScreenFor(reason, takeFocus));
}

void Keeper::beginEnding(bool quitting)
{
    m_idle.stop();
    rememberPlacement(m_placement);
    m_ending = std::move(m_session);
    m_phase = SessionPhase::None;
    m_outcome = SaveOutcome::Unknown;
    m_ending->disconnect(this);
    connect(m_ending.get(), &RoleProcess::frameReceived, this, &Keeper::handleEndingFrame);
    connect(m_ending.get(), &RoleProcess::ended, this, &Keeper::handleEndingEnded);
    m_ending->send(LockNow{quitting});
    m_deadline.start(lockDeadline);
}

void Keeper::handleEndingEnded()
{
    m_deadline.stop();
    m_ending.reset();
    if (m_quitting) {
        if (m_quitCause == QuitCause::System || m_outcome == SaveOutcome::Saved) {
            finish(false);
            return;
        }
        m_quitting = false;
        startLockScreen(lockScreenFor(LockReason::NotSaved, true));
    }
    if (m_lockScreen)
        m_lockScreen->send(EditsReported{m_outcome});
    relayReadiness();
}

void Keeper::handleSessionEnded()
{
    const SessionPhase phase = m_phase;
    m_session.reset();
    m_phase = SessionPhase::None;
    m_idle.stop();
    if (phase == SessionPhase::Opening && m_openError) {
        startLockScreen(lockScreenFor(LockReason::OpenFailed, m_placement.active));
        m_openError.reset();
        return;
    }
    restartAfterCrash();
    if (phase == SessionPhase::Open && m_lockScreen)
        m_lockScreen->send(EditsReported{m_outcome});
}

void Keeper::handleLockScreenEnded()
{
    m_lockScreen.reset();
    if (m_phase == SessionPhase::Opening || m_phase == SessionPhase::Open)
        return; // its work was done
    restartAfterCrash();
}

void Keeper::restartAfterCrash()
{
    if (m_finished || m_quitting)
        return;
    if (m_crashes.recordCrash(timeSinceBoot())) {
        finish(true);
        return;
    }
    startLockScreen(lockScreenFor(LockReason::SessionEnded, m_placement.active));
}

void Keeper::quit(QuitCause cause)
{
    m_quitCause = cause;
    if (m_quitting || m_finished)
        return;
    m_quitting = true;
    if (m_phase == SessionPhase::Opening || m_phase == SessionPhase::Open)
        beginEnding(true);
    if (!m_ending)
        finish(false);
}

void Keeper::finish(bool gaveUp)
{
    if (m_finished)
        return;
    m_finished = true;
    for (const Process* role : {&m_lockScreen, &m_replacedLockScreen, &m_session, &m_ending}) {
        if (*role) {
            (*role)->disconnect(this);
            (*role)->kill();
        }
    }
    Q_EMIT finished(gaveUp);
}

void Keeper::show(std::string activationToken, std::string vaultPath)
{
    const ShowWindow message{std::move(activationToken), std::move(vaultPath)};
    if (m_phase == SessionPhase::Open)
        m_session->send(message);
    else if (m_lockScreen)
        m_lockScreen->send(message);
}

void Keeper::setSystemDark(bool dark)
{
    if (m_colors.systemDark == dark)
        return;
    m_colors.systemDark = dark;
    m_configuration.systemDark = dark;
    m_file.write(m_configuration);
    sendColors();
}

void Keeper::sendColors()
{
    const ColorsChanged message{m_colors};
    if (m_lockScreen)
        m_lockScreen->send(message);
    if (m_session)
        m_session->send(message);
}

void Keeper::rememberPlacement(const WindowPlacement& placement)
{
    if (placement.width == 0)
        return;
    m_configuration.placement = placement;
    m_configuration.placement.minimized = false;
    m_configuration.placement.active = false;
    m_file.write(m_configuration);
}

} // namespace lockleaf::app
