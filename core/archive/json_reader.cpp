// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/archive/json_reader.h"

#include "core/base/text.h"

#include <algorithm>
#include <charconv>

namespace lockleaf {

namespace {

constexpr int deepestJson = 8;

std::unexpected<Error> badJson()
{
    return fail(ErrorCode::ArchiveDamaged, "a line of the manifest");
}

void appendUtf8(std::string& out, std::uint32_t c)
{
    const auto put = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
    if (c < 0x80)
        return put(c);
    if (c < 0x800)
        return put(0xC0 | (c >> 6)), put(0x80 | (c & 0x3F));
    if (c < 0x10000)
        return put(0xE0 | (c >> 12)), put(0x80 | ((c >> 6) & 0x3F)), put(0x80 | (c & 0x3F));
    put(0xF0 | (c >> 18)), put(0x80 | ((c >> 12) & 0x3F)), put(0x80 | ((c >> 6) & 0x3F));
    put(0x80 | (c & 0x3F));
}

} // namespace

class JsonParser
{
public:
    explicit JsonParser(std::string_view text) : m_rest(text) {}

    Result<JsonValue> whole()
    {
        LOCKLEAF_TRY(JsonValue read, value(0));
        skipSpace();
        if (!m_rest.empty())
            return badJson();
        return read;
    }

private:
    void skipSpace() { m_rest.remove_prefix(std::min(m_rest.find_first_not_of(" \t\r\n"), m_rest.size())); }

    bool take(std::string_view expected)
    {
        if (!m_rest.starts_with(expected))
            return false;
        m_rest.remove_prefix(expected.size());
        return true;
    }

    Result<JsonValue> value(int depth)
    {
        skipSpace();
        if (m_rest.empty() || depth > deepestJson)
            return badJson();
        JsonValue read;
        if (m_rest.front() == '"') {
            read.m_kind = JsonValue::Kind::Text;
            LOCKLEAF_TRY(read.m_text, string());
            return read;
        }
        if (m_rest.front() == '[' || m_rest.front() == '{') {
            LOCKLEAF_CHECK(members(read, depth));
            return read;
        }
        if (take("null"))
            return read;
        if (const bool yes = take("true"); yes || take("false")) {
            read.m_kind = JsonValue::Kind::Truth;
            read.m_truth = yes;
            return read;
        }
        read.m_kind = JsonValue::Kind::Number;
        LOCKLEAF_TRY(read.m_number, number());
        return read;
    }

    Result<std::int64_t> number()
    {
        std::int64_t read = 0;
        const auto [end, error] = std::from_chars(m_rest.data(), m_rest.data() + m_rest.size(), read);
        const std::string_view digits = m_rest.substr(0, static_cast<std::size_t>(end - m_rest.data()));
        const std::string_view unsignedDigits = digits.substr(digits.starts_with('-') ? 1 : 0);
        if (error != std::errc{} || (unsignedDigits.size() > 1 && unsignedDigits.front() == '0'))
            return badJson();
        m_rest.remove_prefix(digits.size());
        if (!m_rest.empty() && (m_rest.front() == '.' || m_rest.front() == 'e' || m_rest.front() == 'E'))
            return badJson();
        return read;
    }

    Result<void> members(JsonValue& read, int depth)
    {
        const bool object = take("{");
        if (!object && !take("["))
            return badJson();
        read.m_kind = object ? JsonValue::Kind::Object : JsonValue::Kind::Array;
        const std::string_view close = object ? "}" : "]";
        skipSpace();
        if (take(close))
            return {};
        while (true) {
            if (object)
                LOCKLEAF_CHECK(key(read));
            LOCKLEAF_TRY(JsonValue item, value(depth + 1));
            read.m_items.push_back(std::move(item));
            skipSpace();
            if (take(close))
                return {};
            if (!take(","))
                return badJson();
        }
    }

    Result<void> key(JsonValue& read)
    {
        skipSpace();
        LOCKLEAF_TRY(std::string name, string());
        skipSpace();
        if (!take(":") || std::ranges::find(read.m_keys, name) != read.m_keys.end())
            return badJson();
        read.m_keys.push_back(std::move(name));
        return read.m_keys.size() <= mostKeys ? Result<void>{} : badJson();
    }

    Result<std::string> string()
    {
        if (!take("\""))
            return badJson();
        std::string out;
        while (true) {
            const std::size_t plain =
                std::min(static_cast<std::size_t>(std::ranges::find_if(m_rest, endsRun) - m_rest.begin()),
                         m_rest.size());
            out += m_rest.substr(0, plain);
            m_rest.remove_prefix(plain);
            if (take("\""))
                break;
            if (!take("\\"))
                return badJson();
            LOCKLEAF_CHECK(escape(out));
        }
        if (!isStorableText(out))
            return badJson();
        return out;
    }

    static bool endsRun(char c) { return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 32; }

    Result<void> escape(std::string& out)
    {
        static constexpr std::string_view names = "\"\\/bfnrt";
        static constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
        if (m_rest.empty())
            return badJson();
        const char name = m_rest.front();
        m_rest.remove_prefix(1);
        if (const std::size_t at = names.find(name); at != std::string_view::npos) {
            out += meanings[at];
            return {};
        }
        if (name != 'u')
            return badJson();
        LOCKLEAF_TRY(std::uint32_t unit, hexUnit());
        if (unit >= 0xDC00 && unit < 0xE000)
            return badJson();
        if (unit >= 0xD800 && unit < 0xDC00) {
            if (!take("\\u"))
                return badJson();
            LOCKLEAF_TRY(const std::uint32_t low, hexUnit());
            if (low < 0xDC00 || low >= 0xE000)
                return badJson();
            unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
        }
        appendUtf8(out, unit);
        return {};
    }

    Result<std::uint32_t> hexUnit()
    {
        constexpr std::string_view Digits = "0123456789abcdef";
        std::uint32_t unit = 0;
        if (m_rest.size() < 4)
            return badJson();
        for (const char digit : m_rest.substr(0, 4)) {
            const bool isCapital = digit >= 'A' && digit <= 'F';
            const auto value = Digits.find(isCapital ? static_cast<char>(digit - 'A' + 'a') : digit);
            if (value == std::string_view::npos)
                return badJson();
            unit = unit * 16 + static_cast<std::uint32_t>(value);
        }
        m_rest.remove_prefix(4);
        return unit;
    }

    static constexpr std::size_t mostKeys = 64;
    std::string_view m_rest;
};

Result<JsonValue> JsonValue::parse(std::string_view text)
{
    return JsonParser(text).whole();
}

const JsonValue* JsonValue::member(std::string_view key) const
{
    const auto found = std::ranges::find(m_keys, key);
    return found == m_keys.end() ? nullptr : &m_items[static_cast<std::size_t>(found - m_keys.begin())];
}

std::optional<std::string> JsonValue::text() const
{
    return m_kind == Kind::Text ? std::optional(m_text) : std::nullopt;
}

std::optional<std::int64_t> JsonValue::number() const
{
    return m_kind == Kind::Number ? std::optional(m_number) : std::nullopt;
}

std::optional<bool> JsonValue::truth() const
{
    return m_kind == Kind::Truth ? std::optional(m_truth) : std::nullopt;
}

} // namespace lockleaf
