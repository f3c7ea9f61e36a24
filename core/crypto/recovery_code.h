// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/crypto/secure_bytes.h"

namespace lockleaf {

/// A recovery code (docs/vault-format.md, "The recovery code"): 30 random characters of five bits each, and
/// two that check them. Lives in wiped memory, cannot be printed or copied by accident.
class RecoveryCode
{
public:
    static constexpr std::size_t length = 32;
    static constexpr std::size_t groupLength = 4;
    static constexpr std::size_t groups = length / groupLength;

    /// A new one, of 150 random bits.
    [[nodiscard]] static RecoveryCode random();
    /// What a person typed: either case, spaces and hyphens anywhere, O as 0, I and L as 1, U as V. Errors,
    /// all before any derivation: RecoveryCodeIncomplete, RecoveryCodeMistyped.
    [[nodiscard]] static Result<RecoveryCode> fromTyped(ByteView utf8);

    RecoveryCode(RecoveryCode&&) noexcept = default;
    RecoveryCode& operator=(RecoveryCode&&) noexcept = default;

    /// The 32 characters in their one form, which a key is derived from.
    [[nodiscard]] ByteView view() const { return m_characters.view(); }
    /// "K7QF-2M9X-…", to be shown and written down.
    [[nodiscard]] SecureBytes grouped() const;
    /// Group `index` of 8.
    [[nodiscard]] ByteView group(std::size_t index) const
    {
        return m_characters.view().subspan(index * groupLength, groupLength);
    }
    /// Whether `typed` says group `index`, read as fromTyped() reads.
    [[nodiscard]] bool hasGroup(std::size_t index, ByteView typed) const;
    /// An own copy, for another thread.
    [[nodiscard]] RecoveryCode clone() const { return RecoveryCode(SecureBytes::copyOf(view())); }

private:
    explicit RecoveryCode(SecureBytes characters) : m_characters(std::move(characters)) {}
    SecureBytes m_characters;
};

} // namespace lockleaf
