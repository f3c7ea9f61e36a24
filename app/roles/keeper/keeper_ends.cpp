// SPDX-License-Identifier: GPL-3.0-or-later
// How the keeper ends, and what it does while nothing but windows for new notes is there.
#include "app/roles/keeper/keeper.h"

#include <filesystem>
#include <system_error>
#include <utility>

namespace lockleaf::app {

namespace {

bool isSameFile(const std::string& one, const std::string& other)
{
    std::error_code ignored; // what cannot be looked at is not the same
    return one == other || std::filesystem::equivalent(one, other, ignored);
}

} // namespace

void Keeper::quit(QuitCause cause)
{
    m_quitCause = cause;
    if (m_finished) // only windows for new notes are left, and were left to their person
        m_captures.finish(cause == QuitCause::System);
    if (m_quitting || m_finished)
        return;
    m_quitting = true;
    if (isUnlocked())
        beginEnding(true);
    if (!m_ending)
        finish(false);
}

// What was typed for a locked vault is in windows of their own, which may outlive all others.
void Keeper::finish(bool gaveUp)
{
    if (m_finished)
        return;
    m_finished = true;
    m_gaveUp = gaveUp;
    abandonPrint();
    m_openingDeadline.stop();
    for (Process* const role : {&m_lockScreen, &m_replacedLockScreen, &m_session, &m_ending}) {
        if (*role) {
            (*role)->disconnect(this);
            (*role)->kill();
            role->reset();
        }
    }
    m_phase = SessionPhase::None;
    tellSessionPresence();
    if (m_captures.isEmpty())
        Q_EMIT finished(gaveUp);
    else
        m_captures.finish(gaveUp || m_quitCause == QuitCause::System);
}

void Keeper::show(std::string activationToken, std::string vaultPath)
{
    if (m_finished || isIdle()) {
        // Only windows for new notes are there.
        m_finished = false;
        m_quitting = false;
        m_quitCause = QuitCause::Person;
        start(std::nullopt, std::move(vaultPath));
        return;
    }
    if (isUnlocked() && !m_quitting && !vaultPath.empty() &&
        !isSameFile(vaultPath, m_configuration.vaultPath)) {
        m_vaultPath = std::move(vaultPath);
        beginEnding(false);
        // Not "You locked it": that would be about the vault that is gone.
        startLockScreen(lockScreenFor(LockReason::Started, true));
        vaultPath.clear();
    }
    const ShowWindow message{std::move(activationToken), std::move(vaultPath)};
    if (m_phase == SessionPhase::Open)
        m_session->send(message);
    else if (m_lockScreen)
        m_lockScreen->send(message);
}

bool Keeper::isOpenHere(const std::string& vaultPath) const
{
    return m_phase == SessionPhase::Open && !m_quitting && isSameFile(vaultPath, m_configuration.vaultPath);
}

void Keeper::writeNote(const std::string& activationToken, const std::string& vaultPath)
{
    const std::string& vault = vaultPath.empty() ? m_vaultPath : vaultPath;
    if (isOpenHere(vault)) {
        m_session->send(ShowWindow{activationToken, {}});
        m_session->send(NewNoteWanted{});
        return;
    }
    if (!m_captures.open(vault, m_colors, activationToken) && m_captures.isEmpty() && isIdle())
        finish(true);
}

void Keeper::handleNoteKept(const std::filesystem::path& vault)
{
    if (isOpenHere(vault.string()))
        m_session->send(InboxFilled{});
}

void Keeper::handleCapturesEnded()
{
    if (m_finished)
        Q_EMIT finished(m_gaveUp);
    else if (isIdle() && !m_quitting)
        finish(false); // it was started for that window alone
}

void Keeper::tellTray(bool available)
{
    if (std::exchange(m_trayAvailable, available) != available)
        tellTrayToSession();
}

void Keeper::tellTrayToSession()
{
    if (m_session && isUnlocked())
        m_session->send(TrayKnown{m_configuration.trayIcon, m_trayAvailable});
}

void Keeper::handle(const TrayChosen& message)
{
    if (m_configuration.trayIcon == message.wanted)
        return;
    m_configuration.trayIcon = message.wanted;
    m_writer.write(m_configuration);
    Q_EMIT trayWantedChanged(message.wanted);
    tellTrayToSession();
}

void Keeper::setSystemDark(bool dark)
{
    if (m_colors.systemDark == dark)
        return;
    m_colors.systemDark = dark;
    m_configuration.systemDark = dark;
    m_writer.write(m_configuration);
    sendColors();
}

void Keeper::sendColors()
{
    const ColorsChanged message{m_colors};
    if (m_lockScreen)
        m_lockScreen->send(message);
    if (m_session)
        m_session->send(message);
    m_captures.setColors(m_colors);
    Q_EMIT colorsChanged(m_colors);
}

} // namespace lockleaf::app
