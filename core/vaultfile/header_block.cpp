// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vaultfile/header_block.h"

#include <algorithm>

namespace lockleaf {

namespace {

constexpr std::string_view magic = "LOCKLEAF";

// Places in the block.
constexpr std::size_t atFormat = 8;
constexpr std::size_t atSuite = 10;
constexpr std::size_t atPageSize = 12;
constexpr std::size_t atIncompatible = 16;
constexpr std::size_t atReadOnlyCompatible = 24;
constexpr std::size_t atCompatible = 32;
constexpr std::size_t atVaultId = 40;
constexpr std::size_t atFileSalt = 56;
constexpr std::size_t atGeneration = 72;
constexpr std::size_t atInboxKey = 80;
constexpr std::size_t atEntriesSize = 112;
constexpr std::size_t atEntries = 120;
constexpr std::size_t atMac = 4032;
constexpr std::size_t atChecksum = 4064;
constexpr std::size_t entryHead = 4;

Hash256 checksumOf(const HeaderBlock& block)
{
    return hash256({ByteView(block).first(atChecksum)});
}

Hash256 macOf(const HeaderBlock& block, const HeaderMacKey& key)
{
    // BLAKE2b as a keyed hash is a PRF; the key serves this purpose alone (subkeys.h).
    return keyedHash256(key, {ByteView(block).first(atMac)});
}

template <std::size_t N>
void take(const HeaderBlock& block, std::size_t offset, std::array<std::uint8_t, N>& into)
{
    std::copy_n(block.begin() + static_cast<std::ptrdiff_t>(offset), N, into.begin());
}

template <std::size_t N>
void put(HeaderBlock& block, std::size_t offset, const std::array<std::uint8_t, N>& from)
{
    std::copy(from.begin(), from.end(), block.begin() + static_cast<std::ptrdiff_t>(offset));
}

bool allZero(ByteView bytes)
{
    return std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t byte) { return byte == 0; });
}

/// False where the entries do not follow the format.
bool decodeEntries(const HeaderBlock& block, std::vector<HeaderEntry>& entries)
{
    const std::size_t size = loadLe32(block.data() + atEntriesSize);
    if (size > atMac - atEntries)
        return false;
    ByteView rest = ByteView(block).subspan(atEntries, size);
    if (!allZero(ByteView(block).subspan(atEntries + size, atMac - atEntries - size)))
        return false;
    std::size_t slots = 0;
    while (!rest.empty()) {
        if (rest.size() < entryHead)
            return false;
        const std::uint16_t type = loadLe16(rest.data());
        const std::size_t length = loadLe16(rest.data() + 2);
        if (length > rest.size() - entryHead)
            return false;
        const ByteView value = rest.subspan(entryHead, length);
        if (type == HeaderEntry::slotType && (length == 0 || ++slots > Header::mostSlots))
            return false;
        entries.push_back({type, Bytes(value.begin(), value.end())});
        rest = rest.subspan(entryHead + length);
    }
    return true;
}

} // namespace

std::vector<std::optional<KeySlot>> Header::slots() const
{
    std::vector<std::optional<KeySlot>> slots;
    for (const HeaderEntry& entry : entries) {
        if (entry.type == HeaderEntry::slotType)
            slots.push_back(KeySlot::decoded(entry.value));
    }
    return slots;
}

bool HeaderCopy::authentic(const HeaderMacKey& key) const
{
    return readable() && equalConstantTime(macOf(block, key), ByteView(block).subspan(atMac, 32));
}

Result<HeaderBlock> encodeHeader(const Header& header, const HeaderMacKey& key)
{
    HeaderBlock block{};
    std::copy(magic.begin(), magic.end(), block.begin());
    storeLe16(block.data() + atFormat, layout::format);
    block[atSuite] = layout::suite;
    storeLe32(block.data() + atPageSize, layout::pageSize);
    storeLe64(block.data() + atCompatible, header.compatibleFeatures);
    put(block, atVaultId, header.vaultId.bytes);
    put(block, atFileSalt, header.fileSalt);
    storeLe64(block.data() + atGeneration, header.generation);
    put(block, atInboxKey, header.inboxPublicKey);
    std::size_t at = atEntries;
    for (const HeaderEntry& entry : header.entries) {
        if (entry.value.size() > 0xFFFF || entry.value.size() + entryHead > atMac - at)
            return fail(ErrorCode::InvalidArgument, "the header has no room for more entries");
        storeLe16(block.data() + at, entry.type);
        storeLe16(block.data() + at + 2, static_cast<std::uint16_t>(entry.value.size()));
        std::copy(entry.value.begin(), entry.value.end(),
                  block.begin() + static_cast<std::ptrdiff_t>(at + entryHead));
        at += entryHead + entry.value.size();
    }
    storeLe32(block.data() + atEntriesSize, static_cast<std::uint32_t>(at - atEntries));
    put(block, atMac, macOf(block, key));
    put(block, atChecksum, checksumOf(block));
    return block;
}

HeaderCopy decodeHeader(const HeaderBlock& block)
{
    HeaderCopy copy;
    copy.block = block;
    if (!std::equal(magic.begin(), magic.end(), block.begin()))
        return copy;
    copy.state = HeaderCopy::State::Damaged;
    // Every format keeps magic, format number and checksum in these places, so that damage is told from a
    // newer version.
    if (!equalConstantTime(checksumOf(block), ByteView(block).subspan(atChecksum, 32)))
        return copy;
    if (loadLe16(block.data() + atFormat) == layout::formatBeforeFreeze) {
        copy.state = HeaderCopy::State::Earlier;
        return copy;
    }
    const bool known =
        loadLe16(block.data() + atFormat) == layout::format && block[atSuite] == layout::suite &&
        loadLe32(block.data() + atPageSize) == layout::pageSize &&
        loadLe64(block.data() + atIncompatible) == 0 &&
        loadLe64(block.data() + atReadOnlyCompatible) == 0; // a vault is always opened to write
    if (!known) {
        copy.state = HeaderCopy::State::Newer;
        return copy;
    }
    Header& header = copy.header;
    header.compatibleFeatures = loadLe64(block.data() + atCompatible);
    take(block, atVaultId, header.vaultId.bytes);
    take(block, atFileSalt, header.fileSalt);
    header.generation = loadLe64(block.data() + atGeneration);
    take(block, atInboxKey, header.inboxPublicKey);
    if (decodeEntries(block, header.entries))
        copy.state = HeaderCopy::State::Readable;
    return copy;
}

} // namespace lockleaf
