// SPDX-License-Identifier: GPL-3.0-or-later
// The part of WindowParts that keeps, shows and restores versions.
#include "ui/main/window_actions.h"
#include "ui/main/window_parts.h"
#include "ui/sheets/versions_sheet.h"
#include "ui/widgets/toast.h"

namespace lockleaf::ui {

void WindowParts::connectVersions()
{
    connect(m_actions->keepVersion, &QAction::triggered, &m_desk, &NoteDesk::keepVersion);
    connect(m_actions->versions, &QAction::triggered, this, &WindowParts::openVersions);
    connect(&m_desk, &NoteDesk::versionRestored, this, &WindowParts::handleVersionRestored);
}

void WindowParts::openVersions()
{
    const RecordId note = m_desk.openId();
    if (note.isNull())
        return;       // not in the vault yet: there is nothing to look back on
    m_desk.saveNow(); // what a version is compared with is what is seen
    auto* sheet = new VersionsSheet(m_session, note, &m_window);
    connect(sheet, &VersionsSheet::failed, this,
            [this](const Error& error) { report(Attempt::ReadVersions, error); });
    connect(sheet, &VersionsSheet::keepRequested, &m_desk, &NoteDesk::keepVersion);
    connect(&m_desk, &NoteDesk::versionKept, sheet, &VersionsSheet::reload);
    connect(&m_desk, &NoteDesk::failed, sheet, &VersionsSheet::handleRefused);
    connect(sheet, &VersionsSheet::restoreRequested, this,
            [this, note](RecordId version, const QString& moment) {
                m_restoring = moment;
                m_desk.restoreVersion(note, version);
            });
    openSheet(sheet);
}

void WindowParts::handleVersionRestored(RecordId note, RecordId former)
{
    if (auto* sheet = qobject_cast<VersionsSheet*>(m_sheet.data()); sheet && sheet->note() == note)
        sheet->closeSheet();
    const QString moment = std::exchange(m_restoring, {});
    if (moment.isEmpty()) { // it was a way back
        say(tr("The text is as it was before"));
        return;
    }
    say(tr("Restored: %1").arg(moment), tr("Undo"),
        [this, note, former] { m_desk.restoreVersion(note, former); });
}

} // namespace lockleaf::ui
