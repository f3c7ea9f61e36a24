// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/inbox_pin.h"

#include "core/crypto/keyed_hash.h"
#include "core/store/state_file.h"

#include <algorithm>
#include <string_view>

namespace lockleaf {

namespace {

// label 16 ‖ vault id 16 ‖ public key 32 ‖ BLAKE2b-256 without a key of all before it 32. The sum tells a
// file that was cut short; whoever may write to this folder may pin what he likes.
constexpr std::string_view pinLabel = "lockleaf pinned";
constexpr std::size_t keyAt = 32;
constexpr std::size_t sumAt = 64;
constexpr std::size_t pinSize = 96;

Bytes pinFor(const VaultId& vault, const InboxPublicKey& key)
{
    Bytes pin(pinLabel.begin(), pinLabel.end());
    pin.resize(16, 0);
    pin.insert(pin.end(), vault.bytes.begin(), vault.bytes.end());
    pin.insert(pin.end(), key.begin(), key.end());
    const Hash256 sum = hash256({pin});
    pin.insert(pin.end(), sum.begin(), sum.end());
    return pin;
}

std::filesystem::path pinFile(const std::filesystem::path& stateFolder, const VaultId& vault)
{
    return stateFolder / "inbox" / vault.toHex();
}

} // namespace

Result<void> pinInboxKey(const std::filesystem::path& stateFolder, const VaultId& vault,
                         const InboxPublicKey& key)
{
    if (pinnedInboxKey(stateFolder, vault) == key)
        return {};
    return replaceSmallFile(pinFile(stateFolder, vault), pinFor(vault, key));
}

std::optional<InboxPublicKey> pinnedInboxKey(const std::filesystem::path& stateFolder, const VaultId& vault)
{
    const auto pin = readSmallFile(pinFile(stateFolder, vault), pinSize);
    if (!pin || pin->size() != pinSize)
        return std::nullopt;
    InboxPublicKey key{};
    std::copy_n(pin->begin() + keyAt, key.size(), key.begin());
    static_assert(keyAt + sizeof(InboxPublicKey) == sumAt);
    return *pin == pinFor(vault, key) ? std::optional{key} : std::nullopt;
}

} // namespace lockleaf
