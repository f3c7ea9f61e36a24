// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/witness.h"

#include "core/crypto/keyed_hash.h"
#include "core/store/record_seal.h"
#include "core/store/state_file.h"

#include <algorithm>
#include <sodium.h>

namespace lockleaf {

namespace {

// label 16 ‖ format u16 ‖ vault id 16 ‖ device id 16 ‖ own last epoch u64 ‖ hash of the head 32 ‖ MAC 32
constexpr std::string_view witnessLabel = "lockleaf witness";
static_assert(witnessLabel.size() == 16);
constexpr std::size_t deviceAt = 34;
constexpr std::size_t epochAt = 50;
constexpr std::size_t hashAt = 58;
constexpr std::size_t macAt = 90;
constexpr std::size_t witnessSize = 122;

} // namespace

Witness::Witness(std::filesystem::path stateFolder, VaultId vaultId, const DataKey& dataKey)
    : m_file(std::move(stateFolder) / "witness" / vaultId.toHex()), m_vaultId(vaultId),
      m_key(deriveSubkey<WitnessPurpose>(dataKey))
{
}

Result<DeviceId> Witness::deviceId(const std::filesystem::path& stateFolder)
{
    const std::filesystem::path file = stateFolder / "device-id";
    if (const auto content = readSmallFile(file, 64)) {
        std::string_view hex = textOf(*content);
        while (hex.ends_with('\n'))
            hex.remove_suffix(1);
        if (const auto id = DeviceId::fromHex(hex))
            return *id;
    } else if (content.error().code != ErrorCode::FileNotFound) {
        return std::unexpected(content.error());
    }
    DeviceId id;
    randombytes_buf(id.bytes.data(), id.bytes.size());
    LOCKLEAF_CHECK(replaceSmallFile(file, bytesOf(id.toHex() + "\n")));
    return id;
}

Result<Bytes> Witness::read() const
{
    LOCKLEAF_TRY(Bytes content, readSmallFile(m_file, witnessSize));
    if (content.size() != witnessSize)
        return fail(ErrorCode::Damaged, "witness");
    const ByteView all = content;
    const Hash256 mac = keyedHash256(m_key, {all.first(macAt)});
    const bool ours = std::ranges::equal(all.first(16), bytesOf(witnessLabel)) &&
                      loadLe16(content.data() + 16) == storeFormat &&
                      std::ranges::equal(all.subspan(18, 16), m_vaultId.view());
    if (!equalConstantTime(mac, all.subspan(macAt)) || !ours)
        return fail(ErrorCode::Damaged, "witness");
    return content;
}

Witness::Verdict Witness::judge(const Head& head, const Hash256& headHash, DeviceId device)
{
    const auto remembered = read();
    if (!remembered || !std::ranges::equal(ByteView(*remembered).subspan(deviceAt, 16), device.view()))
        return Verdict::NoWitness;
    m_epoch = loadLe64(remembered->data() + epochAt);
    std::copy_n(remembered->begin() + hashAt, m_headHash.size(), m_headHash.begin());
    const auto own = head.devices.find(device);
    const std::uint64_t inFile = own == head.devices.end() ? 0 : own->second;
    if (inFile < m_epoch)
        return Verdict::FileIsOlder;
    // Nothing was written since: then it has to be the very head that was remembered, and not one that a copy
    // of this installation wrote instead.
    if (head.epoch == m_epoch && headHash != m_headHash)
        return Verdict::FileIsOlder;
    return Verdict::Agrees;
}

Result<void> Witness::remember(const Head& head, const Hash256& headHash, DeviceId device)
{
    const auto own = head.devices.find(device);
    if (own == head.devices.end() || (own->second == m_epoch && headHash == m_headHash))
        return {};
    Bytes content(witnessSize);
    std::memcpy(content.data(), witnessLabel.data(), 16);
    storeLe16(content.data() + 16, storeFormat);
    std::memcpy(content.data() + 18, m_vaultId.bytes.data(), 16);
    std::memcpy(content.data() + deviceAt, device.bytes.data(), 16);
    storeLe64(content.data() + epochAt, own->second);
    std::memcpy(content.data() + hashAt, headHash.data(), headHash.size());
    const Hash256 mac = keyedHash256(m_key, {ByteView(content).first(macAt)});
    std::memcpy(content.data() + macAt, mac.data(), mac.size());
    LOCKLEAF_CHECK(replaceSmallFile(m_file, content));
    m_epoch = own->second;
    m_headHash = headHash;
    return {};
}

} // namespace lockleaf
