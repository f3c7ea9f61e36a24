// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/database.h"

#include <string>
#include <string_view>
#include <vector>

namespace lockleaf {

/// What the index holds of one note: tokens, each ended by tokenEnd. Taking a note out needs exactly what was
/// put in.
struct IndexedTokens
{
    std::string body;
    std::string title;
    std::string facets;
};

/// The full text index: two contentless FTS5 tables that hold words and their places, and no text.
///
/// `note_search` has bodies and titles word by word; `note_facet` has what a note is found by at once:
/// beginnings of its words, words of its title, tags, link targets. Both are keyed by *search rows*, which
/// follow the dates of the last edit, so that the newest notes come last (SearchRows). One thread.
///
/// Changes wait in memory until flush() writes them in the order of their rows: FTS5 would begin a segment
/// anew at each step back. Call it before the transaction ends in which the records were changed. Where a row
/// is taken out and put in again, as while somebody is typing, what stays is not written.
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
    /// Whether texts of this search row are in it: while it is being made anew, those up to where that has
    /// come.
    [[nodiscard]] bool holds(std::int64_t searchRow) const { return m_whole || searchRow <= m_reached; }
    [[nodiscard]] std::int64_t reached() const { return m_reached; }

    /// Writes at once where much is waiting. What the index does not hold yet it leaves out.
    [[nodiscard]] Result<void> add(std::int64_t searchRow, IndexedTokens tokens);
    [[nodiscard]] Result<void> remove(std::int64_t searchRow, IndexedTokens tokens);
    [[nodiscard]] Result<void> flush();
    /// Forgets what waits, and takes the state back to what is on the disk: after a transaction was rolled
    /// back.
    [[nodiscard]] Result<void> revert();

    /// Empties the tables; nothing is in the index from now on.
    [[nodiscard]] Result<void> beginRebuild();
    /// Goes on with a rebuild that was begun before by these rules; false: begin anew.
    [[nodiscard]] bool canResume() const { return !m_whole && m_rules == rulesVersion; }
    /// All texts up to `searchRow` are in it, or are being put into it; later ones are still to come.
    [[nodiscard]] Result<void> reach(std::int64_t searchRow);
    [[nodiscard]] Result<void> endRebuild();

    /// Merges some of what saves have left behind, about as many pages as given, into one segment where that
    /// is worth its writing (index_segments.h). True: there may be more. Within a transaction; to be called
    /// when nobody waits, since no save does it.
    [[nodiscard]] Result<bool> tidy(int pages);

private:
    /// A change that waits.
    struct Waiting
    {
        std::int64_t row;
        bool removes;
        IndexedTokens tokens;
        bool sameWords = false; ///< Nothing to do in note_search.
        bool sameFacets = false;
    };

    [[nodiscard]] Result<void> wait(std::int64_t row, bool removes, IndexedTokens tokens);
    static void leaveOutWhatStays(Waiting& removal, Waiting& addition);
    [[nodiscard]] Result<void> write(const Waiting& change);
    [[nodiscard]] Result<void> writeState();

    Database& m_database;
    std::int64_t m_reached = 0;
    bool m_whole = true;
    std::int64_t m_rules = rulesVersion;
    std::vector<Waiting> m_waiting;
    std::size_t m_waitingBytes = 0;
};

} // namespace lockleaf
