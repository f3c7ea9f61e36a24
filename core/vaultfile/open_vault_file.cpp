// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vaultfile/open_vault_file.h"

#include "core/vaultfile/header_change.h"

#include <algorithm>
#include <sodium.h>

namespace lockleaf {

namespace {

std::filesystem::path logPath(const std::filesystem::path& path)
{
    return path.string() + "-wal";
}

} // namespace

OpenVaultFile::OpenVaultFile(const std::filesystem::path& path, SyncedFile file, const DataKey& dataKey,
                             Header header)
    : m_path(path), m_file(std::move(file)), m_macKey(deriveSubkey<HeaderMacPurpose>(dataKey)),
      m_stateKey(deriveSubkey<StatePurpose>(dataKey)), m_header(std::move(header)),
      m_state(m_file, m_stateKey, m_header.fileSalt),
      m_database(m_file, PageSealer(deriveSubkey<PagesPurpose>(dataKey), m_header.fileSalt)),
      m_log(logPath(path), LogSealer(deriveSubkey<WalPurpose>(dataKey), m_header.fileSalt), m_state),
      m_vfs(m_database, m_log)
{
    m_database.beforeWrite([this] { return m_log.recordDependence(); });
}

Result<void> OpenVaultFile::judgeLog()
{
    LOCKLEAF_CHECK(m_state.load());
    LOCKLEAF_TRY(const SealedLog::Found found, m_log.attach());
    switch (found) {
    case SealedLog::Found::None:
        m_logState = LogState::None;
        break;
    case SealedLog::Found::Replayed:
        m_logState = LogState::Replayed;
        break;
    case SealedLog::Found::SetAside:
        m_logState = LogState::SetAside;
        break;
    case SealedLog::Found::LateSetAside:
        m_logState = LogState::LateSetAside;
        break;
    }
    m_logMissing = m_state.logMissing();
    // Now, so that a folder that can't be written is met here and not at the first save.
    LOCKLEAF_CHECK(m_log.ensureFile());
    if (m_state.wasDamaged())
        noteDamage("a state block was damaged when the vault was opened");
    return m_state.bringUp();
}

Result<void> OpenVaultFile::bringUpHeader(const HeaderRegion& found, std::size_t authentic)
{
    const HeaderCopy& good = found.copy(authentic);
    const HeaderCopy& other = found.copy(1 - authentic);
    if (other.block == good.block)
        return {};
    // An authentic copy of a lower generation is what a change leaves that was cut short between the two.
    if (!other.authentic(m_macKey))
        noteDamage("header copy " + std::to_string(2 - authentic) + " was damaged when the vault was opened");
    return writeHeaderCopy(m_file, 1 - authentic, good.block);
}

Result<std::unique_ptr<VaultFile>> OpenVaultFile::beginCopy(const std::filesystem::path& path,
                                                            const UnlockedKey& key) const
{
    Header header = m_header;
    // Its own page and log keys: no page of one file can ever stand in the other.
    randombytes_buf(header.fileSalt.data(), header.fileSalt.size());
    LOCKLEAF_TRY(const HeaderBlock block, encodeHeader(header, m_macKey));
    LOCKLEAF_TRY(SyncedFile file, openFile(path, FileAccess::CreateNew, FileRole::Vault));
    const auto begin = [&]() -> Result<std::unique_ptr<VaultFile>> {
        LOCKLEAF_CHECK(file.holdExclusively());
        LOCKLEAF_CHECK(file.truncate(layout::headerRegionSize));
        for (std::size_t i = 0; i < 2; ++i)
            LOCKLEAF_CHECK(writeHeaderCopy(file, i, block));
        auto copy = std::make_unique<OpenVaultFile>(path, std::move(file), key.dataKey, std::move(header));
        LOCKLEAF_CHECK(copy->initialiseState());
        return std::unique_ptr<VaultFile>(std::move(copy));
    };
    auto begun = begin();
    if (!begun)
        removeFile(path);
    return begun;
}

void OpenVaultFile::startWriteback()
{
    constexpr std::uint64_t window = std::uint64_t{4} << 20;
    const auto size = m_file.size();
    if (!size || *size < m_writebackFrom + window)
        return;
    m_file.startWriteback(m_writebackFrom, *size);
    m_writebackFrom = *size;
}

Result<void> OpenVaultFile::syncAndDrop()
{
    LOCKLEAF_CHECK(m_file.sync());
    m_file.dropFromMemory();
    return {};
}

void OpenVaultFile::noteDamage(const std::string& what)
{
    m_damageFound += (m_damageFound.empty() ? "" : "; ") + what;
}

std::string OpenVaultFile::repaired() const
{
    const std::string& inLog = m_log.damageFound();
    return m_damageFound + (m_damageFound.empty() || inLog.empty() ? "" : "; ") + inLog;
}

Result<void> OpenVaultFile::changeWays(const UnlockedKey& key, const WayChange& ways,
                                       std::uint64_t knownGeneration)
{
    const std::uint64_t generation = std::max(m_header.generation, knownGeneration) + 1;
    LOCKLEAF_TRY(HeaderChange change, withWays(m_header, generation, key.dataKey, ways, systemClock().now()));
    // The first copy decides: once it can be read back and opened, the change has happened.
    LOCKLEAF_CHECK(replaceAndProve(m_file, 1, change, key.dataKey));
    m_header = std::move(change.header);
    if (auto second = writeHeaderCopy(m_file, 0, change.block); !second)
        m_vfs.keepError(std::move(second).error()); // finished at the next opening
    return {};
}

Result<void> OpenVaultFile::checkPlace()
{
    if (!m_file.isAt(m_path))
        return fail(ErrorCode::FileNotFound, "the vault file is not where it was opened");
    if (!m_log.isInPlace())
        return fail(ErrorCode::FileNotFound, "the log of the vault is not where it was opened");
    return {};
}

Result<void> OpenVaultFile::verifyPage(std::uint32_t number)
{
    SecureBytes plain(layout::pageSize);
    return m_database.openPage(number, MutablePage(plain.data(), layout::pageSize));
}

Result<void> OpenVaultFile::verifyHeaderRegion()
{
    if (!m_damageFound.empty())
        return fail(ErrorCode::Damaged, m_damageFound);
    LOCKLEAF_CHECK(m_state.verify());
    Bytes region(layout::headerRegionSize);
    LOCKLEAF_TRY(const std::size_t got, m_file.readAt(0, region));
    if (got != region.size())
        return fail(ErrorCode::Damaged, "the header region is cut off");
    const auto take = [&region](std::uint64_t offset, std::size_t size) {
        std::fill_n(region.begin() + static_cast<std::ptrdiff_t>(offset), size, std::uint8_t{0});
    };
    for (std::size_t i = 0; i < 2; ++i) {
        HeaderBlock block;
        std::copy_n(region.begin() + static_cast<std::ptrdiff_t>(layout::headerOffsets[i]), block.size(),
                    block.begin());
        const HeaderCopy copy = decodeHeader(block);
        if (!copy.authentic(m_macKey) || copy.header.generation != m_header.generation)
            return fail(ErrorCode::Damaged, "header copy " + std::to_string(i + 1));
        take(layout::headerOffsets[i], layout::headerBlockSize);
        take(layout::stateOffsets[i], StateBlocks::blockSize);
    }
    const auto stray =
        std::find_if(region.begin(), region.end(), [](std::uint8_t byte) { return byte != 0; });
    if (stray != region.end())
        return fail(ErrorCode::Damaged, "octet " + std::to_string(stray - region.begin()) +
                                            " of the header region should be zero");
    return {};
}

} // namespace lockleaf
