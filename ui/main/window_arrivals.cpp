// SPDX-License-Identifier: GPL-3.0-or-later
// The part of WindowParts that tells what waited for the vault to be unlocked.
#include "ui/main/window_parts.h"
#include "ui/sheets/vault_notice_sheet.h"
#include "ui/theme/counted.h"

#include <algorithm>

namespace lockleaf::ui {

void WindowParts::tellArrivals(const Arrivals& arrivals)
{
    tellSpill(arrivals.spill);
    tellInbox(arrivals.inbox);
}

/// Read, not only seen: somebody may look for that text.
void WindowParts::tellSpill(const SpillReport& report)
{
    if (std::ranges::find(report.saved, m_desk.openId()) != report.saved.end())
        m_desk.reload();
    QStringList sentences;
    if (!report.saved.empty())
        sentences << counted(
            static_cast<qint64>(report.saved.size()),
            tr("What was typed before the last lock and could not be saved then is in its note now. "
               "The text before it is in the note's versions."),
            tr("What was typed before the last lock and could not be saved then is in its %1 notes "
               "now. The texts before it are in their versions."));
    if (!report.beside.empty())
        sentences << counted(
            static_cast<qint64>(report.beside.size()),
            tr("A text that could not be saved before the last lock stands in a note of its own: the "
               "one that it belongs to is new, or was changed or deleted since."),
            tr("%1 texts that could not be saved before the last lock stand in notes of their own: "
               "those that they belong to are new, or were changed or deleted since."));
    if (report.kept > 0)
        sentences << tr(
            "Something that was kept at an earlier lock could not be read. It stays where it is, in the "
            "folder “spill” of Lockleaf's own files.");
    if (!sentences.isEmpty())
        whenNothingIsTold(
            [this, sentences] { openSheet(new VaultNoticeSheet(sentences, false, &m_window)); });
}

/// What was written while the vault was locked is shown by its tag; a person takes that off the notes that he
/// knows.
void WindowParts::tellInbox(const InboxReport& report)
{
    if (!report.added.empty())
        say(counted(static_cast<qint64>(report.added.size()),
                    tr("A note came that was written while the vault was locked."),
                    tr("%1 notes came that were written while the vault was locked.")),
            tr("Show"), [this] {
                Q_EMIT tagChosen(
                    QString::fromUtf8(capturedTag.data(), static_cast<qsizetype>(capturedTag.size())));
            });
    if (report.setAside)
        whenNothingIsTold([this] {
            openSheet(new VaultNoticeSheet({tr("Not all of the inbox, where notes wait that were written "
                                               "while the vault was locked, could be "
                                               "read. It is damaged, or somebody else has written to it."),
                                            tr("What could be read came into the vault. The rest is kept "
                                               "beside it, under a name that ends in "
                                               "“-inbox.aside” and a number.")},
                                           false, &m_window));
        });
}

} // namespace lockleaf::ui
