// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/witness.h"

#include "core/base/clock.h"
#include "core/base/file_system.h"
#include "core/crypto/keyed_hash.h"
#include "core/store/record_seal.h"
#include "core/store/state_file.h"

#include <algorithm>
#include <cerrno>
#include <sodium.h>
#include <utility>

namespace lockleaf {

namespace {

// label 16 ‖ format u16 ‖ vault id 16 ‖ device id 16 ‖ own last epoch u64 ‖ hash of the head 32 ‖
// 0, or 1: older file met, or 2: keys changed u8 ‖
// time u64 ‖ MAC 32
constexpr std::string_view witnessLabel = "lockleaf witness";
static_assert(witnessLabel.size() == 16);
constexpr std::size_t deviceAt = 34;
constexpr std::size_t epochAt = 50;
constexpr std::size_t hashAt = 58;
constexpr std::size_t flagAt = 90;
constexpr std::uint8_t olderFlag = 1;
constexpr std::uint8_t keysChangedFlag = 2;
constexpr std::size_t nameOctets = 4;
constexpr std::size_t timeAt = 91;
constexpr std::size_t macAt = 99;
constexpr std::size_t witnessSize = 131;

// Beside it while the keys are changed: label 16 ‖ format u16 ‖ vault id 16 ‖ hash of the new file 32 ‖ MAC
// 32
constexpr std::string_view intentLabel = "lockleaf witkeys";
static_assert(intentLabel.size() == 16);
constexpr std::size_t intentHashAt = 34;
constexpr std::size_t intentMacAt = 66;
constexpr std::size_t intentSize = 98;

/// One file for each pair of vault and keys: a copy with the keys of before, which a person may well keep,
/// must not put its own memory in the place of the vault's.
std::string nameFor(const VaultId& vaultId, KeyView key)
{
    constexpr std::string_view label = "lockleaf witname";
    static_assert(label.size() == 16);
    const Hash256 hash = keyedHash256(key, {bytesOf(label), vaultId.view()});
    std::string name = vaultId.toHex() + "-";
    for (std::size_t i = 0; i < nameOctets; ++i) {
        constexpr std::string_view digits = "0123456789abcdef";
        name += digits[hash[i] >> 4U];
        name += digits[hash[i] & 15U];
    }
    return name;
}

} // namespace

Witness::Witness(const std::filesystem::path& stateFolder, VaultId vaultId, const DataKey& dataKey)
    : m_vaultId(vaultId), m_key(deriveSubkey<WitnessPurpose>(dataKey)),
      m_file(stateFolder / "witness" / nameFor(vaultId, m_key))
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

Result<Witness::Memory> Witness::read() const
{
    LOCKLEAF_TRY(const Bytes content, readSmallFile(m_file, witnessSize));
    if (content.size() != witnessSize)
        return fail(ErrorCode::Damaged, "witness");
    const ByteView all = content;
    const Hash256 mac = keyedHash256(m_key, {all.first(macAt)});
    const bool ours = std::ranges::equal(all.first(16), bytesOf(witnessLabel)) &&
                      loadLe16(content.data() + 16) == storeFormat &&
                      std::ranges::equal(all.subspan(18, 16), m_vaultId.view()) &&
                      std::ranges::equal(all.subspan(deviceAt, 16), m_device.view());
    if (!equalConstantTime(mac, all.subspan(macAt)) || !ours)
        return fail(ErrorCode::Damaged, "witness");
    Memory memory;
    memory.epoch = loadLe64(content.data() + epochAt);
    std::copy_n(content.begin() + hashAt, memory.headHash.size(), memory.headHash.begin());
    memory.olderFileMet = content[flagAt] == olderFlag;
    memory.keysChanged = content[flagAt] == keysChangedFlag;
    memory.written = static_cast<Timestamp>(loadLe64(content.data() + timeAt));
    return memory;
}

Result<void> Witness::write(const Memory& memory, Safety safety)
{
    Bytes content(witnessSize);
    std::memcpy(content.data(), witnessLabel.data(), 16);
    storeLe16(content.data() + 16, storeFormat);
    std::memcpy(content.data() + 18, m_vaultId.bytes.data(), 16);
    std::memcpy(content.data() + deviceAt, m_device.bytes.data(), 16);
    storeLe64(content.data() + epochAt, memory.epoch);
    std::memcpy(content.data() + hashAt, memory.headHash.data(), memory.headHash.size());
    content[flagAt] = memory.keysChanged ? keysChangedFlag : memory.olderFileMet ? olderFlag : 0;
    storeLe64(content.data() + timeAt, static_cast<std::uint64_t>(memory.written));
    const Hash256 mac = keyedHash256(m_key, {ByteView(content).first(macAt)});
    std::memcpy(content.data() + macAt, mac.data(), mac.size());
    // In place, a witness fits into one sector and costs a save nothing that can be felt; where none of its
    // size is there yet, it is made anew.
    bool durable = false;
    if (safety == Safety::Durable || !overwriteSmallFile(m_file, content)) {
        LOCKLEAF_CHECK(replaceSmallFile(m_file, content));
        durable = true;
    }
    m_memory = memory;
    m_durable = durable;
    return {};
}

std::optional<std::uint64_t> Witness::ownEpoch(const Head& head) const
{
    const auto own = head.devices.find(m_device);
    return own == head.devices.end() ? std::nullopt : std::optional{own->second};
}

Witness::Verdict Witness::judge(const Head& head, const Hash256& headHash, DeviceId device)
{
    m_device = device;
    const auto remembered = read();
    if (!remembered)
        return Verdict::NoWitness;
    m_memory = *remembered;
    if (m_memory.keysChanged)
        return Verdict::KeysChanged;
    // The very head that is remembered is right, whatever was opened in between.
    if (headHash == m_memory.headHash) {
        m_durable = !std::exchange(m_memory.olderFileMet, false);
        return Verdict::Agrees;
    }
    // Nothing was written since: then it would have to be that head, and not one that a copy of this
    // installation wrote instead.
    const bool older =
        m_memory.olderFileMet || ownEpoch(head).value_or(0) < m_memory.epoch || head.epoch == m_memory.epoch;
    if (!older)
        return Verdict::Agrees;
    // Noted at once: changes of the older file would soon bring it beyond what is remembered.
    Memory noted = m_memory;
    noted.olderFileMet = true;
    if (noted == m_memory || !write(noted, Safety::Durable))
        m_memory.olderFileMet = true; // what could not be written stands in this opening at least
    // Whoever changed it after what is known here of it in the file itself was somebody else.
    return head.epoch > ownEpoch(head).value_or(0) ? Verdict::FileIsFork : Verdict::FileIsOlder;
}

Result<void> Witness::remember(const Head& head, const Hash256& headHash, Safety safety)
{
    const auto own = ownEpoch(head);
    if (!own || m_memory.olderFileMet || m_memory.keysChanged || *own < m_memory.epoch)
        return {};
    const Memory memory{*own, headHash, false, false, systemClock().now()};
    if (memory == m_memory && (m_durable || safety == Safety::Quick))
        return {};
    return write(memory, safety);
}

Result<void> Witness::accept(const Head& head, const Hash256& headHash)
{
    if (!m_memory.olderFileMet && !m_memory.keysChanged)
        return {};
    LOCKLEAF_CHECK(takeBackKeysChange());
    return write({ownEpoch(head).value_or(0), headHash, false, false, systemClock().now()}, Safety::Durable);
}

Result<void> Witness::noteKeysChanged()
{
    Memory noted = m_memory;
    noted.keysChanged = true;
    LOCKLEAF_CHECK(write(noted, Safety::Durable));
    return takeBackKeysChange();
}

Result<void> Witness::intendKeysChange(const Hash256& newFile)
{
    Bytes content(intentSize);
    std::memcpy(content.data(), intentLabel.data(), intentLabel.size());
    storeLe16(content.data() + 16, storeFormat);
    std::memcpy(content.data() + 18, m_vaultId.bytes.data(), m_vaultId.bytes.size());
    std::ranges::copy(newFile, content.begin() + intentHashAt);
    const Hash256 mac = keyedHash256(m_key, {ByteView(content).first(intentMacAt)});
    std::ranges::copy(mac, content.begin() + intentMacAt);
    return replaceSmallFile(intentFile(), content);
}

Result<void> Witness::takeBackKeysChange()
{
    const int problem = fileSystem().remove(FileSystem::anywhere, intentFile());
    if (problem == ENOENT)
        return {};
    if (problem != 0)
        return failErrno(problem, "removing a state file");
    return syncFolderAt(m_file.parent_path(), "sync state folder");
}

std::optional<Hash256> Witness::intendedKeysChange() const
{
    const auto content = readSmallFile(intentFile(), intentSize);
    if (!content || content->size() != intentSize)
        return std::nullopt;
    const ByteView all = *content;
    const bool ours = std::ranges::equal(all.first(16), bytesOf(intentLabel)) &&
                      loadLe16(content->data() + 16) == storeFormat &&
                      std::ranges::equal(all.subspan(18, 16), m_vaultId.view());
    const Hash256 mac = keyedHash256(m_key, {all.first(intentMacAt)});
    if (!ours || !equalConstantTime(mac, all.subspan(intentMacAt)))
        return std::nullopt;
    Hash256 newFile;
    std::copy_n(all.begin() + intentHashAt, newFile.size(), newFile.begin());
    return newFile;
}

} // namespace lockleaf
