// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/secret_key.h"

#include <string_view>

namespace lockleaf::age {

/// HKDF-SHA-256 (RFC 5869) with 32 octets of output, so that one block of expansion is enough: what age
/// derives each of its keys with. An empty `salt` stands for 32 zero octets.
void hkdfSha256(ShortKey& derived, ByteView inputKey, ByteView salt, std::string_view info);

} // namespace lockleaf::age
