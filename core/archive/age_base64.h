// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"

#include <optional>
#include <string>
#include <string_view>

namespace lockleaf::age {

/// Columns of a full line of base64 in headers and in armor, and the octets that it stands for.
constexpr std::size_t fullLineColumns = 64;
constexpr std::size_t fullLineOctets = 48;

/// Headers have no padding, armor has.
enum class Base64 { Unpadded, Padded };

/// `bytes` in standard base64, on one line.
[[nodiscard]] std::string encodeBase64(ByteView bytes, Base64 kind);

/// Appends what `text` stands for to `bytes`. False, and nothing appended, unless it is the one canonical
/// spelling: no other characters, exact padding, no stray bits at the end.
[[nodiscard]] bool decodeBase64(std::string_view text, Base64 kind, Bytes& bytes);

/// The `N` octets that unpadded `text` stands for, or nothing where it is not canonical or of another size.
template <std::size_t N>
[[nodiscard]] std::optional<std::array<std::uint8_t, N>> decodeBase64Exactly(std::string_view text)
{
    Bytes bytes;
    if (text.size() > 2 * N || !decodeBase64(text, Base64::Unpadded, bytes) || bytes.size() != N)
        return std::nullopt;
    std::array<std::uint8_t, N> exact{};
    std::memcpy(exact.data(), bytes.data(), N);
    return exact;
}

} // namespace lockleaf::age
