// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/crypto/secure_bytes.h"

#include <string>
#include <string_view>

namespace lockleaf {

/// A text of Bech32 (BIP 173, without its limit of 90 characters), taken apart.
struct Bech32
{
    std::string prefix; ///< What stands before the last "1", in the case that it was written in.
    SecureBytes data;   ///< May be a secret key, so it is wiped.
};

/// Takes `text` apart. Errors: KeyNotValid for letters in both cases, other characters, a wrong checksum, or
/// bits that are left over; the detail never holds a part of the text.
[[nodiscard]] Result<Bech32> decodeBech32(std::string_view text);

/// `data` behind `prefix` (not empty, printable ASCII in one case), in the case of the prefix.
[[nodiscard]] SecureBytes encodeBech32(std::string_view prefix, ByteView data);

} // namespace lockleaf
