// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/search_plan.h"

#include "core/store/row_stream.h"
#include "core/store/search_tokens.h"
#include "core/vault/note_facets.h"
#include "core/vault/wiki_links.h"

#include <algorithm>
#include <map>
#include <span>

namespace lockleaf {

namespace {

struct WordTokens
{
    std::vector<std::string> tokens;
    bool lastIsSingle = false;
};

WordTokens tokensOf(std::string_view text)
{
    WordTokens words;
    TokenReader reader(text);
    SearchToken token;
    while (reader.next(token)) {
        words.tokens.emplace_back(token.text);
        words.lastIsSingle = token.single;
    }
    return words;
}

void join(std::string& expression, const char* word, std::string_view part)
{
    if (!expression.empty())
        expression += word;
    expression += part;
}

std::size_t charactersOf(std::string_view text)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; }));
}

std::string quotedFacet(const std::string& facet)
{
    return phraseOf(std::span(&facet, 1));
}

/// That the tokens stand one after the other in the title, as far as facets say it.
Result<void> planTitle(SearchPlan& plan, const std::vector<std::string>& tokens, bool goesOn,
                       IndexTerms& terms)
{
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const bool last = i + 1 == tokens.size();
        if (i == 0 && !last)
            continue; // the pair with the next one says it
        const std::string facet =
            i == 0 ? facetFor(Facet::TitleWord, tokens[i]) : pairFacet(tokens[i - 1], tokens[i]);
        std::string rows = quotedFacet(facet);
        if (goesOn && last) {
            LOCKLEAF_TRY(rows, terms.rowsBeginningWith(SearchTable::Facets, facet));
        }
        join(plan.titleFacets, " AND ", rows);
    }
    if (tokens.size() > 2) // the pairs might stand apart
        plan.checksTitle = true;
    return {};
}

/// The rows with a facet of this kind for the beginning of a word.
Result<std::string> rowsWithBeginning(Facet kind, const std::string& beginning, IndexTerms& terms)
{
    const std::string facet = facetFor(kind, beginning);
    if (isFacetLength(charactersOf(beginning)))
        return quotedFacet(facet);
    return terms.rowsBeginningWith(SearchTable::Facets, facet);
}

Result<void> planWords(SearchPlan& plan, const SearchWords& words, IndexTerms& terms)
{
    const WordTokens parts = tokensOf(words.text);
    if (parts.tokens.empty())
        return {};
    const bool prefix = words.prefix && !parts.lastIsSingle;
    const bool alone = parts.tokens.size() == 1;
    const std::string& word = parts.tokens.back();
    if (prefix && alone && !words.excluded && charactersOf(word) <= longestBeginning) {
        LOCKLEAF_TRY(const std::string rows, rowsWithBeginning(Facet::WordBeginning, word, terms));
        LOCKLEAF_TRY(const std::string titles, rowsWithBeginning(Facet::TitleBeginning, word, terms));
        join(plan.facets, " AND ", rows);
        join(plan.titleFacets, " AND ", titles);
        return {};
    }
    std::string rows = phraseOf(parts.tokens) + (prefix ? " *" : "");
    if (prefix && alone) {
        LOCKLEAF_TRY(rows, terms.rowsBeginningWith(SearchTable::Text, word));
    }
    join(words.excluded ? plan.textExcluded : plan.text, words.excluded ? " OR " : " AND ", rows);
    return words.excluded ? Result<void>{} : planTitle(plan, parts.tokens, prefix, terms);
}

void planTag(SearchPlan& plan, const SearchName& tag)
{
    const std::string facet = tagFacet(tag.name);
    if (facet.empty()) {
        plan.nothing = plan.nothing || !tag.excluded;
        return;
    }
    if (tag.excluded) {
        join(plan.facetsExcluded, " OR ", quotedFacet(facet));
        return;
    }
    join(plan.facets, " AND ", quotedFacet(facet));
    join(plan.tagFacets, " AND ", quotedFacet(facet));
}

/// A name folded as words are, so that "in:travel" finds "Travel".
std::string foldedName(std::string_view name)
{
    std::string folded;
    for (const std::string& token : tokensOf(name).tokens)
        folded += token + ' ';
    return folded;
}

/// The notebooks that a path ends at, as people write it: "Work/Meetings", or "Meetings" for any of that
/// name.
std::set<RecordId> notebooksNamed(std::string_view path, const std::vector<Notebook>& notebooks)
{
    std::set<RecordId> found;
    const std::size_t slash = path.rfind('/');
    const std::string last = foldedName(path.substr(slash == std::string_view::npos ? 0 : slash + 1));
    std::set<RecordId> parents;
    if (slash != std::string_view::npos)
        parents = notebooksNamed(path.substr(0, slash), notebooks);
    for (const Notebook& notebook : notebooks)
        if (!last.empty() && foldedName(notebook.name) == last &&
            (slash == std::string_view::npos || parents.contains(notebook.parent)))
            found.insert(notebook.id);
    return found;
}

void planNotebook(SearchPlan& plan, const SearchName& name, const std::vector<Notebook>& notebooks)
{
    // A path of hundreds of levels is longer than any that exists.
    if (std::ranges::count(name.name, '/') > 64) {
        plan.nothing = plan.nothing || !name.excluded;
        return;
    }
    std::set<RecordId> ids = notebooksNamed(name.name, notebooks);
    addDescendants(ids, notebooks);
    if (name.excluded) {
        plan.notebooksExcluded.merge(ids);
        return;
    }
    if (plan.notebooks)
        std::erase_if(ids, [&](const RecordId& id) { return !plan.notebooks->contains(id); });
    plan.notebooks = std::move(ids);
    plan.nothing = plan.nothing || plan.notebooks->empty();
}

} // namespace

void addDescendants(std::set<RecordId>& ids, const std::vector<Notebook>& notebooks)
{
    std::multimap<RecordId, RecordId> children;
    for (const Notebook& notebook : notebooks)
        children.emplace(notebook.parent, notebook.id);
    std::vector<RecordId> open(ids.begin(), ids.end());
    while (!open.empty()) {
        const auto [first, last] = children.equal_range(open.back());
        open.pop_back();
        for (auto child = first; child != last; ++child)
            if (ids.insert(child->second).second)
                open.push_back(child->second);
    }
}

bool SearchPlan::admits(const CatalogEntry& entry) const
{
    return !entry.gone && entry.trashed == trash && (!marks.pinned || *marks.pinned == entry.pinned) &&
           (!marks.openTasks || *marks.openTasks == entry.openTasks) &&
           entry.modified >= marks.modifiedFrom && entry.modified < marks.modifiedBefore &&
           entry.created >= marks.createdFrom && entry.created < marks.createdBefore &&
           (!notebooks || notebooks->contains(entry.notebook)) && !notebooksExcluded.contains(entry.notebook);
}

Result<SearchPlan> planSearch(const SearchQuery& query, const std::vector<Notebook>& notebooks,
                              IndexTerms& terms)
{
    SearchPlan plan;
    plan.marks = query;
    plan.trash = query.trash.value_or(false);
    plan.nothing = query.nothingToFind;
    for (const SearchWords& words : query.words)
        LOCKLEAF_CHECK(planWords(plan, words, terms));
    for (const SearchName& tag : query.tags)
        planTag(plan, tag);
    for (const SearchName& name : query.notebooks)
        planNotebook(plan, name, notebooks);
    return plan;
}

SearchPlan planLinks(std::string_view title)
{
    SearchPlan plan;
    plan.nothing = linkKey(title).empty();
    plan.facets = quotedFacet(linkFacet(title));
    return plan;
}

} // namespace lockleaf
