// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/crypto/secure_bytes.h"

#include <cstddef>

namespace lockleaf::app {

/// Standard input, shared by passwords (a line each, `--password-file -`) and a note's body (all the rest).
/// Kept in wiped memory.
class StandardInput
{
public:
    /// True where a person types it.
    [[nodiscard]] static bool isTerminal();

    /// The next line without its line end ("\n" or "\r\n"); what is left where no line end follows. At most
    /// `limit` bytes, else PasswordTooLong.
    [[nodiscard]] Result<SecureBytes> takeLine(std::size_t limit);

    /// Everything up to the end. More than `limit` bytes: BodyTooLarge.
    [[nodiscard]] Result<SecureBytes> takeRest(std::size_t limit);

private:
    /// Reads once more. False at the end of the input.
    [[nodiscard]] Result<bool> readMore();

    SecureBytes m_pending;
    bool m_ended = false;
};

/// All of the open descriptor, at most `limit` bytes, else an error with code `tooLong`.
[[nodiscard]] Result<SecureBytes> readDescriptor(int descriptor, std::size_t limit, ErrorCode tooLong);

} // namespace lockleaf::app
