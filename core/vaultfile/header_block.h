// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/keyed_hash.h"
#include "core/crypto/subkeys.h"
#include "core/vaultfile/key_slot.h"
#include "core/vaultfile/layout.h"

#include <optional>
#include <vector>

namespace lockleaf {

/// One extension or slot of the header as it stands there: kept as it is where we do not know it.
struct HeaderEntry
{
    static constexpr std::uint16_t slotType = 1;

    std::uint16_t type = 0;
    Bytes value;
};

/// What a header copy says (docs/vault-format.md, "Header block").
struct Header
{
    static constexpr std::size_t mostSlots = 8;

    std::uint64_t compatibleFeatures = 0; ///< Bits that we may ignore, and keep.
    VaultId vaultId;
    layout::FileSalt fileSalt{};
    std::uint64_t generation = 0;
    std::array<std::uint8_t, 32> inboxPublicKey{};
    std::vector<HeaderEntry> entries;

    /// All slots in their order; nothing in place of one of a kind that we do not know.
    [[nodiscard]] std::vector<std::optional<KeySlot>> slots() const;
};

using HeaderMacKey = SecretKey<HeaderMacPurpose>;
using HeaderBlock = std::array<std::uint8_t, layout::headerBlockSize>;

/// What can be said of one copy without a key.
struct HeaderCopy
{
    enum class State {
        NoMagic, ///< Not ours, or its first bytes are damaged.
        Damaged, ///< The checksum is wrong, or a checked block does not follow the format.
        Earlier, ///< The format from before the freeze.
        Newer,   ///< A format, suite or feature that we do not know.
        Readable,
    };
    State state = State::NoMagic;
    Header header;     ///< Only where Readable.
    HeaderBlock block; ///< The octets, as read.

    [[nodiscard]] bool readable() const { return state == State::Readable; }
    /// Whether the MAC holds under the key: this commits the data key to this header.
    [[nodiscard]] bool authentic(const HeaderMacKey& key) const;
};

/// Writes `header` with its MAC and checksum. InvalidArgument where the entries do not fit.
[[nodiscard]] Result<HeaderBlock> encodeHeader(const Header& header, const HeaderMacKey& key);

/// Reads one copy. Never fails: the state says what it is.
[[nodiscard]] HeaderCopy decodeHeader(const HeaderBlock& block);

} // namespace lockleaf
