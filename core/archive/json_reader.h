// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/crypto/secure_bytes.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lockleaf {

/// A value of JSON (RFC 8259) as far as archives hold it: numbers are whole.
class JsonValue
{
public:
    /// Reads exactly one value, at most 8 levels deep. Errors: ArchiveDamaged for whatever else, also for
    /// text that is no UTF-8, unpaired surrogates and a key that stands twice.
    [[nodiscard]] static Result<JsonValue> parse(std::string_view text);

    /// The member of an object; null where this is none or has no such member.
    [[nodiscard]] const JsonValue* member(std::string_view key) const;
    /// Of an array, or the values of an object's members; else empty.
    [[nodiscard]] const std::vector<JsonValue>& items() const { return m_items; }
    [[nodiscard]] bool isArray() const { return m_kind == Kind::Array; }
    [[nodiscard]] bool isObject() const { return m_kind == Kind::Object; }
    // Nothing where the value is of another kind.
    [[nodiscard]] std::optional<std::string> text() const;
    [[nodiscard]] std::optional<std::int64_t> number() const;
    [[nodiscard]] std::optional<bool> truth() const;

private:
    friend class JsonParser;
    enum class Kind { Null, Truth, Number, Text, Array, Object };
    Kind m_kind = Kind::Null;
    bool m_truth = false;
    std::int64_t m_number = 0;
    std::string m_text;
    std::vector<std::string> m_keys;
    std::vector<JsonValue> m_items;
};

} // namespace lockleaf
