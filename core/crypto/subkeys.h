// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/secret_key.h"

namespace lockleaf {

// The subkeys of a vault (format.md 2): crypto_kdf_derive_from_key of the data key, one context each, id 1.
// Contexts are exactly 8 characters, as libsodium takes them.
struct HeaderMacPurpose
{
    static constexpr char context[] = "LLheader";
};
struct StatePurpose
{
    static constexpr char context[] = "LLstate ";
};
struct PagesPurpose
{
    static constexpr char context[] = "LLpages ";
};
struct WalPurpose
{
    static constexpr char context[] = "LLwal   ";
};
struct RecordsPurpose
{
    static constexpr char context[] = "LLrecord";
};
struct HeadPurpose
{
    static constexpr char context[] = "LLhead  ";
};
struct WitnessPurpose
{
    static constexpr char context[] = "LLwitnes";
};
struct BackupPurpose
{
    static constexpr char context[] = "LLbackup";
};
struct SpillPurpose
{
    static constexpr char context[] = "LLspill ";
};
struct InboxSeedPurpose
{
    static constexpr char context[] = "LLinbox ";
};

namespace detail {
void deriveSubkey(const DataKey& dataKey, const char* context, std::uint8_t* subkey);
}

/// The subkey of `dataKey` for one purpose: `deriveSubkey<PagesPurpose>(dataKey)`.
template <class Purpose>
[[nodiscard]] SecretKey<Purpose> deriveSubkey(const DataKey& dataKey)
{
    static_assert(sizeof Purpose::context == 9);
    SecretKey<Purpose> subkey;
    detail::deriveSubkey(dataKey, Purpose::context, subkey.span().data());
    return subkey;
}

} // namespace lockleaf
