// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/front_matter.h"

#include "core/interchange/yaml_scalar.h"
#include "core/vault/note_title.h"

#include <algorithm>
#include <array>

namespace lockleaf {

namespace {

constexpr std::size_t longestBlock = std::size_t{64} * 1024;
constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";

/// Cuts the next line off `rest`, without its line end.
std::string_view takeLine(std::string_view& rest)
{
    const auto end = rest.find('\n');
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    return line;
}

std::string_view withoutTrailingBlanks(std::string_view line)
{
    const auto last = line.find_last_not_of(" \t");
    return last == std::string_view::npos ? std::string_view{} : line.substr(0, last + 1);
}

/// "Date Created", "date-created" and "dateCreated" are one key to people.
std::string foldedKey(std::string_view key)
{
    std::string folded;
    for (const char c : key) {
        if (c >= 'A' && c <= 'Z')
            folded += static_cast<char>(c - 'A' + 'a');
        else if (c != ' ' && c != '_' && c != '-' && c != '"' && c != '\'')
            folded += c;
    }
    return folded;
}

constexpr std::array createdKeys = {"created",     "date",         "createdat",
                                    "datecreated", "creationdate", "createddate"};
constexpr std::array modifiedKeys = {"modified",    "updated",     "lastmod",      "lastmodified",
                                     "updatedat",   "modifiedat",  "datemodified", "dateupdated",
                                     "lastupdated", "modifieddate"};

bool isOneOf(const std::string& key, const auto& keys)
{
    return std::ranges::find(keys, std::string_view{key}) != keys.end();
}

bool beginsBlockScalar(std::string_view value)
{
    return value == "|" || value == ">" || value == "|-" || value == ">-" || value == "|+" || value == ">+";
}

/// A title is one line whatever YAML says: runs of blanks and control characters become one space, and what
/// is longer than a title may be is cut.
std::string asOneLine(std::string_view text)
{
    std::string line;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool blank = byte <= 0x20 || byte == 0x7F;
        if (!blank)
            line += c;
        else if (!line.empty() && line.back() != ' ')
            line += ' ';
    }
    if (line.size() > longestTitle) {
        std::size_t end = longestTitle;
        while ((static_cast<unsigned char>(line[end]) & 0xC0) == 0x80) // not inside a character
            --end;
        line.resize(end);
    }
    if (line.ends_with(' '))
        line.pop_back();
    return line;
}

/// Whether a title may be stored as it stands.
bool isStorableTitle(std::string_view text)
{
    return text.size() <= longestTitle && std::ranges::none_of(text, [](char c) {
               return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
           });
}

class BlockReader
{
public:
    explicit BlockReader(FrontMatter& block) : m_block(block) {}

    void takeEntry(std::string_view line, std::string_view following)
    {
        const auto colon = line.find(':');
        const bool blankFollows =
            colon != std::string_view::npos &&
            (colon + 1 == line.size() || line[colon + 1] == ' ' || line[colon + 1] == '\t');
        if (!blankFollows || line.front() == ' ' || line.front() == '\t' || line.front() == '#' ||
            line.front() == '-')
            return;
        const std::string key = foldedKey(line.substr(0, colon));
        std::string_view value = withoutTrailingBlanks(line.substr(colon + 1));
        const auto first = value.find_first_not_of(" \t");
        value = first == std::string_view::npos ? std::string_view{} : value.substr(first);
        if (m_block.ours)
            takeOurs(key, value);
        takeCommon(key, beginsBlockScalar(value) ? indentedText(following) : std::string(value),
                   beginsBlockScalar(value));
    }

private:
    /// The indented lines at the beginning of `rest`, joined by spaces.
    static std::string indentedText(std::string_view rest)
    {
        std::string text;
        while (!rest.empty()) {
            const std::string_view line = takeLine(rest);
            if (!line.empty() && line.front() != ' ' && line.front() != '\t')
                break;
            text += ' ';
            text += line;
        }
        return text;
    }

    void takeCommon(const std::string& key, const std::string& value, bool isText)
    {
        if (key != "title" && !isOneOf(key, createdKeys) && !isOneOf(key, modifiedKeys))
            return;
        const auto scalar = isText ? std::optional<std::string>(value) : parseYamlScalar(value);
        if (!scalar)
            return;
        if (key == "title") // ours says it exactly as it was given, blanks and all
            m_block.title = m_block.ours && isStorableTitle(*scalar) ? *scalar : asOneLine(*scalar);
        else if (isOneOf(key, createdKeys))
            takeDate(m_block.created, *scalar);
        else
            takeDate(m_block.modified, *scalar);
    }

    static void takeDate(std::optional<Timestamp>& date, const std::string& text)
    {
        if (const auto parsed = parseDate(text); parsed && !date) // the first key that holds a date counts
            date = parsed;
    }

    void takeOurs(const std::string& key, std::string_view value)
    {
        if (key == "notebook")
            m_block.notebook = parseYamlScalar(value).value_or(std::string{});
        else if (key == "tags")
            m_block.tags = parseQuotedList(value).value_or(std::vector<std::string>{});
        else if (key == "targets")
            m_block.targets = parseQuotedList(value).value_or(std::vector<std::string>{});
        else if (key == "pinned")
            m_block.pinned = value == "true";
    }

    FrontMatter& m_block;
};

} // namespace

std::optional<FrontMatter> parseFrontMatter(std::string_view text)
{
    std::string_view rest = text.substr(0, longestBlock);
    if (rest.starts_with(byteOrderMark))
        rest.remove_prefix(byteOrderMark.size());
    if (withoutTrailingBlanks(takeLine(rest)) != "---")
        return std::nullopt;
    FrontMatter block;
    block.ours = rest.starts_with("lockleaf: 1\n") || rest.starts_with("lockleaf: 1\r\n");
    const std::size_t longest = block.ours ? longestOwnBlock : longestBlock;
    const auto begin = static_cast<std::size_t>(rest.data() - text.data());
    rest = text.substr(begin, longest - std::min(begin, longest));
    BlockReader reader(block);
    while (!rest.empty()) {
        const std::string_view line = takeLine(rest);
        if (rest.empty() && text.size() > longest)
            return std::nullopt; // that line was cut, whatever it seems to be
        const std::string_view mark = withoutTrailingBlanks(line);
        if (mark == "---" || (mark == "..." && !block.ours)) {
            const auto read = static_cast<std::size_t>(rest.data() - text.data());
            block.size = read;
            return block;
        }
        if (!line.empty())
            reader.takeEntry(line, rest);
    }
    return std::nullopt;
}

} // namespace lockleaf
