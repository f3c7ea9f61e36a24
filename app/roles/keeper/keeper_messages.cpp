// SPDX-License-Identifier: GPL-3.0-or-later
// What the keeper does with each message; keeper.cpp holds what it does by itself.
#include "app/roles/keeper/address_opener.h"
#include "app/roles/keeper/keeper.h"

#include <utility>

namespace lockleaf::app {

void Keeper::handleLockScreenFrame(quint16 type, const Bytes& payload)
{
    const auto message = decodeMessage<FromLockScreen>(type, payload);
    if (message && m_phase == SessionPhase::Open)
        return; // it was told to end, and the session speaks now
    if (message && std::holds_alternative<PrintRequested>(*message))
        startPrint(Asker::LockScreen);
    else if (message)
        std::visit([this](const auto& known) { handle(known); }, *message);
    else if (m_lockScreen)
        m_lockScreen->kill(); // what speaks another language is not ours
}

void Keeper::handleSessionFrame(quint16 type, const Bytes& payload)
{
    const auto message = decodeMessage<FromSession>(type, payload);
    if (message)
        std::visit([this](const auto& known) { handle(known); }, *message);
    else if (m_session)
        m_session->kill();
}

// A session that is locking may have sent anything just before it heard of it; only what became of the texts
// counts now.
void Keeper::handleEndingFrame(quint16 type, const Bytes& payload)
{
    if (const auto message = decodeMessage<FromSession>(type, payload)) {
        if (const auto* closed = std::get_if<EditsClosed>(&*message))
            handle(*closed);
        else if (std::holds_alternative<TextsSpilled>(*message) && m_spillNumber == 0) // once for each lock
            m_spillNumber = m_spill.keep(m_ending->takeDescriptor());
    }
}

void Keeper::handle(const LockScreenPainted&)
{
    if (std::exchange(m_lockScreenPainted, true))
        return; // a session that is closing is told once, or whoever says it again and again would fill its
                // socket
    if (m_ending)
        m_ending->send(LockScreenShown{});
    m_replacedLockScreen.reset();
}

void Keeper::handle(const SessionWanted&)
{
    startSession();
}

void Keeper::handle(const WrongPassword&)
{
    m_pause.recordFailure(timeSinceBoot());
    AttemptsPaused answer;
    answer.failures = m_pause.failures();
    answer.pauseMilliseconds = static_cast<std::uint32_t>(m_pause.remaining(timeSinceBoot()).count());
    m_lockScreen->send(answer);
}

void Keeper::handle(const KeySent& message)
{
    // Before "session ready" nobody sends one; taken for true, it would let the older session be ended early.
    if (m_phase != SessionPhase::Waiting || m_ending)
        return;
    m_phase = SessionPhase::Opening;
    m_outcome = SaveOutcome::Unknown;
    m_spillNumber = 0; // what was kept for the session before it says nothing of this one
    m_spillKept = false;
    m_pause.reset();
    m_openError.reset();
    m_told.reset();
    m_vaultPath = message.vaultPath;
    m_configuration.vaultPath = message.vaultPath;
    m_writer.write(m_configuration);
    m_session->send(m_signals);
    tellTrayToSession();
    m_session->send(OpenVault{message.vaultPath, m_placement});
    // From here on the vault may be open, whether or not its window gets painted: it is locked in any case.
    // The vault tells its own rule once it has been read, and another vault's rule is not this one's.
    constexpr IdleRuleChanged untilTold;
    m_idle.setRule(untilTold.idleSeconds, untilTold.warn);
    m_idle.start();
    m_openingDeadline.start(m_deadlines.opening);
    tellSessionPresence();
}

void Keeper::handle(const PlacementChanged& message)
{
    m_placement = message.placement;
    if (!m_placement.isPossible())
        m_placement = {};
    lockWhenMinimized();
}

void Keeper::handle(const QuitRequested&)
{
    quit(QuitCause::Person);
}

void Keeper::handle(const WaitingForKey&)
{
    if (m_phase != SessionPhase::Starting)
        return;
    m_phase = SessionPhase::Waiting;
    relayReadiness();
}

void Keeper::handle(const OpenFailed& message)
{
    m_openError = message.error;
}

void Keeper::handle(const SessionPainted&)
{
    if (m_phase != SessionPhase::Opening)
        return;
    m_phase = SessionPhase::Open;
    m_openingDeadline.stop();
    endLockScreen();
}

void Keeper::handle(const ActivityNoticed&)
{
    m_idle.noticeActivity();
}

void Keeper::handle(const IdleRuleChanged& message)
{
    m_idle.setRule(message.idleSeconds, message.warn);
}

void Keeper::handle(const LockTriggersChanged& message)
{
    setTriggers(message.triggers);
    lockWhenMinimized();
}

void Keeper::handle(const AppearanceChosen& message)
{
    m_colors.appearance = message.appearance;
    m_configuration.appearance = message.appearance;
    m_writer.write(m_configuration);
    sendColors();
}

void Keeper::handle(const LockRequested&)
{
    lock(LockReason::Person);
}

void Keeper::handle(const KeysChanged&)
{
    lock(LockReason::KeysChanged);
}

void Keeper::handle(const AddressChosen& message)
{
    if (m_phase == SessionPhase::Open && mayOpen(message.address))
        Q_EMIT addressWanted(QString::fromStdString(message.address));
    else
        tellAddressOpened(false);
}

void Keeper::tellAddressOpened(bool opened)
{
    if (m_session && m_phase == SessionPhase::Open)
        m_session->send(AddressOpened{opened});
}

void Keeper::handle(const EditsClosed& message)
{
    m_outcome = message.allSaved ? SaveOutcome::Saved : SaveOutcome::Unsaved;
}

} // namespace lockleaf::app
