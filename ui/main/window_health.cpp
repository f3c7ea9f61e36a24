// SPDX-License-Identifier: GPL-3.0-or-later
// The part of WindowParts that looks after the vault's file: what is told of it, and checks of it.
#include "ui/main/editor_pane.h"
#include "ui/main/window_actions.h"
#include "ui/main/window_parts.h"
#include "ui/sheets/check_sheet.h"
#include "ui/sheets/key_change_sheet.h"
#include "ui/sheets/salvage_sheet.h"
#include "ui/sheets/vault_copy_sheet.h"
#include "ui/sheets/vault_notice_sheet.h"

namespace lockleaf::ui {

void WindowParts::connectHealth()
{
    connectKeys();
    connectSurroundings();
    connect(&m_health, &VaultHealth::warned, this, &WindowParts::openVaultNotice);
    connect(&m_health, &VaultHealth::remarked, this, [this](const QString& sentence) { say(sentence); });
    connect(m_actions->checkVault, &QAction::triggered, this, &WindowParts::openCheck);
    connect(m_actions->salvage, &QAction::triggered, this, &WindowParts::openSalvage);
    connect(this, &WindowParts::activityNoticed, &m_checkRounds, &CheckRounds::postpone);
    connect(&m_desk, &NoteDesk::saveStateChanged, &m_checkRounds, &CheckRounds::postpone);
    connect(this, &WindowParts::activityNoticed, &m_fileUpkeep, &FileUpkeep::postpone);
    connect(this, &WindowParts::activityNoticed, &m_memoryUpkeep, &MemoryUpkeep::postpone);
    connect(&m_desk, &NoteDesk::saveStateChanged, &m_fileUpkeep, &FileUpkeep::postpone);
    connect(this, &WindowParts::activityNoticed, &m_fileWatch, &FileWatch::noteActivity);
    connect(&m_desk, &NoteDesk::saveStateChanged, &m_fileWatch, &FileWatch::noteActivity);
    connect(m_editorPane, &EditorPane::retryRequested, this, [this] {
        m_fileWatch.look(); // first: the save then meets the file that is there now
        m_desk.retry();
    });
    connect(&m_fileWatch, &FileWatch::gone, this, &WindowParts::tellFileGone);
    connect(&m_fileWatch, &FileWatch::cameBack, this, &WindowParts::handleFileBack);
    connect(&m_checkRounds, &CheckRounds::damageFound, &m_health, &VaultHealth::tellDamage);
    connect(&m_checkRounds, &CheckRounds::worthKeeping, this, [this] {
        if (!m_closing)
            changeSettings([this](VaultSettings& settings) { settings.checkRound = m_checkRounds.round(); });
    });
}

void WindowParts::openVaultNotice(const QStringList& sentences, bool older)
{
    whenNothingIsTold([this, sentences, older] {
        auto* sheet = new VaultNoticeSheet(sentences, older, &m_window);
        connect(sheet, &VaultNoticeSheet::olderFileAccepted, &m_health, &VaultHealth::acceptOlderFile);
        connect(sheet, &VaultNoticeSheet::lockRequested, this, &WindowParts::lockRequested);
        openSheet(sheet);
    });
}

/// Takes no sheet away that has not been read, or whose end would give up a change of the keys.
void WindowParts::whenNothingIsTold(const std::function<void()>& act)
{
    if (m_closing)
        return;
    if (qobject_cast<KeyChangeSheet*>(m_sheet.data()) || qobject_cast<VaultNoticeSheet*>(m_sheet.data()))
        connect(
            m_sheet, &QObject::destroyed, this, [this, act] { whenNothingIsTold(act); },
            Qt::QueuedConnection);
    else
        act();
}

void WindowParts::tellFileGone()
{
    whenNothingIsTold([this] {
        if (!m_fileWatch.isGone())
            return;
        auto* sheet = new VaultNoticeSheet(
            {tr("The vault's file is not where it was. Its disk may have been pulled out, or the file was "
                "moved, deleted or replaced."),
             tr("What you write stays in this window, and is saved as soon as the file is back in its place. "
                "Before you lock or quit, wait for that, or save a copy of the vault elsewhere.")},
            false, &m_window);
        sheet->offer(tr("Save a copy…"), tr("Go on"));
        connect(sheet, &VaultNoticeSheet::actionChosen, this, &WindowParts::openVaultCopy);
        m_goneNotice = sheet;
        openSheet(sheet);
    });
}

/// The open vault still reads the file that has gone from its place; only what came since is not in that.
void WindowParts::openVaultCopy()
{
    if (m_closing)
        return;
    auto unsaved = [this](const std::function<void(std::vector<UnsavedText>)>& take) {
        m_desk.settle([this, take](bool) { take(unsavedTexts()); });
    };
    openSheet(new VaultCopySheet(m_session, m_vaultName, std::move(unsaved), &m_window));
}

void WindowParts::handleFileBack(bool changed)
{
    if (m_closing)
        return;
    if (m_goneNotice)
        m_goneNotice->closeSheet();  // it holds no more
    if (changed && m_desk.hasNote()) // what came with the file stays as a version under what is saved here
        m_session.keepVersion(m_desk.openId(), this, [](const Result<bool>&) {
            // A note that is new here has none.
        });
    m_desk.retry();
    Q_EMIT m_session.notesChanged({});
    if (changed)
        openVaultNotice(
            {tr("The vault's file is back, but not as it was left: another program or computer has "
                "changed it. What you wrote here is saved into it. If something is missing, "
                "“Merge a copy…” brings it from the other file.")},
            false);
    else
        say(tr("The vault's file is back."));
}

void WindowParts::openCheck()
{
    if (m_closing)
        return;
    m_desk.saveNow();
    auto* sheet = new CheckSheet(m_session, &m_window);
    connect(sheet, &CheckSheet::checked, &m_checkRounds, &CheckRounds::countWholeCheck);
    connect(sheet, &CheckSheet::salvageRequested, this, &WindowParts::openSalvage, Qt::QueuedConnection);
    openSheet(sheet);
}

void WindowParts::openSalvage()
{
    if (!m_closing)
        openSheet(new SalvageSheet(m_session, &m_window));
}

} // namespace lockleaf::ui
