// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/crypto/locked_memory.h"

namespace lockleaf {

/// A password in the one form that is derived from: valid UTF-8 in Unicode normal form C, 1 to 4,096 bytes,
/// untrimmed (format.md 3). Lives in locked memory, cannot be printed or copied by accident.
class Passphrase
{
public:
    static constexpr std::size_t maximumSize = 4096;

    /// Checks and normalises what a person typed. Errors: PasswordEmpty, PasswordTooLong, PasswordNotText.
    [[nodiscard]] static Result<Passphrase> fromTyped(ByteView utf8);

    Passphrase(Passphrase&&) noexcept = default;
    Passphrase& operator=(Passphrase&&) noexcept = default;

    [[nodiscard]] ByteView view() const { return m_bytes.view(); }
    /// An own copy, for another thread.
    [[nodiscard]] Passphrase clone() const { return Passphrase(LockedBytes::copyOf(m_bytes.view())); }
    /// In constant time.
    [[nodiscard]] bool operator==(const Passphrase& other) const;

private:
    explicit Passphrase(LockedBytes bytes) : m_bytes(std::move(bytes)) {}
    LockedBytes m_bytes;
};

} // namespace lockleaf
