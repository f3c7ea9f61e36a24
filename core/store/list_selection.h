// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/tag_index.h"

namespace lockleaf {

/// The rows of `note_list` that a filter asks for, as SQL over the index that says all it needs.
class ListSelection
{
public:
    /// `rows`: how many are in the list, or in the trash where the filter asks for that. `wanted`: how many
    /// are to be read from the top; decides which way to rows of one tag is the shorter one.
    [[nodiscard]] static Result<ListSelection> of(const ListFilter& filter, TagIndex& tags,
                                                  std::uint64_t rows, std::uint64_t wanted);

    /// FROM and WHERE, with ?1, ?2 and ?9 for bind(); others are free.
    [[nodiscard]] const std::string& from() const { return m_from; }
    /// ORDER BY, in the filter's order.
    [[nodiscard]] std::string order() const;
    /// A SELECT of how many of them stand before a note, with ?3 what it is sorted by and ?4 its id.
    [[nodiscard]] std::string countBefore() const;
    void bind(Statement& statement) const;
    /// Whether a note of this summary is among them.
    [[nodiscard]] static bool matches(const ListFilter& filter, const NoteSummary& summary);

private:
    ListSelection() = default;

    std::string m_from;
    std::string m_column = "modified"; ///< What they are sorted by; by the id where that is equal.
    bool m_largerFirst = true;
    bool m_reversed = false;
    std::int64_t m_inTrash = 0;
    std::optional<RecordId> m_notebook;
    std::optional<std::int64_t> m_tag;
};

} // namespace lockleaf
