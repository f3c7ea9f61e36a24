// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vaultfile/file_io.h"
#include "core/vaultfile/header_region.h"
#include "core/vaultfile/sealers.h"
#include "core/vaultfile/vault_info.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <unordered_map>

namespace lockleaf {

/// The pages of a damaged vault file, each for itself: what its log has of one, else what the file has. Only
/// reads; asks neither SQLite nor the state of the log whether they fit together. One thread.
class SalvagePages
{
public:
    /// Reads the header and looks through the log. The file is held where it can be written. Errors: InUse,
    /// Damaged, where no copy of the header holds; WrongPassword, where it is another vault's.
    [[nodiscard]] static Result<std::unique_ptr<SalvagePages>> open(const std::filesystem::path& path,
                                                                    const UnlockedKey& key);

    /// Pages are numbered from 1 to this.
    [[nodiscard]] std::uint32_t count() const { return m_count; }
    /// False: nothing authentic can be read in that place, a disk that refuses to read included.
    [[nodiscard]] bool read(std::uint32_t number, MutablePage plain);
    /// What the vault file itself has in a place for which the log has something too; false where it has not.
    [[nodiscard]] bool readBelowLog(std::uint32_t number, MutablePage plain);
    /// Frames of the log that should be there and cannot be read: some pages may be of an earlier state.
    [[nodiscard]] std::uint64_t lostFrames() const { return m_lostFrames; }
    /// A log lies beside the file that does not belong to its state, and was left out.
    [[nodiscard]] bool leftLogOut() const { return m_leftLogOut; }

private:
    SalvagePages(SyncedFile file, const DataKey& dataKey, const Header& header);
    void takeLog(const std::filesystem::path& path);
    [[nodiscard]] std::optional<LogHeader> readLogHeader();
    void takeFrames(const LogHeader& header);
    [[nodiscard]] bool readFrame(std::uint64_t frame, MutablePage plain);
    [[nodiscard]] bool readFromFile(std::uint32_t number, MutablePage plain);

    SyncedFile m_file;
    PageSealer m_pages;
    LogSealer m_logSealer;
    StateKey m_stateKey;
    layout::FileSalt m_salt;
    std::optional<SyncedFile> m_log;
    std::optional<LogHeader> m_logHeader;
    std::unordered_map<std::uint32_t, std::uint64_t> m_frames; ///< Page → its latest committed frame.
    std::uint32_t m_count = 0;
    std::uint64_t m_lostFrames = 0;
    bool m_leftLogOut = false;
};

} // namespace lockleaf
