// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/search_excerpt.h"

#include "core/store/search_tokens.h"
#include "core/vault/note_title.h"

#include <algorithm>

namespace lockleaf {

namespace {

constexpr std::size_t longestExcerpt = 240;
constexpr std::size_t shownBefore = 60;    ///< Bytes shown before the first mark.
constexpr std::size_t closeTogether = 150; ///< Bytes in which marks count as one place.
constexpr std::size_t mostMarks = 4096;

struct WantedWord
{
    std::string text;
    bool prefix;
    bool single;
};

using WantedPhrase = std::vector<WantedWord>;

std::vector<WantedPhrase> phrasesOf(const SearchQuery& query)
{
    std::vector<WantedPhrase> phrases;
    for (const SearchWords& words : query.words) {
        if (words.excluded)
            continue;
        WantedPhrase phrase;
        TokenReader reader(words.text);
        SearchToken token;
        while (reader.next(token))
            phrase.push_back({std::string(token.text), false, token.single});
        if (phrase.empty())
            continue;
        phrase.back().prefix = words.prefix && !phrase.back().single;
        phrases.push_back(std::move(phrase));
    }
    return phrases;
}

bool matchesWord(const WantedWord& wanted, std::string_view token)
{
    return wanted.prefix ? token.starts_with(wanted.text) : token == wanted.text;
}

struct Mark
{
    TextRange range;
    std::size_t phrase;
};

/// How far one phrase has come: where each attempt began that may still succeed.
class PhraseFinder
{
public:
    explicit PhraseFinder(const WantedPhrase& phrase) : m_phrase(phrase), m_begins(phrase.size()) {}

    /// The phrase ends with this token.
    std::optional<TextRange> take(const SearchToken& token)
    {
        std::optional<TextRange> found;
        for (std::size_t i = m_phrase.size(); i-- > 0;) {
            const bool reached = i == 0 || m_begins[i - 1].has_value();
            const bool matches = reached && matchesWord(m_phrase[i], token.text);
            const std::size_t begin = i == 0 ? token.begin : m_begins[i - 1].value_or(0);
            m_begins[i] = matches ? std::optional{begin} : std::nullopt;
            if (matches && i + 1 == m_phrase.size())
                found = TextRange{begin, token.end};
        }
        return found;
    }

private:
    const WantedPhrase& m_phrase;
    std::vector<std::optional<std::size_t>> m_begins;
};

std::vector<Mark> findMarks(std::string_view text, const std::vector<WantedPhrase>& phrases)
{
    std::vector<PhraseFinder> finders(phrases.begin(), phrases.end());
    std::vector<Mark> marks;
    TokenReader reader(text);
    SearchToken token;
    while (reader.next(token) && marks.size() < mostMarks)
        for (std::size_t i = 0; i < finders.size(); ++i)
            if (const auto range = finders[i].take(token))
                marks.push_back({*range, i});
    return marks;
}

std::vector<TextRange> joined(const std::vector<Mark>& marks)
{
    std::vector<TextRange> ranges;
    ranges.reserve(marks.size());
    for (const Mark& mark : marks)
        ranges.push_back(mark.range);
    std::ranges::sort(ranges, {}, &TextRange::begin);
    std::vector<TextRange> apart;
    for (const TextRange& range : ranges) {
        if (!apart.empty() && range.begin <= apart.back().end)
            apart.back().end = std::max(apart.back().end, range.end);
        else
            apart.push_back(range);
    }
    return apart;
}

/// The mark at which the place with the most different phrases begins; the first of those.
std::size_t bestPlace(const std::vector<Mark>& marks, std::size_t phrases)
{
    std::vector<std::size_t> inside(phrases, 0);
    std::size_t different = 0;
    std::size_t most = 0;
    std::size_t best = 0;
    std::size_t end = 0;
    for (std::size_t begin = 0; begin < marks.size(); ++begin) {
        while (end < marks.size() && marks[end].range.end <= marks[begin].range.begin + closeTogether) {
            if (inside[marks[end].phrase]++ == 0)
                ++different;
            ++end;
        }
        if (different > most) {
            most = different;
            best = begin;
        }
        if (end == begin) // it alone is longer than a place
            end = begin + 1;
        else if (--inside[marks[begin].phrase] == 0)
            --different;
    }
    return best;
}

/// The place of a whole character at or before `at`.
std::size_t characterStart(std::string_view text, std::size_t at)
{
    while (at > 0 && at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0U) == 0x80U)
        --at;
    return at;
}

/// Where the excerpt begins: at the start of the line or of a word, not far before `mark`.
std::size_t excerptStart(std::string_view body, std::size_t mark)
{
    const std::size_t newline = mark == 0 ? std::string_view::npos : body.rfind('\n', mark - 1);
    const std::size_t line = newline == std::string_view::npos ? 0 : newline + 1;
    if (mark - line <= shownBefore)
        return line;
    const std::size_t earliest = characterStart(body, mark - shownBefore);
    const std::size_t space = body.find(' ', earliest);
    return space < mark ? space + 1 : earliest;
}

std::string excerptText(std::string_view body, std::size_t start)
{
    std::string text = start > 0 ? "…" : "";
    while (start < body.size() && text.size() < longestExcerpt) {
        const std::size_t end = std::min(body.find('\n', start), body.size());
        const std::string line = plainLine(body.substr(start, end - start), longestExcerpt - text.size());
        if (!line.empty()) {
            if (!text.empty() && text != "…")
                text += ' ';
            text += line;
        }
        start = end + 1;
    }
    text.resize(characterStart(text, std::min(text.size(), longestExcerpt)));
    return text;
}

} // namespace

std::vector<TextRange> findWords(std::string_view text, const SearchQuery& query)
{
    return joined(findMarks(text, phrasesOf(query)));
}

bool hasAllWords(std::string_view text, const SearchQuery& query)
{
    const std::vector<WantedPhrase> phrases = phrasesOf(query);
    std::vector<bool> met(phrases.size());
    for (const Mark& mark : findMarks(text, phrases))
        met[mark.phrase] = true;
    return std::ranges::find(met, false) == met.end();
}

WordCounts countWords(std::string_view text, const SearchQuery& query)
{
    const std::vector<WantedPhrase> phrases = phrasesOf(query);
    std::vector<PhraseFinder> finders(phrases.begin(), phrases.end());
    WordCounts counts{std::vector<std::size_t>(phrases.size()), 0};
    TokenReader reader(text);
    SearchToken token;
    std::size_t met = 0;
    while (met < mostMarks && reader.next(token)) {
        ++counts.tokens;
        for (std::size_t i = 0; i < finders.size(); ++i)
            if (finders[i].take(token)) {
                ++counts.phrases[i];
                ++met;
            }
    }
    return counts;
}

SearchExcerpt makeExcerpt(std::string_view title, std::string_view body, const SearchQuery& query)
{
    const std::vector<WantedPhrase> phrases = phrasesOf(query);
    SearchExcerpt excerpt;
    excerpt.title = title;
    excerpt.titleMarks = joined(findMarks(title, phrases));
    std::vector<Mark> marks = findMarks(body, phrases);
    std::ranges::sort(marks, {}, [](const Mark& mark) { return mark.range.begin; });
    // The title is shown above it already.
    const std::size_t titleEnd = [&]() -> std::size_t {
        std::size_t start = 0;
        while (start < body.size()) {
            const std::size_t end = std::min(body.find('\n', start), body.size());
            const std::string line = plainLine(body.substr(start, end - start), longestTitle);
            if (!line.empty())
                return line == title ? end : 0;
            start = end + 1;
        }
        return 0;
    }();
    std::erase_if(marks, [&](const Mark& mark) { return mark.range.begin < titleEnd; });
    if (marks.empty())
        return excerpt;
    const std::size_t place = marks[bestPlace(marks, phrases.size())].range.begin;
    excerpt.text = excerptText(body, std::max(excerptStart(body, place), titleEnd));
    excerpt.textMarks = joined(findMarks(excerpt.text, phrases));
    return excerpt;
}

} // namespace lockleaf
