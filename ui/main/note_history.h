// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace lockleaf::ui {

/// Which notes were on the desk, and where in them the person was: the way back and forth, and what was
/// opened last. In memory only. A value.
class NoteHistory
{
public:
    struct Place
    {
        RecordId note;
        int caret = 0;  ///< UTF-16 units.
        int scroll = 0; ///< Pixels.
    };

    /// `note` came on the desk. Where it is what next() gave, one is there now; any other ends the way
    /// forward.
    void visit(RecordId note);
    /// Remembers where the person was in a note that leaves the desk.
    void leave(const Place& place);
    [[nodiscard]] bool canGo(bool forward) const;
    /// The next place on the way; one stays where one is until its note is visited.
    [[nodiscard]] std::optional<Place> next(bool forward);
    /// Where the person last was in `note`; its beginning where that is not known.
    [[nodiscard]] Place placeOf(RecordId note) const;
    /// Notes in the order in which they were last on the desk, the last one first; each once.
    [[nodiscard]] const std::vector<RecordId>& recent() const { return m_recent; }
    /// The note is in the trash, or gone.
    void forget(RecordId note);
    void clear();

private:
    void append(RecordId note);

    std::vector<Place> m_way;
    std::size_t m_at = 0; ///< Where on the way one is.
    std::optional<std::size_t> m_next;
    std::vector<RecordId> m_recent;
};

} // namespace lockleaf::ui
