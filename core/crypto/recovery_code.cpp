// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/recovery_code.h"

#include "core/crypto/keyed_hash.h"

#include <sodium.h>

#include <algorithm>
#include <optional>

namespace lockleaf {

namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t checkLength = 2;
// The largest prime that two characters can count up to: any one wrong character, and any two that changed
// places, leave another remainder.
constexpr std::uint32_t checkModulus = 1021;
// More was not typed by anybody: every character may be followed by a few separators.
constexpr std::size_t longestTypedCode = 512;

char upper(char c)
{
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

/// The character as it stands in the alphabet; nothing where it stands for none.
std::optional<char> canonical(char c)
{
    c = upper(c);
    switch (c) {
    case 'O':
        return '0';
    case 'I':
    case 'L':
        return '1';
    case 'U':
        return 'V';
    default:
        break;
    }
    if (alphabet.find(c) == std::string_view::npos)
        return std::nullopt;
    return c;
}

bool separates(char c)
{
    return c == ' ' || c == '-' || c == '\t' || c == '\r' || c == '\n';
}

std::uint32_t remainderOf(ByteView characters)
{
    std::uint32_t remainder = 0;
    for (const std::uint8_t character : characters)
        remainder =
            (remainder * 32 + static_cast<std::uint32_t>(alphabet.find(static_cast<char>(character)))) %
            checkModulus;
    return remainder;
}

/// The characters that `typed` stands for; nothing where one stands for none.
std::optional<SecureBytes> charactersOf(ByteView typed)
{
    SecureBytes characters;
    characters.reserve(RecoveryCode::length);
    for (const std::uint8_t byte : typed) {
        const char c = static_cast<char>(byte);
        if (separates(c))
            continue;
        const auto meant = canonical(c);
        if (!meant)
            return std::nullopt;
        characters.append(bytesOf({&*meant, 1}));
    }
    return characters;
}

} // namespace

RecoveryCode RecoveryCode::random()
{
    SecureBytes characters(length);
    randombytes_buf(characters.data(), length - checkLength);
    for (std::size_t i = 0; i < length - checkLength; ++i) // 256 is a multiple of 32: all are equally likely
        characters.data()[i] = static_cast<std::uint8_t>(alphabet[characters.data()[i] & 31U]);
    // The whole, read as a number in base 32, is a multiple of the modulus.
    const std::uint32_t front = remainderOf(characters.view().first(length - checkLength)) * 32 * 32;
    const std::uint32_t check = (checkModulus - front % checkModulus) % checkModulus;
    characters.data()[length - 2] = static_cast<std::uint8_t>(alphabet[check / 32]);
    characters.data()[length - 1] = static_cast<std::uint8_t>(alphabet[check % 32]);
    return RecoveryCode(std::move(characters));
}

Result<RecoveryCode> RecoveryCode::fromTyped(ByteView utf8)
{
    if (utf8.size() > longestTypedCode)
        return fail(ErrorCode::RecoveryCodeMistyped);
    auto characters = charactersOf(utf8);
    if (!characters)
        return fail(ErrorCode::RecoveryCodeMistyped);
    if (characters->size() < length)
        return fail(ErrorCode::RecoveryCodeIncomplete);
    if (characters->size() > length || remainderOf(characters->view()) != 0)
        return fail(ErrorCode::RecoveryCodeMistyped);
    return RecoveryCode(std::move(*characters));
}

SecureBytes RecoveryCode::grouped() const
{
    SecureBytes text;
    text.reserve(length + groups - 1);
    for (std::size_t i = 0; i < groups; ++i) {
        if (i > 0)
            text.append(bytesOf("-"));
        text.append(group(i));
    }
    return text;
}

bool RecoveryCode::hasGroup(std::size_t index, ByteView typed) const
{
    const auto characters = charactersOf(typed.first(std::min(typed.size(), longestTypedCode)));
    return characters && equalConstantTime(characters->view(), group(index));
}

} // namespace lockleaf
