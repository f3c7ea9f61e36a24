// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/archive/bech32.h"

#include <algorithm>

namespace lockleaf {

namespace {

constexpr std::string_view bech32Alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
constexpr std::size_t bech32ChecksumSize = 6;

char lowerAscii(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
char upperAscii(char c)
{
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

/// The BCH code of BIP 173 over groups of 5 bits; it is taken as they come, so that no copy of them is made.
class Bech32Checksum
{
public:
    explicit Bech32Checksum(std::string_view prefix)
    {
        for (const char c : prefix)
            add(static_cast<std::uint8_t>(static_cast<unsigned char>(lowerAscii(c)) >> 5));
        add(0);
        for (const char c : prefix)
            add(static_cast<std::uint8_t>(lowerAscii(c) & 31));
    }
    void add(std::uint8_t group)
    {
        static constexpr std::uint32_t generator[5] = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd,
                                                       0x2a1462b3};
        const std::uint32_t top = m_value >> 25;
        m_value = ((m_value & 0x1ffffff) << 5) ^ group;
        for (int i = 0; i < 5; ++i) {
            if ((top >> i) & 1)
                m_value ^= generator[i];
        }
    }
    [[nodiscard]] std::uint32_t value() const { return m_value; }

private:
    std::uint32_t m_value = 1;
};

std::unexpected<Error> notBech32(std::string detail)
{
    return fail(ErrorCode::KeyNotValid, std::move(detail));
}

/// Printable ASCII, its letters in one case.
bool isPlain(std::string_view text)
{
    const bool printable = std::ranges::all_of(text, [](char c) { return c >= 33 && c <= 126; });
    const bool hasLower = std::ranges::any_of(text, [](char c) { return c != upperAscii(c); });
    const bool hasUpper = std::ranges::any_of(text, [](char c) { return c != lowerAscii(c); });
    return printable && !(hasLower && hasUpper);
}

} // namespace

Result<Bech32> decodeBech32(std::string_view text)
{
    if (!isPlain(text))
        return notBech32("characters");
    const std::size_t separator = text.rfind('1');
    if (separator == std::string_view::npos || separator == 0 ||
        text.size() - separator - 1 < bech32ChecksumSize)
        return notBech32("length");
    Bech32 decoded{std::string{text.substr(0, separator)}, {}};
    const std::string_view letters = text.substr(separator + 1);
    decoded.data.reserve(letters.size() * 5 / 8);
    Bech32Checksum checksum(decoded.prefix);
    std::uint32_t bits = 0;
    unsigned count = 0;
    for (std::size_t i = 0; i < letters.size(); ++i) {
        const std::size_t group = bech32Alphabet.find(lowerAscii(letters[i]));
        if (group == std::string_view::npos)
            return notBech32("characters");
        checksum.add(static_cast<std::uint8_t>(group));
        if (i >= letters.size() - bech32ChecksumSize)
            continue;
        bits = (bits << 5 | static_cast<std::uint32_t>(group)) & 0xfff;
        count += 5;
        if (count >= 8) {
            count -= 8;
            const auto octet = static_cast<std::uint8_t>(bits >> count);
            decoded.data.append({&octet, 1});
        }
    }
    if (checksum.value() != 1)
        return notBech32("checksum");
    if (count >= 5 || (bits & ((1U << count) - 1)) != 0)
        return notBech32("bits left over");
    return decoded;
}

SecureBytes encodeBech32(std::string_view prefix, ByteView data)
{
    const bool upper = std::ranges::any_of(prefix, [](char c) { return c != lowerAscii(c); });
    SecureBytes text;
    text.reserve(prefix.size() + 1 + (data.size() * 8 + 4) / 5 + bech32ChecksumSize);
    text.append(bytesOf(prefix));
    text.append(bytesOf("1"));
    const auto put = [&](std::uint32_t group) {
        const char letter = bech32Alphabet[group];
        const char cased = upper ? upperAscii(letter) : letter;
        text.append(bytesOf({&cased, 1}));
    };
    Bech32Checksum checksum(prefix);
    std::uint32_t bits = 0;
    unsigned count = 0;
    const auto putGroup = [&](std::uint32_t group) {
        checksum.add(static_cast<std::uint8_t>(group));
        put(group);
    };
    for (const std::uint8_t octet : data) {
        bits = (bits << 8 | octet) & 0xfff;
        count += 8;
        while (count >= 5) {
            count -= 5;
            putGroup(bits >> count & 31);
        }
    }
    if (count > 0)
        putGroup(bits << (5 - count) & 31);
    for (std::size_t i = 0; i < bech32ChecksumSize; ++i)
        checksum.add(0);
    const std::uint32_t check = checksum.value() ^ 1;
    for (std::size_t i = 0; i < bech32ChecksumSize; ++i)
        put(check >> (5 * (bech32ChecksumSize - 1 - i)) & 31);
    return text;
}

} // namespace lockleaf
