// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/archive/json_object.h"

#include <array>
#include <cstdio>

namespace lockleaf {

namespace {

void appendEscape(SecureBytes& out, std::uint32_t character)
{
    switch (character) {
    case '"':
        return appendText(out, "\\\"");
    case '\\':
        return appendText(out, "\\\\");
    case '\n':
        return appendText(out, "\\n");
    case '\r':
        return appendText(out, "\\r");
    case '\t':
        return appendText(out, "\\t");
    default:
        break;
    }
    std::array<char, 8> text{};
    std::snprintf(text.data(), text.size(), "\\u%04x", static_cast<unsigned>(character & 0xFFFF));
    appendText(out, {text.data(), 6});
}

/// The two- or three-byte character at `i`, or 0: only those can need an escape above ASCII.
std::uint32_t shortCharacterAt(std::string_view text, std::size_t i, std::size_t& size)
{
    const auto byte = [&](std::size_t k) { return static_cast<std::uint8_t>(text[i + k]); };
    if ((byte(0) & 0xE0) == 0xC0 && i + 1 < text.size()) {
        size = 2;
        return ((byte(0) & 0x1FU) << 6) | (byte(1) & 0x3FU);
    }
    if ((byte(0) & 0xF0) == 0xE0 && i + 2 < text.size()) {
        size = 3;
        return ((byte(0) & 0x0FU) << 12) | ((byte(1) & 0x3FU) << 6) | (byte(2) & 0x3FU);
    }
    size = 1;
    return 0;
}

bool needsEscape(std::uint32_t c)
{
    const bool control = c >= 0x7F && c <= 0x9F;
    const bool direction = c == 0x61C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
                           (c >= 0x2066 && c <= 0x2069);
    const bool separator = c == 0x2028 || c == 0x2029;
    return control || direction || separator || c == 0xFEFF || c == 0xFFFE || c == 0xFFFF;
}

} // namespace

void appendText(SecureBytes& out, std::string_view text)
{
    out.append(bytesOf(text));
}

void appendQuoted(SecureBytes& out, std::string_view text)
{
    appendText(out, "\"");
    std::size_t plainFrom = 0;
    std::size_t i = 0;
    while (i < text.size()) {
        const auto byte = static_cast<std::uint8_t>(text[i]);
        std::size_t size = 1;
        std::uint32_t character = byte;
        if (byte >= 0x80)
            character = shortCharacterAt(text, i, size);
        const bool escaped =
            byte < 0x80 ? byte < 0x20 || byte == '"' || byte == '\\' || byte == 0x7F : needsEscape(character);
        if (escaped) {
            appendText(out, text.substr(plainFrom, i - plainFrom));
            appendEscape(out, character);
            plainFrom = i + size;
        }
        i += size;
    }
    appendText(out, text.substr(plainFrom));
    appendText(out, "\"");
}

JsonObject::JsonObject()
{
    appendText(m_text, "{");
}

void JsonObject::beginMember(std::string_view key)
{
    if (!m_first)
        appendText(m_text, ",");
    m_first = false;
    appendQuoted(m_text, key);
    appendText(m_text, ":");
}

void JsonObject::add(std::string_view key, std::string_view value)
{
    beginMember(key);
    appendQuoted(m_text, value);
}

void JsonObject::add(std::string_view key, std::uint64_t value)
{
    beginMember(key);
    appendText(m_text, std::to_string(value));
}

void JsonObject::add(std::string_view key, std::int64_t value)
{
    beginMember(key);
    appendText(m_text, std::to_string(value));
}

void JsonObject::add(std::string_view key, bool value)
{
    beginMember(key);
    appendText(m_text, value ? "true" : "false");
}

void JsonObject::add(std::string_view key, std::span<const std::string> values)
{
    beginMember(key);
    appendText(m_text, "[");
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (i != 0)
            appendText(m_text, ",");
        appendQuoted(m_text, values[i]);
    }
    appendText(m_text, "]");
}

void JsonObject::addNull(std::string_view key)
{
    beginMember(key);
    appendText(m_text, "null");
}

void JsonObject::addJson(std::string_view key, ByteView value)
{
    beginMember(key);
    m_text.append(value);
}

SecureBytes JsonObject::finish()
{
    appendText(m_text, "}");
    return std::move(m_text);
}

} // namespace lockleaf
