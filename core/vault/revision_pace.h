// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/base/clock.h"

#include <deque>
#include <optional>
#include <unordered_map>
#include <vector>

namespace lockleaf {

/// Versions are kept at most this often while a note is edited.
constexpr Timestamp revisionInterval = Timestamp{10} * 60 * 1000;

/// What is known of the notes edited since the opening, so that an ordinary save asks the database nothing
/// about versions: when the last version of each was kept, and whose present text is in none.
class RevisionPace
{
public:
    /// When a version was last kept (or the note made), as told before; nothing where that was not told.
    [[nodiscard]] std::optional<Timestamp> lastKept(const RecordId& note) const;
    /// A version was kept, or found to be there already.
    void noteKept(const RecordId& note, Timestamp when);
    void noteEdited(const RecordId& note);
    /// The present text is in a version, or the note is gone.
    void noteSettled(const RecordId& note);
    /// The notes edited last whose present text is in no version, the last one first; at most 64.
    [[nodiscard]] std::vector<RecordId> unsettled() const { return {m_edited.begin(), m_edited.end()}; }
    /// What was told may have been taken back.
    void forgetTimes() { m_kept.clear(); }

    /// Whether ten minutes have passed from `last` to `now`. A clock that was set back keeps one too many.
    [[nodiscard]] static bool isDue(Timestamp last, Timestamp now);

private:
    std::unordered_map<RecordId, Timestamp> m_kept;
    std::deque<RecordId> m_edited;
};

} // namespace lockleaf
