// SPDX-License-Identifier: GPL-3.0-or-later
// The part of WindowParts that opens menus and sheets, and places what lies over the panes.
#include "ui/main/editor_pane.h"
#include "ui/main/list_pane.h"
#include "ui/main/sidebar.h"
#include "ui/main/window_actions.h"
#include "ui/main/window_parts.h"
#include "ui/sheets/settings_sheet.h"
#include "ui/sheets/shortcuts_sheet.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/countdown_pill.h"
#include "ui/widgets/sheet.h"

#include <QMenu>

#include <algorithm>

namespace lockleaf::ui {

void WindowParts::openMenu(QWidget* below)
{
    QMenu* menu = m_actions->makeMenu(&m_window);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QWidget* anchor = below ? below : m_sidebar->menuButton();
    const bool shown = anchor->isVisible();
    menu->popup(shown ? anchor->mapToGlobal(QPoint(0, anchor->height() + 2))
                      : m_window.mapToGlobal(QPoint(12, 52)));
}

void WindowParts::openNoteMenu(const QPoint& position)
{
    auto* menu = new QMenu(&m_window);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions(
        {m_actions->pin, m_actions->versions, m_actions->keepVersion, m_actions->attach, m_actions->files});
    QMenu* format = menu->addMenu(tr("Format"));
    format->addActions({m_actions->bold, m_actions->italic, m_actions->strike, m_actions->heading1,
                        m_actions->heading2, m_actions->heading3, m_actions->numbers, m_actions->bullets,
                        m_actions->tasks, m_actions->quote, m_actions->code, m_actions->link});
    menu->addActions({m_actions->savePdf, m_actions->print});
    menu->addSeparator();
    menu->addAction(m_actions->trash);
    menu->popup(position);
}

/// What can be done to the note of a row, which need not be the one that is open.
void WindowParts::openRowMenu(const QPoint& position, RecordId id)
{
    const NoteSummary* summary = m_listPane->summaryOf(id);
    if (!summary)
        return;
    if (summary->trashed) {
        openTrashedMenu(position, {id}, QString::fromStdString(summary->title));
        return;
    }
    auto* menu = new QMenu(&m_window);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const bool pinned = summary->pinned;
    QAction* pin = menu->addAction(m_actions->pin->text());
    pin->setCheckable(true);
    pin->setChecked(pinned);
    connect(pin, &QAction::triggered, this, [this, id, pinned] { m_desk.setPinned(id, !pinned); });
    menu->addSeparator();
    QAction* trash = menu->addAction(m_actions->trash->text());
    connect(trash, &QAction::triggered, this, [this, id] { deleteNote(id); });
    menu->popup(position);
}

void WindowParts::openSheet(Sheet* sheet)
{
    if (m_sheet)
        delete m_sheet;
    m_sheet = sheet;
    connect(sheet, &Sheet::closed, sheet, &QObject::deleteLater);
    sheet->openSheet();
}

void WindowParts::openSettings()
{
    auto* sheet = new SettingsSheet(m_settings, m_lockSignals, m_appearance, &m_window);
    connect(sheet, &SettingsSheet::idleSecondsChosen, this, [this](int seconds) {
        changeSettings([seconds](VaultSettings& settings) {
            settings.idleSeconds = static_cast<std::uint32_t>(seconds);
        });
    });
    connect(sheet, &SettingsSheet::warningChosen, this, [this](bool warn) {
        changeSettings([warn](VaultSettings& settings) { settings.warnBeforeLocking = warn; });
    });
    connect(sheet, &SettingsSheet::lockTriggersChosen, this, [this](const LockTriggers& triggers) {
        changeSettings([&triggers](VaultSettings& settings) { settings.locks = triggers; });
    });
    connect(sheet, &SettingsSheet::clearCopiedChosen, this, [this](int seconds) {
        changeSettings([seconds](VaultSettings& settings) {
            settings.clearCopiedSeconds = static_cast<std::uint32_t>(seconds);
        });
    });
    connect(sheet, &SettingsSheet::trashDaysChosen, this, [this](int days) {
        changeSettings(
            [days](VaultSettings& settings) { settings.trashDays = static_cast<std::uint32_t>(days); });
        refreshTrash();
    });
    connect(sheet, &SettingsSheet::appearanceChosen, this, [this](Appearance appearance) {
        m_appearance = appearance;
        m_theme.setAppearance(appearance);
        Q_EMIT appearanceChanged(appearance);
    });
    connect(sheet, &SettingsSheet::keyChangeRequested, this, &WindowParts::openKeyChange,
            Qt::QueuedConnection);
    connect(sheet, &SettingsSheet::waysRequested, this, [this] { openWays(); }, Qt::QueuedConnection);
    sheet->addTray(m_tray);
    connect(sheet, &SettingsSheet::trayChosen, this, [this](bool wanted) {
        m_tray.wanted = wanted;
        Q_EMIT trayChosen(wanted);
    });
    addBackupPage(*sheet);
    openSheet(sheet);
}

void WindowParts::startNoteFromOutside()
{
    if (!m_closing && !m_sheet)
        m_actions->newNote->trigger();
}

void WindowParts::changeSettings(const std::function<void(VaultSettings&)>& change)
{
    const VaultSettings before = m_settings;
    change(m_settings);
    if (m_settings.idleSeconds != before.idleSeconds) {
        m_sidebar->setIdleSeconds(static_cast<int>(m_settings.idleSeconds));
        Q_EMIT idleSecondsChanged(static_cast<int>(m_settings.idleSeconds));
    }
    if (m_settings.warnBeforeLocking != before.warnBeforeLocking)
        Q_EMIT warnBeforeLockingChanged(m_settings.warnBeforeLocking);
    if (!(m_settings.locks == before.locks))
        Q_EMIT lockTriggersChanged(m_settings.locks);
    m_copied.setSeconds(static_cast<int>(m_settings.clearCopiedSeconds));
    m_session.saveSettings(m_settings, this, [this](Result<void> saved) {
        if (!saved)
            report(Attempt::SaveSettings, saved.error());
    });
}

void WindowParts::openShortcuts()
{
    openSheet(new ShortcutsSheet(*m_actions, &m_window));
}

void WindowParts::showCountdown(int secondsLeft)
{
    m_sidebar->setCountdown(secondsLeft);
    if (secondsLeft > 0)
        m_pill->setSeconds(secondsLeft);
    m_pill->setVisible(secondsLeft > 0);
    m_editorPane->setFormatsVisible(secondsLeft <= 0);
    placeOverlays();
}

void WindowParts::placeOverlays()
{
    if (!m_pill->isVisible())
        return;
    const QSize size = m_pill->sizeHint();
    const QRect pane(m_editorPane->isVisible()
                         ? QRect(m_editorPane->mapTo(&m_window, QPoint()), m_editorPane->size())
                         : m_window.rect());
    const int wide = std::min(size.width(), m_window.width() - 2 * metrics::Space2);
    const int left = std::clamp(pane.center().x() - wide / 2, metrics::Space2,
                                std::max(metrics::Space2, m_window.width() - wide - metrics::Space2));
    m_pill->setGeometry(left, 6, wide, size.height());
    m_pill->raise();
}

} // namespace lockleaf::ui
