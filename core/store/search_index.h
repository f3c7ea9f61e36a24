// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/database.h"

#include <string_view>

namespace lockleaf {

/// What the index holds of one note. Taking a note out needs exactly what was put in.
struct IndexedText
{
    std::string_view body;
    std::string_view title;
    std::string_view facets; ///< Each ended by facetEnd (note_facets.h).
};

/// The full text index: two contentless FTS5 tables that hold words and their places, and no text.
///
/// `note_search` has bodies and titles word by word; `note_facet` has what a note is found by at once:
/// beginnings of its words, words of its title, tags, link targets. Both are keyed by *search rows*: numbers
/// that grow with every text that is stored, so that the newest come last. Changes happen within a
/// transaction of the store, together with the records. One thread.
class SearchIndex
{
public:
    /// The rules by which texts become tokens and facets. An index made by other rules is made anew.
    static constexpr std::int64_t rulesVersion = 1;

    /// `database` must outlive the index, with the tokenizers registered.
    explicit SearchIndex(Database& database) : m_database(database) {}

    /// The tables, in an empty database.
    [[nodiscard]] static Result<void> create(Database& database);
    /// Reads how far the index goes. Errors: Damaged.
    [[nodiscard]] Result<void> load();

    /// Whether all notes are in it: false while it is being made anew, and where it was made by other rules.
    [[nodiscard]] bool isWhole() const { return m_whole; }
    /// Whether the text of `searchRow` is in it.
    [[nodiscard]] bool holds(std::int64_t searchRow) const { return searchRow > m_base; }

    [[nodiscard]] Result<void> add(std::int64_t searchRow, const IndexedText& text);
    [[nodiscard]] Result<void> remove(std::int64_t searchRow, const IndexedText& text);

    /// Empties the tables; what has a search row up to `base` is no longer in it.
    [[nodiscard]] Result<void> beginRebuild(std::int64_t base);
    [[nodiscard]] Result<void> endRebuild();
    /// Takes the state back to what is on the disk, after a transaction that was rolled back.
    [[nodiscard]] Result<void> reload() { return load(); }

    /// Merges some of what saves have left behind, about as many pages as given. True: there may be more.
    /// Within a transaction; to be called when nobody waits, since no save does it.
    [[nodiscard]] Result<bool> tidy(int pages);

private:
    [[nodiscard]] Result<void> writeState();

    Database& m_database;
    std::int64_t m_base = 0;
    bool m_whole = true;
    std::int64_t m_rules = rulesVersion;
};

} // namespace lockleaf
