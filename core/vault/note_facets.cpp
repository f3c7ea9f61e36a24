// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/note_facets.h"

#include "core/store/fts_tokenizers.h"
#include "core/store/search_tokens.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utf8proc.h>
#include <utility>

namespace lockleaf {

namespace {

/// Up to three characters in one number, the first in the highest bits: sorts and compares fast.
using Beginning = std::uint64_t;
constexpr unsigned bitsPerCharacter = 21;

char32_t characterAt(std::string_view text, std::size_t& at)
{
    utf8proc_int32_t code = 0;
    const auto size = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + at,
                                       static_cast<utf8proc_ssize_t>(text.size() - at), &code);
    at += size > 0 ? static_cast<std::size_t>(size) : 1;
    return size > 0 ? static_cast<char32_t>(code) : 0xfffd;
}

void addBeginnings(std::vector<Beginning>& beginnings, std::string_view word)
{
    Beginning packed = 0;
    std::size_t at = 0;
    for (std::size_t i = 0; i < longestBeginning && at < word.size(); ++i) {
        const char32_t code = characterAt(word, at);
        packed |= Beginning{code} << (bitsPerCharacter * (longestBeginning - 1 - i));
        beginnings.push_back(packed);
    }
}

void collectBeginnings(std::vector<Beginning>& beginnings, std::string_view text)
{
    TokenReader reader(text);
    SearchToken token;
    while (reader.next(token))
        if (!token.single)
            addBeginnings(beginnings, token.text);
    if (beginnings.size() > 4096) { // a long text: not all of it at once
        std::ranges::sort(beginnings);
        beginnings.erase(std::ranges::unique(beginnings).begin(), beginnings.end());
    }
}

void appendBeginnings(std::string& facets, Facet kind, std::vector<Beginning>& beginnings)
{
    std::ranges::sort(beginnings);
    beginnings.erase(std::ranges::unique(beginnings).begin(), beginnings.end());
    for (const Beginning packed : beginnings) {
        facets += std::to_underlying(kind);
        for (std::size_t i = 0; i < longestBeginning; ++i) {
            const auto code = static_cast<utf8proc_int32_t>(
                (packed >> (bitsPerCharacter * (longestBeginning - 1 - i))) & ((1U << bitsPerCharacter) - 1));
            if (code == 0)
                break;
            std::array<utf8proc_uint8_t, 4> bytes{};
            const auto size = utf8proc_encode_char(code, bytes.data());
            facets.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(size));
        }
        facets += facetEnd;
    }
}

void appendSorted(std::string& facets, std::vector<std::string> found)
{
    std::ranges::sort(found);
    found.erase(std::ranges::unique(found).begin(), found.end());
    for (const std::string& facet : found) {
        facets += facet;
        facets += facetEnd;
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

} // namespace

std::string facetFor(Facet kind, std::string_view folded)
{
    std::string facet(1, std::to_underlying(kind));
    facet += folded;
    return facet;
}

std::string tagFacet(std::string_view tag)
{
    const std::string folded = foldTag(tag);
    return folded.empty() ? std::string{} : facetFor(Facet::Tag, folded);
}

std::string noteFacets(std::string_view body, std::string_view title, const std::vector<std::string>& tags)
{
    std::string facets;
    std::vector<Beginning> beginnings;
    collectBeginnings(beginnings, body);
    collectBeginnings(beginnings, title);
    appendBeginnings(facets, Facet::WordBeginning, beginnings);
    beginnings.clear();
    collectBeginnings(beginnings, title);
    appendBeginnings(facets, Facet::TitleBeginning, beginnings);

    std::vector<std::string> others;
    TokenReader reader(title);
    SearchToken token;
    while (reader.next(token))
        others.push_back(facetFor(Facet::TitleWord, token.text));
    for (const std::string& tag : tags) {
        std::string facet = tagFacet(tag);
        for (std::size_t slash = facet.size(); !facet.empty() && slash != std::string::npos;
             slash = facet.rfind('/', slash - 1)) {
            facet.resize(slash);
            others.push_back(facet);
        }
    }
    appendSorted(facets, std::move(others));
    return facets;
}

} // namespace lockleaf
