// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/note_finder.h"

#include <span>

namespace lockleaf::ui {

/// The hits that are marked in a text, which follow it while it changes. GUI thread only.
class HitMarks
{
public:
    void set(std::vector<FoundRange> hits);
    /// After a change of the text at `position`: hits that it touched are gone, those behind it move.
    void adjust(int position, int removed, int added);

    [[nodiscard]] int count() const { return static_cast<int>(m_hits.size()); }
    [[nodiscard]] const FoundRange& at(int index) const { return m_hits[static_cast<std::size_t>(index)]; }
    /// The hit that one has come to; -1: none.
    [[nodiscard]] int present() const { return m_present; }
    void setPresent(int index) { m_present = index; }

    /// The first hit that begins at `position` or behind it; -1 if there is none.
    [[nodiscard]] int firstFrom(int position) const;
    /// The last hit that begins before `position`; -1 if there is none.
    [[nodiscard]] int lastBefore(int position) const;
    /// The hit that is exactly this; -1 if none is.
    [[nodiscard]] int indexOf(const FoundRange& range) const;
    /// The hits of which a part lies in [start, end]; the first one's index is told, too.
    [[nodiscard]] std::span<const FoundRange> within(int start, int end, int* first = nullptr) const;

private:
    std::vector<FoundRange> m_hits;
    int m_present = -1;
};

} // namespace lockleaf::ui
