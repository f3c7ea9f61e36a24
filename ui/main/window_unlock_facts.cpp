// SPDX-License-Identifier: GPL-3.0-or-later
// The part of WindowParts that tells, quietly, what happened around the last unlock.
#include "core/base/clock.h"
#include "ui/main/sidebar.h"
#include "ui/main/window_actions.h"
#include "ui/main/window_parts.h"
#include "ui/sheets/backup_words.h"
#include "ui/theme/counted.h"

#include <QMenu>

namespace lockleaf::ui {

namespace {

QString failedWords(const FailedAttempts& failed)
{
    if (failed.count == 0)
        return WindowParts::tr("Failed attempts on this computer: none seen");
    return counted(static_cast<qint64>(failed.count),
                   WindowParts::tr("At least 1 failed attempt on this computer: %2"),
                   WindowParts::tr("At least %1 failed attempts on this computer, the last one %2"))
        .arg(backupTime(failed.last));
}

QString momentWords(Timestamp when)
{
    return when > 0 ? backupTime(when) : WindowParts::tr("not known");
}

} // namespace

void WindowParts::connectUnlockFacts()
{
    connect(m_sidebar, &Sidebar::unlockFactsRequested, this, &WindowParts::openUnlockFacts);
    connect(m_actions->unlockFacts, &QAction::triggered, this, &WindowParts::openUnlockFacts);
}

void WindowParts::lookAtUnlock()
{
    m_unlockedBefore = m_settings.lastUnlocked;
    const VaultOrigin& origin = m_session.origin();
    if (origin.file.empty())
        return;
    noteUnlock();
    m_session.ask(
        this,
        [folder = origin.stateFolder, id = origin.id](Vault&) -> Result<FailedAttempts> {
            return failedAttempts(folder, id);
        },
        [this](const Result<FailedAttempts>& failed) {
            if (!m_closing)
                tellUnlock(failed.value_or(FailedAttempts{}));
        });
}

void WindowParts::tellUnlock(const FailedAttempts& failed)
{
    m_failed = failed;
    if (failed.count > 0) {
        const QString words = counted(static_cast<qint64>(failed.count), tr("At least 1 failed attempt"),
                                      tr("At least %1 failed attempts"));
        m_sidebar->showUnlockFact(words, true);
        say(tr("%1 to unlock this vault here since the last time.").arg(words), tr("Details"),
            [this] { openUnlockFacts(); });
    } else {
        if (m_unlockedBefore > 0)
            m_sidebar->showUnlockFact(tr("Last unlocked %1").arg(backupTime(m_unlockedBefore)), false);
        lookAtKit();
    }
    m_session.ask(
        this,
        [folder = m_session.origin().stateFolder, id = m_session.origin().id,
         failed](Vault&) -> Result<void> { return forgetFailedAttempts(folder, id, failed); },
        [](const Result<void>&) {
            // Told once more at the next unlock.
        });
}

/// At once and not at the lock: whoever unlocks the vault and kills the program is told of all the same.
/// Settings that could not be read are not written over.
void WindowParts::noteUnlock()
{
    if (!m_settingsKnown)
        return;
    m_settings.lastUnlocked = systemClock().now();
    m_session.saveSettings(m_settings, this, [](const Result<void>&) {
        // A vault that takes no changes says so where somebody changes something.
    });
}

void WindowParts::noteExport()
{
    if (!m_closing)
        changeSettings([](VaultSettings& settings) { settings.lastExported = systemClock().now(); });
}

QString WindowParts::backupFact() const
{
    if (m_session.origin().file.empty())
        return tr("Last proven backup: not known");
    if (!m_backups.listing())
        return m_backups.failure() ? tr("Last proven backup: not known") : tr("Last proven backup: looking…");
    const auto proven = m_backups.listing()->lastProven;
    return proven ? tr("Last proven backup: %1").arg(backupTime(*proven))
                  : tr("Last proven backup: none yet");
}

void WindowParts::openUnlockFacts()
{
    if (m_closing)
        return;
    auto* menu = new QMenu(&m_window);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setAccessibleName(tr("Since the last unlock"));
    menu->addAction(tr("Last unlocked: %1").arg(momentWords(m_unlockedBefore)));
    menu->addAction(failedWords(m_failed));
    menu->addAction(tr("Last exported: %1").arg(momentWords(m_settings.lastExported)), this,
                    [this] { openExport(); });
    QAction* const backup = menu->addAction(backupFact(), this, [this] { openBackups(); });
    connect(&m_backups, &BackupSchedule::changed, backup, [this, backup] { backup->setText(backupFact()); });
    menu->addSeparator();
    menu->addAction(tr("Ways in…"), this, [this] { openWays(); });
    m_backups.refresh();
    const QWidget* const line = m_sidebar->unlockLine();
    const QWidget* const anchor = line->isVisible() ? line : m_sidebar->menuButton();
    menu->popup(!anchor->isVisible()
                    ? m_window.mapToGlobal(QPoint(12, 52))
                    : anchor->mapToGlobal(QPoint(0, line->isVisible() ? -menu->sizeHint().height() - 2
                                                                      : anchor->height() + 2)));
}

} // namespace lockleaf::ui
