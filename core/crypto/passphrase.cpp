// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/passphrase.h"

#include "core/base/text.h"
#include "core/crypto/keyed_hash.h"

#include <utf8proc.h>

namespace lockleaf {

namespace {

// Normal form C can be shorter than what was typed, but never by such a factor; anything longer is refused
// before memory is spent on it.
constexpr std::size_t longestTyped = 16 * Passphrase::maximumSize;

constexpr auto composed = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE);

Result<LockedBytes> toNormalFormC(ByteView utf8)
{
    const auto size = static_cast<utf8proc_ssize_t>(utf8.size());
    const utf8proc_ssize_t count = utf8proc_decompose(utf8.data(), size, nullptr, 0, composed);
    if (count < 0)
        return fail(ErrorCode::PasswordNotText);
    // utf8proc_map would do both steps, but in memory that nobody wipes or locks. One element more, since
    // utf8proc_reencode ends its output with a zero byte.
    LockedBytes scratch((static_cast<std::size_t>(count) + 1) * sizeof(utf8proc_int32_t));
    auto* codepoints = reinterpret_cast<utf8proc_int32_t*>(scratch.data());
    const utf8proc_ssize_t written = utf8proc_decompose(utf8.data(), size, codepoints, count, composed);
    if (written < 0 || written > count)
        return fail(ErrorCode::PasswordNotText);
    const utf8proc_ssize_t encoded = utf8proc_reencode(codepoints, written, composed);
    if (encoded < 0)
        return fail(ErrorCode::PasswordNotText);
    return LockedBytes::copyOf({scratch.data(), static_cast<std::size_t>(encoded)});
}

} // namespace

Result<Passphrase> Passphrase::fromTyped(ByteView utf8)
{
    if (utf8.empty())
        return fail(ErrorCode::PasswordEmpty);
    if (utf8.size() > longestTyped)
        return fail(ErrorCode::PasswordTooLong);
    if (!isStorableText(textOf(utf8)))
        return fail(ErrorCode::PasswordNotText);
    LOCKLEAF_TRY(LockedBytes normal, toNormalFormC(utf8));
    if (normal.empty())
        return fail(ErrorCode::PasswordEmpty);
    if (normal.size() > maximumSize)
        return fail(ErrorCode::PasswordTooLong);
    return Passphrase(std::move(normal));
}

bool Passphrase::operator==(const Passphrase& other) const
{
    return equalConstantTime(view(), other.view());
}

} // namespace lockleaf
