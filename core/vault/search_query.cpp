// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/search_query.h"

#include "core/store/search_tokens.h"

#include <algorithm>
#include <charconv>
#include <ctime>
#include <utility>

namespace lockleaf {

namespace {

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f' || c == '\0';
}

/// One part of a query as it was typed.
struct QueryPart
{
    bool excluded = false;
    std::string key;  ///< Before a colon; empty: none.
    std::string text; ///< Without its quotes.
    bool quoted = false;
    bool open = false;     ///< Nothing ends it: somebody may still be typing it.
    std::size_t begin = 0; ///< Where it stands in the query.
    std::size_t end = 0;
};

class QueryReader
{
public:
    explicit QueryReader(std::string_view query) : m_query(query) {}

    [[nodiscard]] std::optional<QueryPart> next()
    {
        while (m_at < m_query.size() && isSpace(m_query[m_at]))
            ++m_at;
        if (m_at >= m_query.size())
            return std::nullopt;
        QueryPart part;
        part.begin = m_at;
        if (m_query[m_at] == '-' && m_at + 1 < m_query.size() && !isSpace(m_query[m_at + 1])) {
            part.excluded = true;
            ++m_at;
        }
        readKey(part);
        readText(part);
        part.end = m_at;
        return part;
    }

private:
    void readKey(QueryPart& part)
    {
        std::size_t end = m_at;
        while (end < m_query.size() && m_query[end] >= 'a' && m_query[end] <= 'z')
            ++end;
        if (end == m_at || end >= m_query.size() || m_query[end] != ':')
            return;
        part.key = m_query.substr(m_at, end - m_at);
        m_at = end + 1;
    }

    void readText(QueryPart& part)
    {
        if (m_at < m_query.size() && m_query[m_at] == '"') {
            const std::size_t end = m_query.find('"', m_at + 1);
            part.quoted = true;
            part.open = end == std::string_view::npos;
            part.text = m_query.substr(m_at + 1, part.open ? end : end - m_at - 1);
            m_at = part.open ? m_query.size() : end + 1;
            return;
        }
        const std::size_t begin = m_at;
        while (m_at < m_query.size() && !isSpace(m_query[m_at]))
            ++m_at;
        part.text = m_query.substr(begin, m_at - begin);
        part.open = m_at == m_query.size();
    }

    std::string_view m_query;
    std::size_t m_at = 0;
};

Timestamp localTime(int year, int month, int day)
{
    std::tm date{};
    date.tm_year = year - 1900;
    date.tm_mon = month - 1;
    date.tm_mday = day;
    date.tm_isdst = -1;
    return Timestamp{std::mktime(&date)} * 1000;
}

struct DateSpan
{
    Timestamp begin;
    Timestamp end;
};

std::optional<int> number(std::string_view digits, std::size_t count, int least, int most)
{
    int value = 0;
    const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (digits.size() != count || code != std::errc{} || end != digits.data() + count || value < least ||
        value > most)
        return std::nullopt;
    return value;
}

std::optional<DateSpan> readDate(std::string_view text, Timestamp now)
{
    if (text == "today" || text == "yesterday") {
        const auto seconds = static_cast<std::time_t>(now / 1000);
        std::tm date{};
        localtime_r(&seconds, &date);
        const int day = date.tm_mday - (text == "yesterday" ? 1 : 0);
        return DateSpan{localTime(date.tm_year + 1900, date.tm_mon + 1, day),
                        localTime(date.tm_year + 1900, date.tm_mon + 1, day + 1)};
    }
    const auto year = number(text.substr(0, 4), 4, 1, 9999);
    if (!year)
        return std::nullopt;
    if (text.size() == 4)
        return DateSpan{localTime(*year, 1, 1), localTime(*year + 1, 1, 1)};
    const auto month = text[4] == '-' ? number(text.substr(5, 2), 2, 1, 12) : std::nullopt;
    if (!month)
        return std::nullopt;
    if (text.size() == 7)
        return DateSpan{localTime(*year, *month, 1), localTime(*year, *month + 1, 1)};
    const auto day = text[7] == '-' ? number(text.substr(8), 2, 1, 31) : std::nullopt;
    if (!day)
        return std::nullopt;
    return DateSpan{localTime(*year, *month, *day), localTime(*year, *month, *day + 1)};
}

bool takeDate(SearchQuery& query, const QueryPart& part, Timestamp now)
{
    if (part.excluded)
        return false;
    const bool created = part.key == "created";
    if (!created && part.key != "edited" && part.key != "before" && part.key != "after")
        return false;
    const auto span = readDate(part.text, now);
    if (!span)
        return false;
    Timestamp& from = created ? query.createdFrom : query.modifiedFrom;
    Timestamp& until = created ? query.createdBefore : query.modifiedBefore;
    if (part.key == "before")
        until = std::min(until, span->begin);
    else if (part.key == "after")
        from = std::max(from, span->end);
    else {
        from = std::max(from, span->begin);
        until = std::min(until, span->end);
    }
    return true;
}

bool takeMark(SearchQuery& query, const QueryPart& part)
{
    if (part.key != "is")
        return false;
    if (part.text == "task" || part.text == "tasks")
        query.openTasks = !part.excluded;
    else if (part.text == "pinned")
        query.pinned = !part.excluded;
    else if (part.text == "trashed")
        query.trash = !part.excluded;
    else
        return false;
    return true;
}

bool takeName(SearchQuery& query, const QueryPart& part)
{
    if (part.text.empty())
        return false;
    if (part.key == "tag") {
        const std::size_t mark = part.text.front() == '#' ? 1 : 0;
        query.tags.push_back({part.text.substr(mark), part.excluded});
    } else if (part.key == "in" && part.text == "trash" && !part.quoted) {
        query.trash = !part.excluded;
    } else if (part.key == "in") {
        query.notebooks.push_back({part.text, part.excluded});
    } else {
        return false;
    }
    return true;
}

bool hasToken(std::string_view text)
{
    TokenReader reader(text);
    SearchToken token;
    return reader.next(token);
}

void takeWords(SearchQuery& query, QueryPart part)
{
    if (!part.key.empty()) // no key of ours: a colon in a text
        part.text = part.key + (part.quoted ? ": " : ":") + part.text;
    else if (part.text == "AND" && !part.quoted && !part.excluded)
        return;
    if (hasToken(part.text))
        query.words.push_back({std::move(part.text), part.open && !part.excluded, part.excluded});
}

bool isOf(const QueryPart& part, QueryFacet facet)
{
    if (part.excluded)
        return false;
    SearchQuery taken;
    switch (facet) {
    case QueryFacet::Tag:
        return takeName(taken, part) && !taken.tags.empty();
    case QueryFacet::Notebook:
        return takeName(taken, part) && taken.tags.empty();
    case QueryFacet::Date:
        return takeDate(taken, part, 0);
    }
    return false;
}

} // namespace

std::string facetOf(std::string_view query, QueryFacet facet)
{
    std::string parts;
    QueryReader reader(query);
    while (const auto part = reader.next()) {
        if (!isOf(*part, facet))
            continue;
        parts += parts.empty() ? "" : " ";
        parts += query.substr(part->begin, part->end - part->begin);
    }
    return parts;
}

std::string withFacet(std::string_view query, QueryFacet facet, std::string_view part)
{
    std::string changed;
    std::size_t kept = 0; // of `query`, up to here
    bool placed = part.empty();
    QueryReader reader(query);
    while (const auto old = reader.next()) {
        if (!isOf(*old, facet))
            continue;
        changed += query.substr(kept, old->begin - kept);
        kept = old->end;
        if (!placed) {
            changed += part;
            placed = true;
        } else {
            while (kept < query.size() && isSpace(query[kept]))
                ++kept;
        }
    }
    changed += query.substr(kept);
    if (placed)
        return changed;
    return std::string(part) + ' ' + changed;
}

std::string namePart(std::string_view key, std::string_view name)
{
    const bool plain = !name.empty() && std::ranges::none_of(name, isSpace) && name.front() != '"';
    const bool trash = key == "in" && name == "trash"; // would mean another thing
    const std::string mark = plain && !trash ? "" : "\"";
    return std::string(key) + ':' + mark + std::string(name) + mark;
}

bool SearchQuery::isEmpty() const
{
    return words.empty() && tags.empty() && notebooks.empty() && !pinned && !openTasks && !trash &&
           modifiedFrom == INT64_MIN && modifiedBefore == INT64_MAX && createdFrom == INT64_MIN &&
           createdBefore == INT64_MAX && !nothingToFind;
}

Result<SearchQuery> parseSearchQuery(std::string_view query, Timestamp now)
{
    SearchQuery parsed;
    QueryReader reader(query);
    std::size_t parts = 0;
    while (auto part = reader.next()) {
        if (++parts > mostSearchParts)
            return fail(ErrorCode::QueryTooLong);
        if (!takeDate(parsed, *part, now) && !takeMark(parsed, *part) && !takeName(parsed, *part))
            takeWords(parsed, std::move(*part));
    }
    parsed.nothingToFind = parts > 0 && parsed.isEmpty();
    return parsed;
}

} // namespace lockleaf
