// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"

#include "core/vault/note.h"
#include "ui/models/local_days.h"

#include <QDateTime>
#include <QString>

namespace lockleaf::ui {

/// The group of the list that a note stands in. Values compare equal for the same group; the order is that of
/// the list within one `now`.
struct NoteGroup
{
    enum class Kind { None, Pinned, Today, PreviousDays, Month, Letter };
    Kind kind = Kind::None;
    int month = 0;       ///< For Month: year × 12 + month − 1.
    char32_t letter = 0; ///< For Letter: what titles begin with; U'0' any digit, U'#' neither.

    bool operator==(const NoteGroup&) const = default;
};

/// The words for dates in the list and over the editor, in the person's language and local time.
namespace note_dates {

/// Pinned, today (and anything dated later), the seven days before, else the month.
[[nodiscard]] NoteGroup group(Timestamp modified, bool pinned, const QDateTime& now,
                              const LocalDays& days = LocalDays());
/// The group of `note` in a list of this order: by the date that the list is sorted by, or by the first
/// letter.
[[nodiscard]] NoteGroup groupIn(NoteOrder order, const NoteSummary& note, const QDateTime& now,
                                const LocalDays& days = LocalDays());
/// "Today", "May", "May 2024" for months of other years.
[[nodiscard]] QString groupLabel(NoteGroup group, const QDateTime& now);
/// "now", "10:42", "Yesterday", "Mon", "3 May", "3 May 2024".
[[nodiscard]] QString shortTime(Timestamp when, const QDateTime& now, const LocalDays& days = LocalDays());
/// "Just now", "Edited today, 10:42", "Edited yesterday, 10:42", "Edited 3 May 2024, 10:42".
[[nodiscard]] QString editedSentence(Timestamp when, const QDateTime& now);
/// "Today", "Yesterday", "3 May", "3 May 2024".
[[nodiscard]] QString dayName(Timestamp when, const QDateTime& now);
/// "10:42" or "10:42 AM", as the person's locale writes it.
[[nodiscard]] QString timeOfDay(const QTime& time);

} // namespace note_dates

} // namespace lockleaf::ui
