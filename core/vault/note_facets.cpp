// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/note_facets.h"

#include "core/crypto/keyed_hash.h"
#include "core/store/fts_tokenizer.h"
#include "core/store/search_tokens.h"
#include "core/vault/wiki_links.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <utility>

namespace lockleaf {

namespace {

/// The UTF-8 of up to three characters, padded with zeros, which no word holds.
using Beginning = std::array<char, 16>;
static_assert(std::tuple_size_v<Beginning> >= 4 * longestBeginning);

std::size_t hashOf(const Beginning& beginning)
{
    std::uint64_t hash = 0;
    for (const std::uint64_t half : std::bit_cast<std::array<std::uint64_t, 2>>(beginning))
        hash = (hash ^ half) * 0x9e3779b97f4a7c15U; // 2^64 divided by the golden ratio
    return hash ^ (hash >> 32U);
}

/// The beginnings met so far, in the order in which they were met.
class Beginnings
{
public:
    void add(std::string_view word)
    {
        if (insert(firstCharacters(word, longestBeginning))) // else the first one has been met with it
            insert(firstCharacters(word, 1));
    }

    [[nodiscard]] const std::vector<Beginning>& all() const { return m_all; }

private:
    /// False: it is there.
    bool insert(std::string_view text)
    {
        if (2 * m_all.size() >= m_slots.size())
            grow();
        Beginning beginning{};
        std::ranges::copy(text, beginning.begin());
        std::uint32_t& slot = slotOf(beginning);
        if (slot != 0)
            return false;
        m_all.push_back(beginning);
        slot = static_cast<std::uint32_t>(m_all.size());
        return true;
    }

    std::uint32_t& slotOf(const Beginning& beginning)
    {
        std::size_t at = hashOf(beginning) & (m_slots.size() - 1);
        while (m_slots[at] != 0 && m_all[m_slots[at] - 1] != beginning)
            at = (at + 1) & (m_slots.size() - 1);
        return m_slots[at];
    }

    void grow()
    {
        m_slots.assign(std::max<std::size_t>(2 * m_slots.size(), 64), 0);
        for (std::uint32_t i = 0; i < m_all.size(); ++i)
            slotOf(m_all[i]) = i + 1;
    }

    std::vector<Beginning> m_all;
    std::vector<std::uint32_t> m_slots; ///< Places in m_all plus one; a power of two of them.
};

/// Cuts `text` into `tokens`; `take` gets each.
template <class Take>
void cut(std::string_view text, std::string& tokens, const Take& take)
{
    TokenReader reader(text);
    SearchToken token;
    while (reader.next(token)) {
        tokens += token.text;
        tokens += tokenEnd;
        take(token);
    }
}

void appendBeginnings(std::string& facets, Facet kind, const Beginnings& beginnings)
{
    for (const Beginning& beginning : beginnings.all()) {
        facets += std::to_underlying(kind);
        facets.append(beginning.begin(), std::ranges::find(beginning, '\0'));
        facets += tokenEnd;
    }
}

void appendSorted(std::string& facets, std::vector<std::string> found)
{
    std::ranges::sort(found);
    found.erase(std::ranges::unique(found).begin(), found.end());
    for (const std::string& facet : found) {
        facets += facet;
        facets += tokenEnd;
    }
}

/// A tag with its words folded; what is between them becomes "/" where it was one, else "-".
std::string foldTag(std::string_view tag)
{
    std::string folded;
    std::size_t before = 0;
    TokenReader reader(tag);
    SearchToken token;
    while (reader.next(token)) {
        const std::string_view between = tag.substr(before, token.begin - std::min(before, token.begin));
        if (!folded.empty() && !between.empty())
            folded += between.find('/') != std::string_view::npos ? '/' : '-';
        folded += token.text;
        before = token.end;
    }
    return folded;
}

/// The tag and all above it.
void addTagFacets(std::vector<std::string>& facets, std::string_view tag)
{
    std::string facet = tagFacet(tag);
    for (std::size_t slash = facet.size(); !facet.empty() && slash != std::string::npos;
         slash = facet.rfind('/', slash - 1)) {
        facet.resize(slash);
        facets.push_back(facet);
    }
}

} // namespace

std::string pairFacet(std::string_view first, std::string_view second)
{
    return facetFor(Facet::TitlePair, first) + ' ' + std::string(second);
}

std::string facetFor(Facet kind, std::string_view folded)
{
    std::string facet(1, std::to_underlying(kind));
    facet += folded;
    return facet;
}

// Of the hash, since a title may be longer than a token can be.
std::string linkFacet(std::string_view title)
{
    const Hash256 hash = hash256({bytesOf(linkKey(title))});
    RecordId id;
    std::copy_n(hash.begin(), id.bytes.size(), id.bytes.begin());
    return facetFor(Facet::Link, id.toHex());
}

std::string tagFacet(std::string_view tag)
{
    const std::string folded = foldTag(tag);
    return folded.empty() ? std::string{} : facetFor(Facet::Tag, folded);
}

IndexedTokens indexedTokens(std::string_view body, std::string_view title,
                            const std::vector<std::string>& tags)
{
    IndexedTokens tokens;
    tokens.body.reserve(body.size() + body.size() / 8);
    Beginnings ofText;
    Beginnings ofTitle;
    std::vector<std::string> others;
    std::string before;
    cut(body, tokens.body, [&](const SearchToken& token) {
        if (!token.single)
            ofText.add(token.text);
    });
    cut(title, tokens.title, [&](const SearchToken& token) {
        if (!token.single) {
            ofText.add(token.text);
            ofTitle.add(token.text);
        }
        others.push_back(facetFor(Facet::TitleWord, token.text));
        if (!before.empty())
            others.push_back(pairFacet(before, token.text));
        before = token.text;
    });
    for (const std::string& tag : tags)
        addTagFacets(others, tag);
    for (const std::string& target : linkTargets(body))
        others.push_back(linkFacet(target));
    appendBeginnings(tokens.facets, Facet::WordBeginning, ofText);
    appendBeginnings(tokens.facets, Facet::TitleBeginning, ofTitle);
    appendSorted(tokens.facets, std::move(others));
    return tokens;
}

} // namespace lockleaf
