// SPDX-License-Identifier: GPL-3.0-or-later
// The part of WindowParts that looks after the vault's file: what is told of it, and checks of it.
#include "ui/main/activity_watch.h"
#include "ui/main/window_actions.h"
#include "ui/main/window_parts.h"
#include "ui/sheets/check_sheet.h"
#include "ui/sheets/vault_notice_sheet.h"

namespace lockleaf::ui {

void WindowParts::connectHealth()
{
    connect(&m_health, &VaultHealth::warned, this, &WindowParts::openVaultNotice);
    connect(&m_health, &VaultHealth::remarked, this, [this](const QString& sentence) { say(sentence); });
    connect(m_actions->checkVault, &QAction::triggered, this, &WindowParts::openCheck);
    connect(this, &WindowParts::activityNoticed, &m_checkRounds, &CheckRounds::postpone);
    connect(&m_desk, &NoteDesk::saveStateChanged, &m_checkRounds, &CheckRounds::postpone);
    connect(&m_checkRounds, &CheckRounds::damageFound, &m_health, &VaultHealth::tellDamage);
    connect(&m_checkRounds, &CheckRounds::worthKeeping, this, [this] {
        if (!m_closing)
            changeSettings([this](VaultSettings& settings) { settings.checkRound = m_checkRounds.round(); });
    });
}

void WindowParts::openVaultNotice(const QStringList& sentences, bool older)
{
    if (m_closing)
        return;
    auto* sheet = new VaultNoticeSheet(sentences, older, &m_window);
    connect(sheet, &VaultNoticeSheet::olderFileAccepted, &m_health, &VaultHealth::acceptOlderFile);
    connect(sheet, &VaultNoticeSheet::lockRequested, this, &WindowParts::lockRequested);
    openSheet(sheet);
}

void WindowParts::openCheck()
{
    if (m_closing)
        return;
    m_desk.saveNow();
    auto* sheet = new CheckSheet(m_session, &m_window);
    connect(sheet, &CheckSheet::checked, &m_checkRounds, &CheckRounds::countWholeCheck);
    openSheet(sheet);
}

} // namespace lockleaf::ui
