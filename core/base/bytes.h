// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lockleaf {

/// Octets that are not secret (ciphertext, identifiers, salts). Secrets live in SecureBytes and SecretKey.
using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;
using MutableByteView = std::span<std::uint8_t>;

/// The octets of a text, without a terminator. The view lives as long as `text` does.
[[nodiscard]] inline ByteView bytesOf(std::string_view text)
{
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

/// The text that `bytes` spell. The caller has checked that they are UTF-8 where that matters.
[[nodiscard]] inline std::string_view textOf(ByteView bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Little-endian integers at `p`, as every format of ours writes them (docs/vault-format.md).
inline void storeLe16(std::uint8_t* p, std::uint16_t v)
{
    p[0] = static_cast<std::uint8_t>(v);
    p[1] = static_cast<std::uint8_t>(v >> 8);
}
inline void storeLe32(std::uint8_t* p, std::uint32_t v)
{
    for (int i = 0; i < 4; ++i)
        p[i] = static_cast<std::uint8_t>(v >> (8 * i));
}
inline void storeLe64(std::uint8_t* p, std::uint64_t v)
{
    for (int i = 0; i < 8; ++i)
        p[i] = static_cast<std::uint8_t>(v >> (8 * i));
}
[[nodiscard]] inline std::uint16_t loadLe16(const std::uint8_t* p)
{
    return static_cast<std::uint16_t>(p[0] | (p[1] << 8));
}
[[nodiscard]] inline std::uint32_t loadLe32(const std::uint8_t* p)
{
    std::uint32_t v = 0;
    for (int i = 3; i >= 0; --i)
        v = (v << 8) | p[i];
    return v;
}
[[nodiscard]] inline std::uint64_t loadLe64(const std::uint8_t* p)
{
    std::uint64_t v = 0;
    for (int i = 7; i >= 0; --i)
        v = (v << 8) | p[i];
    return v;
}

/// A 16-byte random identifier. `Tag` keeps ids of different things apart in the type system.
template <class Tag>
struct Id
{
    std::array<std::uint8_t, 16> bytes{};

    auto operator<=>(const Id&) const = default;
    [[nodiscard]] bool isNull() const { return bytes == std::array<std::uint8_t, 16>{}; }
    [[nodiscard]] ByteView view() const { return bytes; }
    /// 32 lower-case hexadecimal digits.
    [[nodiscard]] std::string toHex() const
    {
        static constexpr char digits[] = "0123456789abcdef";
        std::string hex;
        hex.reserve(32);
        for (const std::uint8_t byte : bytes) {
            hex += digits[byte >> 4];
            hex += digits[byte & 15];
        }
        return hex;
    }
    /// Exactly 32 hexadecimal digits of either case, else nothing.
    [[nodiscard]] static std::optional<Id> fromHex(std::string_view hex)
    {
        if (hex.size() != 32)
            return std::nullopt;
        Id id;
        for (std::size_t i = 0; i < 32; ++i) {
            const char c = hex[i];
            int value = 0;
            if (c >= '0' && c <= '9')
                value = c - '0';
            else if (c >= 'a' && c <= 'f')
                value = c - 'a' + 10;
            else if (c >= 'A' && c <= 'F')
                value = c - 'A' + 10;
            else
                return std::nullopt;
            id.bytes[i / 2] = static_cast<std::uint8_t>((id.bytes[i / 2] << 4) | value);
        }
        return id;
    }
};

using RecordId = Id<struct RecordTag>; ///< Notes, notebooks, settings: every sealed record.
using VaultId = Id<struct VaultTag>;   ///< One per vault, the same in all its copies.
using DeviceId = Id<struct DeviceTag>; ///< One per installation that writes to a vault.

} // namespace lockleaf

// The standard allows a specialisation for a type of one's own, and unordered containers look for it there.
template <class Tag>
struct std::hash<lockleaf::Id<Tag>> // NOLINT(cert-dcl58-cpp)
{
    std::size_t operator()(const lockleaf::Id<Tag>& id) const noexcept
    {
        std::size_t value = 0; // ids are random: any eight of their bytes spread well
        std::memcpy(&value, id.bytes.data(), sizeof value);
        return value;
    }
};
