// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/session/session_role.h"

#include "app/roles/messages/print_words.h"
#include "app/roles/process/key_transfer.h"
#include "app/roles/process/memory_file.h"
#include "app/roles/session/lock_deadline.h"
#include "app/roles/vaults/vault_location.h"
#include "app/roles/window/close_watch.h"
#include "app/roles/window/colors.h"
#include "app/roles/window/placement.h"
#include "core/backup/backup.h"
#include "core/base/local_offset.h"
#include "core/capture/spilled_text.h"
#include "ui/main/main_window.h"
#include "ui/reader/print_pipe.h"
#include "ui/sheets/lock_signals.h"
#include "ui/sheets/tray_state.h"
#include "ui/vault/vault_copy_job.h"
#include "ui/vault/vault_session.h"

#include <QTimer>

#include <thread>
#include <unistd.h>

namespace lockleaf::app {

namespace {

ui::LockSignals toUi(const LockSignalsKnown& known)
{
    return {known.screenLock, known.sleep, known.sessionSwitch, known.systemIdle};
}

} // namespace

SessionRole::SessionRole(int channel, int keyPipe) : m_channel(channel), m_keyPipe(keyPipe)
{
    m_channel.expectDescriptorsWith(PrintReady::type);
    connect(&m_channel, &MessageChannel::frameReceived, this, &SessionRole::handleFrame);
    // Without its keeper nobody would lock it any more: it does so by itself.
    connect(&m_channel, &MessageChannel::closed, this, [this] { lock(false); });
    connect(&m_termination, &TerminationSignals::requested, this, [this] { lock(false); });
    m_keyNotifier = std::make_unique<QSocketNotifier>(m_keyPipe.get(), QSocketNotifier::Read);
    connect(m_keyNotifier.get(), &QSocketNotifier::activated, this, &SessionRole::handleKey);
}

SessionRole::~SessionRole() = default;

void SessionRole::handleFrame(quint16 type, const Bytes& payload)
{
    const auto message = decodeMessage<ToSession>(type, payload);
    if (message)
        std::visit([this](const auto& known) { handle(known); }, *message);
    else
        lock(false); // whoever says that is not our keeper
}

void SessionRole::handle(const StartSession& message)
{
    m_colors = message.colors;
    applyColors(m_colors);
    m_channel.send(WaitingForKey{});
}

void SessionRole::handleKey()
{
    m_keyNotifier.reset();
    auto key = receiveKey(std::move(m_keyPipe));
    if (!key)
        _exit(0); // the lock screen ended without a key
    m_key = std::move(*key);
    openWhenKnown();
}

void SessionRole::handle(const OpenVault& message)
{
    m_request = message;
    openWhenKnown();
}

void SessionRole::openWhenKnown()
{
    if (!m_key || !m_request || m_locking)
        return;
    // Reading the log and checking the head may take a moment, so it is not done on this thread. The object
    // lives until the process ends.
    auto key = std::make_shared<UnlockedKey>(std::move(*m_key));
    m_key.reset();
    m_vaultId = key->vaultId;
    std::thread([this, key, path = std::filesystem::path{m_request->vaultPath}] {
        Vault::OpenOptions options;
        options.stateFolder = stateFolder();
        options.beforeMigration = backUpBeforeMigration(path, localOffset(systemClock().now()));
        auto vault =
            std::make_shared<Result<std::unique_ptr<Vault>>>(Vault::open(path, std::move(*key), options));
        QMetaObject::invokeMethod(
            this, [this, vault] { takeVault(std::move(*vault)); }, Qt::QueuedConnection);
    }).detach();
}

void SessionRole::takeVault(Result<std::unique_ptr<Vault>> vault)
{
    if (!vault) {
        m_channel.send(OpenFailed{vault.error().code});
        _exit(0);
    }
    m_spillKey = (*vault)->spillKey();
    m_vault = std::make_unique<ui::VaultSession>(
        std::move(*vault),
        ui::VaultOrigin{std::filesystem::path{m_request->vaultPath}, m_vaultId, stateFolder()});
    if (m_locking) {
        closeVault(true);
        return;
    }
    m_window = std::make_unique<ui::MainWindow>(*m_vault, ui::ThemeManager::instance(),
                                                vaultName(m_request->vaultPath));
    m_window->setAppearance(toUi(m_colors.appearance));
    m_window->setLockSignals(toUi(m_lockSignals));
    m_window->setTray({m_tray.wanted, m_tray.available});
    connectWindow();
    showAt(*m_window, m_request->placement,
           m_request->placement.active ? FocusWish::TakeFromOurs : FocusWish::Leave);
}

void SessionRole::connectWindow()
{
    const ui::MainWindow* const window = m_window.get();
    connect(window, &ui::MainWindow::lockRequested, this, [this] { m_channel.send(LockRequested{}); });
    connect(window, &ui::MainWindow::keysChanged, this, [this] { m_channel.send(KeysChanged{}); });
    connect(window, &ui::MainWindow::quitRequested, this, [this] { m_channel.send(QuitRequested{}); });
    connect(window, &ui::MainWindow::activityNoticed, this, [this] { m_channel.send(ActivityNoticed{}); });
    connect(window, &ui::MainWindow::firstListPainted, this, [this] { m_channel.send(SessionPainted{}); });
    connect(window, &ui::MainWindow::idleSecondsChanged, this, [this](int seconds) {
        m_idleRule.idleSeconds = static_cast<std::uint32_t>(std::max(0, seconds));
        m_channel.send(m_idleRule);
    });
    connect(window, &ui::MainWindow::warnBeforeLockingChanged, this, [this](bool warn) {
        m_idleRule.warn = warn;
        m_channel.send(m_idleRule);
    });
    connect(window, &ui::MainWindow::lockTriggersChanged, this,
            [this](const LockTriggers& triggers) { m_channel.send(LockTriggersChanged{triggers}); });
    connect(window, &ui::MainWindow::appearanceChanged, this,
            [this](ui::Appearance appearance) { m_channel.send(AppearanceChosen{fromUi(appearance)}); });
    connect(window, &ui::MainWindow::addressChosen, this,
            [this](const QString& address) { m_channel.send(AddressChosen{address.toStdString()}); });
    connect(window, &ui::MainWindow::trayChosen, this,
            [this](bool wanted) { m_channel.send(TrayChosen{wanted}); });
    connectPrinting();
    auto* const placement = new PlacementWatch(*m_window);
    connect(placement, &PlacementWatch::placementChanged, this,
            [this](const WindowPlacement& now) { m_channel.send(PlacementChanged{now}); });
}

void SessionRole::connectPrinting()
{
    const ui::MainWindow* const window = m_window.get();
    connect(window, &ui::MainWindow::printRequested, this, [this] { m_channel.send(PrintRequested{}); });
    connect(window, &ui::MainWindow::printWritten, this, [this] {
        m_channel.send(PrintComplete{});
        if (m_printPipe)
            m_printPipe->close(); // now: the print system waits for the end
    });
    // The pipe stays open until the keeper has ended the print system: its end would pass for that of a
    // document.
    connect(window, &ui::MainWindow::printCancelled, this, [this] { m_channel.send(PrintCancelled{}); });
}

void SessionRole::handle(const LockNow& message)
{
    lock(!message.quitting);
}

void SessionRole::lock(bool lockScreenFollows)
{
    if (!lockScreenFollows)
        m_replaced = true; // nothing to wait for
    if (m_locking) {
        endWhenReplaced();
        return;
    }
    m_locking = true;
    endAtTheLatestAfter(lockTime);
    if (m_window) {
        m_window->blank();
        m_window->prepareToLock([this](bool allSaved) { closeVault(allSaved); });
        QTimer::singleShot(saveTime, Qt::PreciseTimer, this, &SessionRole::spillTexts);
    } else if (m_vault) {
        closeVault(true);
    } else if (!m_request) {
        handleClosed(true); // it never had a vault
    }
    // Else the vault is just being opened; takeVault() closes it.
}

/// What the vault has not taken goes to whoever outlives this process. Should the vault take it after all,
/// the next unlock knows.
void SessionRole::spillTexts()
{
    if (m_spilled || m_closed)
        return;
    std::vector<SpilledText> texts;
    for (const ui::UnsavedText& unsaved : m_window->unsavedTexts()) {
        SpilledText text;
        text.note = unsaved.note;
        text.base = unsaved.base;
        text.written = systemClock().now();
        text.notebook = unsaved.notebook;
        text.tags = unsaved.tags;
        text.body = SecureBytes::copyOf(unsaved.body->view());
        texts.push_back(std::move(text));
    }
    const Bytes sealed = sealSpill(texts, m_vaultId, *m_spillKey);
    if (sealed.empty())
        return;
    if (auto file = makeMemoryFile(sealed)) {
        m_spilled = true;
        m_channel.send(TextsSpilled{}, std::move(*file));
    }
}

void SessionRole::closeVault(bool allSaved)
{
    if (!allSaved)
        spillTexts();
    m_vault->ask(
        this, [](Vault& vault) { return vault.close(); },
        [this, allSaved](const Result<void>& closed) { handleClosed(allSaved && closed.has_value()); });
}

void SessionRole::handleClosed(bool allSaved)
{
    m_closed = true;
    m_channel.send(EditsClosed{allSaved});
    endWhenReplaced();
}

void SessionRole::handle(const LockScreenShown&)
{
    m_replaced = true;
    endWhenReplaced();
}

// The window stays, blank, until another one stands there: nobody sees the desktop, and no other window gets
// what is typed.
void SessionRole::endWhenReplaced()
{
    if (m_closed && m_replaced)
        _exit(0); // no destructors: the kernel takes everything at once
}

void SessionRole::handle(const LockCountdown& message)
{
    if (m_window && !m_locking)
        m_window->showCountdown(static_cast<int>(std::min<std::uint32_t>(message.seconds, 3600)));
}

void SessionRole::handle(const AddressOpened& message)
{
    if (m_window && !m_locking)
        m_window->showAddressOutcome(message.opened);
}

void SessionRole::handle(const LockSignalsKnown& message)
{
    m_lockSignals = message;
    if (m_window)
        m_window->setLockSignals(toUi(message));
}

void SessionRole::handle(const TrayKnown& message)
{
    m_tray = message;
    if (m_window)
        m_window->setTray({message.wanted, message.available});
}

void SessionRole::handle(const NewNoteWanted&)
{
    if (m_window && !m_locking)
        m_window->startNote();
}

void SessionRole::handle(const InboxFilled&)
{
    if (m_window && !m_locking)
        m_window->takeInbox();
}

void SessionRole::handle(const PrintReady&)
{
    m_printPipe = std::make_shared<ui::PrintPipe>(m_channel.takeDescriptor().release());
    if (m_window && !m_locking)
        m_window->startPrinting(m_printPipe);
}

void SessionRole::handle(const PrintEnded& message)
{
    m_printPipe.reset();
    if (m_window && !m_locking)
        m_window->showPrintOutcome(printOutcome(message.result));
}

void SessionRole::handle(const ShowWindow& message)
{
    if (m_window && !m_locking)
        bringToFront(*m_window, QString::fromStdString(message.activationToken));
}

void SessionRole::handle(const ColorsChanged& message)
{
    m_colors = message.colors;
    applyColors(m_colors);
    if (m_window)
        m_window->setAppearance(toUi(m_colors.appearance));
}

} // namespace lockleaf::app
