// SPDX-License-Identifier: GPL-3.0-or-later
// The part of LockScreenRole that makes a vault, and its recovery kit.
#include "app/roles/lockscreen/lock_screen_role.h"
#include "app/roles/messages/print_words.h"
#include "app/roles/vaults/error_sentence.h"
#include "app/roles/vaults/vault_location.h"
#include "ui/lockscreen/lock_window.h"
#include "ui/reader/print_pipe.h"

#include <utility>

namespace lockleaf::app {

void LockScreenRole::connectKit()
{
    const ui::LockWindow* const window = m_window.get();
    connect(window, &ui::LockWindow::kitConfirmed, this, &LockScreenRole::addRecovery);
    connect(window, &ui::LockWindow::kitPostponed, this, &LockScreenRole::openWithoutKit);
    connect(window, &ui::LockWindow::printRequested, this, [this] { m_channel.send(PrintRequested{}); });
    connect(window, &ui::LockWindow::printWritten, this, [this] {
        m_channel.send(PrintComplete{});
        if (m_printPipe)
            m_printPipe->close(); // now: the print system waits for the end
    });
    // The pipe stays open until the keeper has ended the print system.
    connect(window, &ui::LockWindow::printCancelled, this, [this] { m_channel.send(PrintCancelled{}); });
}

void LockScreenRole::handle(const PrintReady&)
{
    m_printPipe = std::make_shared<ui::PrintPipe>(m_channel.takeDescriptor().release());
    m_window->startPrinting(m_printPipe);
}

void LockScreenRole::handle(const PrintEnded& message)
{
    m_printPipe.reset();
    m_window->showPrintOutcome(printOutcome(message.result));
}

void LockScreenRole::handleCreateSubmitted(const QString& name, const QString& folder)
{
    m_target = vaultPath(name, folder);
    begin(Attempt::Create);
}

void LockScreenRole::makeVault()
{
    auto passphrase = m_window->takePassphrase();
    if (!passphrase) {
        m_working = false;
        m_window->showError(errorSentence(passphrase.error().code));
        return;
    }
    m_work.create(m_target, std::move(*passphrase), [this](auto result) { takeCreated(std::move(result)); });
}

/// The vault is there; its recovery kit comes before it opens. m_working stays: nothing else begins
/// meanwhile.
void LockScreenRole::takeCreated(Result<UnlockedKey> result)
{
    if (!result) {
        takeResult(std::move(result));
        return;
    }
    m_keyOfNew = std::move(*result);
    m_window->showKitPage(RecoveryCode::random(), vaultName(m_target));
}

void LockScreenRole::addRecovery()
{
    if (!m_keyOfNew || m_work.isBusy())
        return;
    m_window->setWorking(true);
    // A copy: where the code cannot be added, the vault opens without it.
    m_work.addRecovery(m_target, UnlockedKey{m_keyOfNew->vaultId, m_keyOfNew->dataKey.clone()},
                       m_window->kitCode().clone(), [this](auto result) { takeRecovery(std::move(result)); });
}

void LockScreenRole::takeRecovery(Result<UnlockedKey> result)
{
    if (result)
        openWithoutKit();
    else
        m_window->showError(errorSentence(result.error().code));
}

void LockScreenRole::openWithoutKit()
{
    m_key = std::exchange(m_keyOfNew, std::nullopt);
    handOverWhenReady();
}

} // namespace lockleaf::app
