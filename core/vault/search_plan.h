// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/index_terms.h"
#include "core/store/note_catalog.h"
#include "core/vault/note.h"
#include "core/vault/search_query.h"

#include <set>
#include <string>

namespace lockleaf {

/// A query as the index is asked: one expression for each table, and what the catalogue answers by itself.
/// Empty expressions ask for nothing.
struct SearchPlan
{
    std::string text;         ///< Of `note_search`: all that must be there.
    std::string textExcluded; ///< Of `note_search`: none of it may be there.
    std::string facets;       ///< Of `note_facet`: all that must be there.
    std::string facetsExcluded;
    std::string
        titleFacets; ///< Of `note_facet`: that all words stand in the title. Empty: no word is asked for.
    bool checksTitle = false;                    ///< Facets do not say all of the title: it has to be read.
    std::string tagFacets;                       ///< The tags alone, in addition to `titleFacets`.
    std::optional<std::set<RecordId>> notebooks; ///< One of these.
    std::set<RecordId> notebooksExcluded;
    SearchQuery marks; ///< Its dates and marks.
    bool trash = false;
    bool nothing = false; ///< Cannot find anything.

    /// Whether the note is one that this asks for, as far as the catalogue knows.
    [[nodiscard]] bool admits(const CatalogEntry& entry) const;
};

/// The plan of `query`. `notebooks` are all there are: a name means the notebook of that path and those below
/// it; one that does not exist finds nothing. It holds for the index as it is: `terms` say what words go on.
/// Errors: Damaged.
[[nodiscard]] Result<SearchPlan> planSearch(const SearchQuery& query, const std::vector<Notebook>& notebooks,
                                            IndexTerms& terms);

/// Adds all that are below those in `ids`.
void addDescendants(std::set<RecordId>& ids, const std::vector<Notebook>& notebooks);

/// The plan that finds the living notes with a link to `title`.
[[nodiscard]] SearchPlan planLinks(std::string_view title);

} // namespace lockleaf
