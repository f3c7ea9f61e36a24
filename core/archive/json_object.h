// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/secure_bytes.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace lockleaf {

/// Adds `text` as it is.
void appendText(SecureBytes& out, std::string_view text);
/// Appends `text` (valid UTF-8) to `out` in double quotes, escaped so that it is at once a JSON string
/// (RFC 8259) and a YAML 1.2 double-quoted scalar: control characters, line and paragraph separators, byte
/// order marks, direction controls and the two non-characters of the first plane become \uXXXX.
void appendQuoted(SecureBytes& out, std::string_view text);

/// One JSON object, written member by member into wiped memory, since titles and texts may be in it.
class JsonObject
{
public:
    JsonObject();

    void add(std::string_view key, std::string_view value);
    void add(std::string_view key, const char* value) { add(key, std::string_view{value}); }
    void add(std::string_view key, std::uint64_t value);
    void add(std::string_view key, std::int64_t value);
    void add(std::string_view key, bool value);
    void add(std::string_view key, std::span<const std::string> values);
    void addNull(std::string_view key);
    /// `value` is JSON already.
    void addJson(std::string_view key, ByteView value);

    /// The object with its closing brace, without a line end. Call once.
    [[nodiscard]] SecureBytes finish();

private:
    void beginMember(std::string_view key);

    SecureBytes m_text;
    bool m_first = true;
};

} // namespace lockleaf
