// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/joplin_item.h"

#include "core/interchange/front_matter.h"

#include <algorithm>
#include <vector>

namespace lockleaf {

namespace {

constexpr std::size_t idDigits = 32;
constexpr std::size_t mostProperties = 256; // Joplin writes about forty
constexpr std::size_t longestHeading = 256;

std::string_view withoutBlanks(std::string_view text)
{
    constexpr std::string_view blanks = " \t\r";
    const std::size_t begin = std::min(text.find_first_not_of(blanks), text.size());
    text.remove_prefix(begin);
    return text.substr(0, text.find_last_not_of(blanks) + 1);
}

/// `\n` and `\r` stand for line ends; `\\n` and `\\r` for a backslash and the letter.
std::string unescaped(std::string_view text)
{
    std::string plain;
    plain.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::string_view rest = text.substr(i);
        if (rest.starts_with("\\\\n") || rest.starts_with("\\\\r")) {
            plain += rest.substr(1, 2);
            i += 2;
        } else if (rest.starts_with("\\n") || rest.starts_with("\\r")) {
            plain += rest[1] == 'n' ? '\n' : '\r';
            ++i;
        } else {
            plain += text[i];
        }
    }
    return plain;
}

bool isHexDigit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

std::optional<JoplinId> parseId(std::string_view digits)
{
    if (digits.size() != idDigits || !std::ranges::all_of(digits, isHexDigit))
        return std::nullopt;
    return JoplinId::fromHex(std::string(digits));
}

} // namespace

std::string JoplinItem::property(std::string_view name) const
{
    const auto found = properties.find(name);
    return found == properties.end() ? std::string{} : found->second;
}

JoplinId JoplinItem::idProperty(std::string_view name) const
{
    return parseId(property(name)).value_or(JoplinId{});
}

JoplinType JoplinItem::type() const
{
    const std::string number = property("type_");
    for (const JoplinType type : {JoplinType::Note, JoplinType::Notebook, JoplinType::Resource,
                                  JoplinType::Tag, JoplinType::NoteTag}) {
        if (number == std::to_string(static_cast<int>(type)))
            return type;
    }
    return JoplinType::Other;
}

bool JoplinItem::says(std::string_view name) const
{
    return property(name).find_first_not_of("0.") != std::string::npos;
}

std::optional<Timestamp> JoplinItem::date(std::string_view name, std::string_view otherwise) const
{
    const std::optional<Timestamp> first = parseDate(property(name));
    return first ? first : parseDate(property(otherwise));
}

Result<JoplinItem> parseJoplinItem(std::string_view text)
{
    JoplinItem item;
    std::size_t end = text.find_last_not_of(" \t\r\n") + 1; // of what is left
    bool more = end > 0;
    while (more) {
        const std::size_t lineBreak = text.rfind('\n', end - 1);
        const std::size_t begin = lineBreak == std::string_view::npos ? 0 : lineBreak + 1;
        const std::string_view line = withoutBlanks(text.substr(begin, end - begin));
        more = begin > 0;
        end = more ? lineBreak : 0;
        if (line.empty())
            break;
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos || colon == 0 || item.properties.size() == mostProperties)
            return fail(ErrorCode::Damaged, "The item is damaged.");
        item.properties.emplace(withoutBlanks(line.substr(0, colon)),
                                unescaped(withoutBlanks(line.substr(colon + 1))));
        if (more && end == 0) // an empty first line
            more = false;
    }
    if (!item.properties.contains("type_"))
        return fail(ErrorCode::Damaged, "The item is damaged.");
    const std::string_view head = text.substr(0, end);
    const std::size_t titleEnd = std::min(head.find('\n'), head.size());
    item.title = unescaped(head.substr(0, titleEnd));
    // One blank line, then the body.
    const std::size_t bodyBegin = titleEnd == head.size() ? head.size() : head.find('\n', titleEnd + 1);
    item.body = bodyBegin >= head.size() ? std::string_view{} : head.substr(bodyBegin + 1);
    return item;
}

void forEachJoplinLink(std::string_view body, const std::function<void(const JoplinLink&)>& tell)
{
    for (std::size_t at = body.find(":/"); at != std::string_view::npos; at = body.find(":/", at + 2)) {
        const auto id = parseId(body.substr(at + 2, idDigits));
        std::size_t end = at + 2 + idDigits;
        if (!id || (end < body.size() && isHexDigit(body[end])))
            continue;
        if (end < body.size() && body[end] == '#') {
            const std::size_t stop = std::min(body.find_first_of(" \t\r\n()<>\"'\\", end), body.size());
            end = stop - end <= longestHeading ? stop : end;
        }
        tell({body.substr(at, end - at), *id});
    }
}

std::optional<JexName> parseJexName(std::string_view path)
{
    if (path.starts_with("./"))
        path.remove_prefix(2);
    std::vector<std::string_view> parts;
    while (parts.size() < 4) {
        const std::size_t slash = path.find('/');
        parts.push_back(path.substr(0, slash));
        if (slash == std::string_view::npos)
            break;
        path.remove_prefix(slash + 1);
    }
    if (parts.size() > 3 || std::ranges::any_of(parts, [](std::string_view part) {
            return part.empty() || part == "." || part == "..";
        }))
        return std::nullopt;
    const std::string_view name = parts.back();
    const bool inResources = parts.size() > 1 && parts[parts.size() - 2] == "resources";
    const auto id = parseId(name.substr(0, idDigits));
    const std::string_view rest = name.substr(std::min(name.size(), idDigits));
    if (!id || (inResources ? !rest.empty() && rest[0] != '.' : parts.size() > 2 || rest != ".md"))
        return std::nullopt;
    return JexName{*id, inResources};
}

} // namespace lockleaf
