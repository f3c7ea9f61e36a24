// SPDX-License-Identifier: GPL-3.0-or-later
// The part of WindowParts that shows the ways into the vault, and reminds of its recovery kit.
#include "core/base/clock.h"
#include "core/vault/kit_reminder.h"
#include "ui/main/window_parts.h"
#include "ui/sheets/ways_sheet.h"

#include <utility>

namespace lockleaf::ui {

void WindowParts::openWays(bool rehearses)
{
    if (m_closing || m_session.origin().file.empty())
        return;
    const QString name = QString::fromStdString(m_session.origin().file.stem().string());
    auto* sheet = new WaysSheet(m_session, name, &m_window);
    connect(sheet, &WaysSheet::printRequested, this, [this, sheet] {
        if (std::exchange(m_printing, true))
            sheet->showPrintOutcome(PrintOutcome::Busy);
        else
            Q_EMIT printRequested();
    });
    connect(sheet, &WaysSheet::printWritten, this, &WindowParts::printWritten);
    connect(sheet, &WaysSheet::printCancelled, this, &WindowParts::printCancelled);
    if (rehearses)
        sheet->rehearse();
    openSheet(sheet);
}

void WindowParts::lookAtKit()
{
    if (m_session.origin().file.empty())
        return;
    m_session.ask(
        this,
        [told = m_settings.told](Vault& vault) -> Result<KitReminder> {
            return kitReminder(vault.waysIn(), told, systemClock().now());
        },
        [this](const Result<KitReminder>& reminder) {
            if (reminder && reminder->what != KitReminder::What::None)
                remindOfKit(*reminder);
        });
}

void WindowParts::remindOfKit(const KitReminder& reminder)
{
    if (m_closing)
        return;
    if (reminder.what == KitReminder::What::Make)
        say(tr("This vault has no recovery kit: a forgotten password cannot be reset."), tr("Make one…"),
            [this] { openWays(); });
    else
        say(tr("A year has passed: does the code of your recovery kit still open this vault?"),
            tr("Try it once…"), [this] { openWays(true); });
    changeSettings([mark = reminder.mark](VaultSettings& settings) {
        const std::vector<ToldMark> before = settings.told;
        addToldMarks(settings.told, {mark}, before);
    });
}

} // namespace lockleaf::ui
