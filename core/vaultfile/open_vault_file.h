// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vaultfile/header_region.h"
#include "core/vaultfile/sqlite_vfs.h"
#include "core/vaultfile/vault_file.h"

namespace lockleaf {

/// A vault file that is open and held: the pieces of this folder put together.
class OpenVaultFile final : public VaultFile
{
public:
    /// Takes the held file over. `header` is the one that counts; the log has not been looked at yet.
    OpenVaultFile(const std::filesystem::path& path, SyncedFile file, const DataKey& dataKey, Header header);

    /// Reads the state blocks and judges the log.
    [[nodiscard]] Result<void> judgeLog();
    /// Writes a copy of the header that is behind or damaged anew, from the one that counts.
    [[nodiscard]] Result<void> bringUpHeader(const HeaderRegion& found, std::size_t authentic);
    /// Writes state blocks into a file that is being made.
    [[nodiscard]] Result<void> initialiseState() { return m_state.initialise(); }
    [[nodiscard]] Result<void> sync() { return m_file.sync(); }
    Result<std::unique_ptr<VaultFile>> beginCopy(const std::filesystem::path& path,
                                                 const UnlockedKey& key) const override;
    void startWriteback() override;
    Result<void> syncAndDrop() override;
    const std::array<std::uint8_t, 32>& inboxPublicKey() const override { return m_header.inboxPublicKey; }

    std::string vfsName() const override { return m_vfs.name(); }
    std::string databaseName() const override { return SqliteVfs::databaseName; }
    LogState logState() const override { return m_logState; }
    bool logMissing() const override { return m_logMissing; }
    std::string repaired() const override;
    Result<void> takeError() override { return m_vfs.takeError(); }
    std::uint64_t headerGeneration() const override { return m_header.generation; }
    std::vector<KeySlotInfo> waysIn() const override { return describeSlots(m_header); }
    Result<void> changeWays(const UnlockedKey& key, const WayChange& change,
                            std::uint64_t knownGeneration) override;
    Result<void> checkPlace() override;
    Result<std::uint32_t> pageCount() override { return m_database.pageCount(); }
    Result<void> verifyPage(std::uint32_t number) override;
    Result<void> verifyHeaderRegion() override;
    Result<void> verifyLog() override { return m_log.verify(); }

private:
    std::filesystem::path m_path;
    SyncedFile m_file;
    HeaderMacKey m_macKey;
    StateKey m_stateKey;
    Header m_header;
    StateBlocks m_state;
    SealedDatabase m_database;
    SealedLog m_log;
    SqliteVfs m_vfs;
    std::uint64_t m_writebackFrom = 0;
    LogState m_logState = LogState::None;
    bool m_logMissing = false; ///< At opening.
    void noteDamage(const std::string& what);

    std::string m_damageFound; ///< What was damaged in the header region when the file was opened.
};

} // namespace lockleaf
