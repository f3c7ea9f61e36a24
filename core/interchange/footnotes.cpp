// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/footnotes.h"

#include "core/vault/markdown_lines.h"

#include <algorithm>

namespace lockleaf {

namespace {

constexpr std::size_t longestLabel = 100;
constexpr std::size_t mostIndent = 3; ///< More make code of a line.

/// The label at the beginning of `text`, which is `[^label]`; empty where there is none.
std::string_view labelAt(std::string_view text)
{
    if (!text.starts_with("[^"))
        return {};
    const std::size_t end = text.substr(0, longestLabel + 3).find_first_of("] \t\n[", 2);
    return end == std::string_view::npos || text[end] != ']' ? std::string_view{} : text.substr(2, end - 2);
}

std::string keyOf(std::string_view label)
{
    std::string key(label);
    std::ranges::transform(
        key, key.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return key;
}

std::size_t indentOf(std::string_view line)
{
    const std::size_t at = line.find_first_not_of(' ');
    return at == std::string_view::npos ? 0 : at;
}

bool isIndented(std::string_view line)
{
    return line.starts_with("  ") || line.starts_with('\t');
}

/// A line that goes on with a footnote, without its indent.
std::string_view unindented(std::string_view line)
{
    if (line.starts_with('\t'))
        return line.substr(1);
    return line.substr(std::min<std::size_t>(indentOf(line), 4));
}

} // namespace

Footnotes::Footnotes(std::string_view body)
{
    MarkdownLines lines(body);
    Note* open = nullptr;
    std::size_t kept = 0; // up to here all of `body` was decided on
    std::size_t blanks = 0;
    while (const auto line = lines.next()) {
        const auto begin = static_cast<std::size_t>(line->text.data() - body.data());
        const std::size_t end = std::min(body.size(), begin + line->text.size() + 1);
        const bool isNext = begin == kept + blanks;
        if (open && isNext && !line->code && trimmed(line->text).empty()) {
            blanks += end - begin;
            continue;
        }
        if (open && isNext && !line->code && isIndented(line->text)) {
            open->text.append(blanks == 0 ? 1 : 2, '\n').append(unindented(line->text));
            kept = end;
            blanks = 0;
            continue;
        }
        open = nullptr;
        blanks = 0;
        const std::size_t indent = indentOf(line->text);
        const std::string_view text = line->text.substr(indent);
        const std::string_view label = line->code || indent > mostIndent ? std::string_view{} : labelAt(text);
        const std::size_t behind = label.size() + 3;
        if (label.empty() || behind >= text.size() || text[behind] != ':')
            continue;
        const auto [note, isNew] = m_notes.try_emplace(keyOf(label));
        if (!isNew)
            continue; // the first one counts; the other stays to be seen
        note->second.text = trimmed(text.substr(behind + 1));
        m_rest.append(body.substr(kept, begin - kept)).append("\n");
        kept = end;
        open = &note->second;
    }
    m_rest.append(body.substr(std::min(kept, body.size())));
}

Footnotes::Note* Footnotes::mentioned(std::string_view text, std::size_t& size)
{
    const std::string_view label = labelAt(text);
    const auto note = label.empty() ? m_notes.end() : m_notes.find(keyOf(label));
    if (note == m_notes.end())
        return nullptr;
    size = label.size() + 3;
    return &note->second;
}

void Footnotes::mention(Note& note)
{
    ++note.references;
    if (note.number != 0)
        return;
    m_used.push_back(&note);
    note.number = m_used.size();
}

} // namespace lockleaf
