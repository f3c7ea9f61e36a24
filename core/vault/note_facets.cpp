// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/note_facets.h"

#include "core/store/fts_tokenizer.h"
#include "core/store/search_tokens.h"
#include "core/vault/wiki_links.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <utf8proc.h>
#include <utility>

namespace lockleaf {

namespace {

/// Up to four characters, padded with zeros.
using Beginning = std::array<char32_t, longestBeginning>;

std::size_t hashOf(const Beginning& beginning)
{
    std::uint64_t hash = 0;
    for (const char32_t code : beginning) // multiplied by 2^64 divided by the golden ratio
        hash = (hash ^ code) * 0x9e3779b97f4a7c15U;
    return hash ^ (hash >> 32U);
}

char32_t readCharacter(std::string_view text, std::size_t& at)
{
    utf8proc_int32_t code = 0;
    const auto size = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + at,
                                       static_cast<utf8proc_ssize_t>(text.size() - at), &code);
    at += size > 0 ? static_cast<std::size_t>(size) : 1;
    return size > 0 ? static_cast<char32_t>(code) : 0xfffd;
}

/// The beginnings met so far; most words have been met before.
class Beginnings
{
public:
    void add(std::string_view word)
    {
        Beginning beginning{};
        std::size_t at = 0;
        for (std::size_t i = 0; i < longestBeginning && at < word.size(); ++i) {
            beginning.at(i) = readCharacter(word, at);
            insert(beginning);
        }
    }

    /// All of them, in ascending order.
    [[nodiscard]] std::vector<Beginning> sorted() const
    {
        std::vector<Beginning> all;
        std::ranges::copy_if(m_slots, std::back_inserter(all), isTaken);
        std::ranges::sort(all);
        return all;
    }

private:
    static bool isTaken(const Beginning& slot) { return slot.front() != 0; }

    void insert(const Beginning& beginning)
    {
        if (2 * m_count >= m_slots.size())
            grow();
        std::size_t at = hashOf(beginning) & (m_slots.size() - 1);
        while (isTaken(m_slots[at]) && m_slots[at] != beginning)
            at = (at + 1) & (m_slots.size() - 1);
        m_count += isTaken(m_slots[at]) ? 0U : 1U;
        m_slots[at] = beginning;
    }

    void grow()
    {
        std::vector<Beginning> before(2 * m_slots.size());
        before.swap(m_slots);
        m_count = 0;
        for (const Beginning& beginning : before)
            if (isTaken(beginning))
                insert(beginning);
    }

    std::vector<Beginning> m_slots = std::vector<Beginning>(1024); ///< A power of two.
    std::size_t m_count = 0;
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
    for (const Beginning& beginning : beginnings.sorted()) {
        facets += std::to_underlying(kind);
        for (const char32_t code : beginning) {
            if (code == 0)
                break;
            std::array<utf8proc_uint8_t, 4> bytes{};
            const auto size = utf8proc_encode_char(static_cast<utf8proc_int32_t>(code), bytes.data());
            facets.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(size));
        }
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
