// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/yaml_scalar.h"

#include <cstdint>

namespace lockleaf {

namespace {

std::string_view scalarTrimmed(std::string_view text)
{
    constexpr std::string_view blanks = " \t\r";
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

bool isComment(std::string_view rest)
{
    const std::string_view text = scalarTrimmed(rest);
    return text.empty() || text.front() == '#';
}

void appendUtf8(std::string& out, std::uint32_t c)
{
    const auto put = [&out](std::uint32_t byte) { out += static_cast<char>(byte); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xC0 | (c >> 6));
        put(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        put(0xE0 | (c >> 12));
        put(0x80 | ((c >> 6) & 0x3F));
        put(0x80 | (c & 0x3F));
    } else {
        put(0xF0 | (c >> 18));
        put(0x80 | ((c >> 12) & 0x3F));
        put(0x80 | ((c >> 6) & 0x3F));
        put(0x80 | (c & 0x3F));
    }
}

std::optional<std::uint32_t> hexNumber(std::string_view digits)
{
    std::uint32_t value = 0;
    for (const char c : digits) {
        std::uint32_t digit = 0;
        if (c >= '0' && c <= '9')
            digit = static_cast<std::uint32_t>(c - '0');
        else if (c >= 'a' && c <= 'f')
            digit = static_cast<std::uint32_t>(c - 'a' + 10);
        else if (c >= 'A' && c <= 'F')
            digit = static_cast<std::uint32_t>(c - 'A' + 10);
        else
            return std::nullopt;
        value = (value << 4) | digit;
    }
    return value;
}

/// The octets that an escape takes after the backslash, or 0 where it is not understood.
std::size_t appendEscape(std::string& out, std::string_view rest)
{
    struct Simple
    {
        char letter;
        char meaning;
    };
    static constexpr Simple simple[] = {{'n', '\n'}, {'t', '\t'}, {'r', '\r'}, {'"', '"'},  {'\\', '\\'},
                                        {'/', '/'},  {' ', ' '},  {'b', '\b'}, {'f', '\f'}, {'e', '\x1B'}};
    for (const Simple& escape : simple) {
        if (rest.front() == escape.letter) {
            out += escape.meaning;
            return 1;
        }
    }
    const std::size_t count = rest.front() == 'x' ? 2 : rest.front() == 'u' ? 4 : rest.front() == 'U' ? 8 : 0;
    if (count == 0 || rest.size() < 1 + count)
        return 0;
    const auto character = hexNumber(rest.substr(1, count));
    const bool surrogate = character && *character >= 0xD800 && *character <= 0xDFFF;
    if (!character || *character == 0 || *character > 0x10FFFF || surrogate)
        return 0;
    appendUtf8(out, *character);
    return 1 + count;
}

/// The scalar that begins with the quote at text[0]; `size` is what it takes with both quotes.
std::optional<std::string> doubleQuoted(std::string_view text, std::size_t& size)
{
    std::string out;
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (text[i] == '"') {
            size = i + 1;
            return out;
        }
        if (text[i] != '\\') {
            out += text[i];
            continue;
        }
        if (i + 1 == text.size())
            return std::nullopt;
        const std::size_t taken = appendEscape(out, text.substr(i + 1));
        if (taken == 0)
            return std::nullopt;
        i += taken;
    }
    return std::nullopt;
}

std::optional<std::string> singleQuoted(std::string_view text)
{
    std::string out;
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (text[i] != '\'') {
            out += text[i];
            continue;
        }
        if (i + 1 < text.size() && text[i + 1] == '\'') {
            out += '\'';
            ++i;
            continue;
        }
        if (!isComment(text.substr(i + 1)))
            return std::nullopt;
        return out;
    }
    return std::nullopt;
}

std::optional<std::string> plain(std::string_view text)
{
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '#' && (i == 0 || text[i - 1] == ' ' || text[i - 1] == '\t')) {
            text = scalarTrimmed(text.substr(0, i));
            break;
        }
    }
    if (text.empty() || text == "~" || text == "null")
        return std::nullopt;
    return std::string(text);
}

} // namespace

std::optional<std::string> parseYamlScalar(std::string_view text)
{
    text = scalarTrimmed(text);
    if (text.starts_with('"')) {
        std::size_t size = 0;
        auto out = doubleQuoted(text, size);
        if (out && !isComment(text.substr(size)))
            return std::nullopt;
        return out;
    }
    if (text.starts_with('\''))
        return singleQuoted(text);
    return plain(text);
}

std::optional<std::vector<std::string>> parseQuotedList(std::string_view text)
{
    text = scalarTrimmed(text);
    if (!text.starts_with('[') || !text.ends_with(']'))
        return std::nullopt;
    text = scalarTrimmed(text.substr(1, text.size() - 2));
    std::vector<std::string> items;
    while (!text.empty()) {
        std::size_t size = 0;
        auto item = text.starts_with('"') ? doubleQuoted(text, size) : std::nullopt;
        if (!item)
            return std::nullopt;
        items.push_back(std::move(*item));
        text = scalarTrimmed(text.substr(size));
        if (text.empty())
            return items;
        if (!text.starts_with(','))
            return std::nullopt;
        text = scalarTrimmed(text.substr(1));
        if (text.empty())
            return std::nullopt;
    }
    return items;
}

} // namespace lockleaf
