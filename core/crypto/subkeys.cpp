// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/subkeys.h"

#include <sodium.h>

namespace lockleaf::detail {

static_assert(crypto_kdf_KEYBYTES == keySize && crypto_kdf_CONTEXTBYTES == 8);

void deriveSubkey(const DataKey& dataKey, const char* context, std::uint8_t* subkey)
{
    // Keyed BLAKE2b with the context as personalisation: distinct contexts give independent keys.
    crypto_kdf_derive_from_key(subkey, keySize, 1, context, dataKey.view().data());
}

} // namespace lockleaf::detail
