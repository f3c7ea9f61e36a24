// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/selfcheck/report_table.h"

#include <algorithm>
#include <sstream>

namespace lockleaf::app {

namespace {

constexpr std::size_t tableWidth = 80;
constexpr std::size_t whatWidth = 24;
constexpr std::size_t lookedWidth = 29;
constexpr std::size_t wordsWidth = tableWidth - whatWidth - lookedWidth - 4;

/// Characters, not octets: "…" is one.
std::size_t shownLength(const std::string& text)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

/// The octets of the first `width` characters.
std::size_t octetsOf(const std::string& text, std::size_t width)
{
    std::size_t at = 0;
    while (at < text.size() && width > 0) {
        ++at;
        while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80)
            ++at;
        --width;
    }
    return at;
}

std::string padded(const std::string& text, std::size_t width)
{
    return text + std::string(width - std::min(width, shownLength(text)), ' ');
}

std::string lineOf(const std::vector<std::string>& cell, std::size_t index)
{
    return index < cell.size() ? cell[index] : std::string{};
}

} // namespace

std::vector<std::string> wrapped(const std::string& words, std::size_t width)
{
    std::vector<std::string> lines{{}};
    std::istringstream stream(words);
    for (std::string word; stream >> word;) {
        std::string& line = lines.back();
        if (!line.empty() && shownLength(line) + 1 + shownLength(word) <= width) {
            line += ' ' + word;
            continue;
        }
        if (!line.empty())
            lines.emplace_back();
        while (shownLength(word) > width) {
            const std::size_t cut = octetsOf(word, width);
            lines.back() = word.substr(0, cut);
            lines.emplace_back();
            word.erase(0, cut);
        }
        lines.back() = word;
    }
    return lines;
}

std::string ReportTable::heading(const std::string& words)
{
    return '\n' + padded(words, whatWidth) + "  " + padded("looked at", lookedWidth) + "  found\n" +
           std::string(whatWidth, '-') + "  " + std::string(lookedWidth, '-') + "  " +
           std::string(wordsWidth, '-') + '\n';
}

std::string ReportTable::lines(const Row& row)
{
    const auto what = wrapped(row.what, whatWidth);
    const auto looked = wrapped(row.looked, lookedWidth);
    const auto words = wrapped(row.words, wordsWidth);
    std::string text;
    for (std::size_t i = 0; i < std::max({what.size(), looked.size(), words.size()}); ++i) {
        std::string line = padded(lineOf(what, i), whatWidth) + "  " +
                           padded(lineOf(looked, i), lookedWidth) + "  " + lineOf(words, i);
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + '\n';
    }
    constexpr std::size_t indent = 4;
    for (const std::string& detail : row.details) {
        for (const std::string& line : wrapped(detail, tableWidth - indent))
            text += std::string(indent, ' ') + line + '\n';
    }
    return text;
}

std::size_t ReportTable::count(Outcome outcome) const
{
    return static_cast<std::size_t>(
        std::ranges::count_if(m_rows, [outcome](const Row& row) { return row.outcome == outcome; }));
}

int ReportTable::exitCode() const
{
    if (count(Outcome::Found) > 0)
        return 1;
    return !m_gaveUp.empty() || count(Outcome::Unproven) > 0 || count(Outcome::Control) == 0 ? 2 : 0;
}

std::string ReportTable::summary(bool byRoot) const
{
    if (const std::size_t found = count(Outcome::Found); found > 0) {
        return "FOUND: after a lock something is there that must not be (" +
               countedWords(found, "1 row", "rows") +
               " above). Please report it, as SECURITY.md says; the words in it were invented for this "
               "check." +
               (m_gaveUp.empty() ? "" : " It was not carried through: " + m_gaveUp);
    }
    if (!m_gaveUp.empty())
        return "The check could not be carried through: " + m_gaveUp;
    if (exitCode() == 2)
        return "This cannot be judged: a control did not find what was put there to be found.";
    const std::size_t closed = count(Outcome::NotLooked);
    if (closed == 0)
        return "Nothing was left behind: the promise holds in all that was looked at.";
    return "Nothing was left behind in all that could be looked at; " +
           countedWords(closed, "1 row", "rows") + " could not be looked into." +
           (byRoot ? "" : " As root it looks there too: sudo lockleaf --self-check");
}

std::string countedWords(std::uint64_t count, const std::string& one, const std::string& many)
{
    if (count == 1)
        return one;
    std::string digits = std::to_string(count);
    for (std::ptrdiff_t at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
        digits.insert(static_cast<std::size_t>(at), ",");
    return digits + ' ' + many;
}

std::string sizeWords(std::uint64_t bytes)
{
    constexpr std::uint64_t kibi = 1024;
    if (bytes < kibi * kibi)
        return std::to_string((bytes + kibi - 1) / kibi) + " KiB";
    const std::uint64_t tenths = bytes * 10 / (kibi * kibi);
    const std::string whole = std::to_string(tenths / 10);
    return tenths >= 1000 ? whole + " MiB" : whole + '.' + std::to_string(tenths % 10) + " MiB";
}

} // namespace lockleaf::app
