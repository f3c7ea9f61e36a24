// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/vaultfile/vault_info.h"
#include "core/vaultfile/way_change.h"

#include <array>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

struct sqlite3;

namespace lockleaf {

/// The sealed file below the records: one descriptor, held by a lock, with the header, the state blocks and
/// the SQLite VFS on it (format.md 1 to 5). It knows nothing of notes.
///
/// Owned by the thread that owns the Vault. It must outlive every SQLite connection opened through it.
class VaultFile
{
public:
    /// What the log was found to be at open.
    enum class LogState {
        None,
        Replayed,
        SetAside, ///< It was of an older state: everything in it is in the file. It has another name now.
        /// It was missing at an earlier opening, and the vault went on without it: what is in it need not be
        /// in the file. It has another name now, and nothing of it was taken in.
        LateSetAside,
    };

    /// Reads the header without a key. See Vault::info for the errors.
    [[nodiscard]] static Result<VaultInfo> info(const std::filesystem::path& file);
    /// See Vault::unlock.
    [[nodiscard]] static Result<UnlockedKey> unlock(const std::filesystem::path& file, const WayIn& way);

    /// Makes a new vault file under a temporary name, lets `populate` create schema and first rows on a
    /// connection that is sealed already, closes, syncs and renames without replacing. `vaultId`: see
    /// Vault::CreateOptions.
    [[nodiscard]] static Result<UnlockedKey>
    create(const std::filesystem::path& file, const WayIn& way, std::optional<KeyDerivationCost> cost,
           const std::function<Result<void>(sqlite3*, const UnlockedKey&)>& populate,
           std::optional<VaultId> vaultId = {});

    /// Opens and locks the file, checks id and MAC on that descriptor, and judges the log by the state
    /// blocks.
    [[nodiscard]] static Result<std::unique_ptr<VaultFile>> open(const std::filesystem::path& file,
                                                                 const UnlockedKey& key);

    virtual ~VaultFile() = default;

    /// Begins a copy at `path`, where nothing may stand: the header of this file with a file salt of its own
    /// and an empty database. What `key` is: that of this file.
    [[nodiscard]] virtual Result<std::unique_ptr<VaultFile>> beginCopy(const std::filesystem::path& path,
                                                                       const UnlockedKey& key) const = 0;
    /// Tells the disk to begin with what was written, so that sync() has little left to wait for.
    virtual void startWriteback() = 0;
    /// Makes all of the file durable, and asks the system to forget it, so that reading it tests the disk.
    [[nodiscard]] virtual Result<void> syncAndDrop() = 0;
    [[nodiscard]] virtual const std::array<std::uint8_t, 32>& inboxPublicKey() const = 0;

    /// Name of the VFS and of the database for sqlite3_open_v2. The latter is no path, and the same for every
    /// vault. One connection at a time; give it to
    /// configureConnection() (connection.h) before its first statement.
    [[nodiscard]] virtual std::string vfsName() const = 0;
    [[nodiscard]] virtual std::string databaseName() const = 0;
    [[nodiscard]] virtual LogState logState() const = 0;
    /// Whether the log that belongs to the file was not there at open, though one had been begun: it was
    /// taken away, and saved changes with it, or the process was killed just before it wrote the log's
    /// beginning, and nothing is missing. True at each opening until the log is back (and replayed) or the
    /// next one is begun. Where the file needs the log, opening fails with Damaged instead.
    [[nodiscard]] virtual bool logMissing() const = 0;

    /// What was found damaged at open and written anew from its other copy, in words for a message (a copy of
    /// the header, a state block, a header of the log); empty: nothing. Nothing is lost by it. A power cut
    /// may leave such a thing, and so may a disk that begins to fail; verifyHeaderRegion() and verifyLog()
    /// report it as damage as long as the vault is open.
    [[nodiscard]] virtual std::string repaired() const = 0;

    /// The first integrity or input/output error that the VFS met since the last call, to say more than
    /// SQLITE_IOERR does; success where there was none.
    [[nodiscard]] virtual Result<void> takeError() = 0;

    [[nodiscard]] virtual std::uint64_t headerGeneration() const = 0;
    /// The ways in of the header that counts.
    [[nodiscard]] virtual std::vector<KeySlotInfo> waysIn() const = 0;
    /// Changes them, and gives the header the generation after its own and after `knownGeneration`, the
    /// highest that the caller has ever seen: a copy of a header that was put back must not outrank the new
    /// one. After an error the old ones hold, save for WayChangeUncertain: either may. Errors: of WayChange.
    [[nodiscard]] virtual Result<void> changeWays(const UnlockedKey& key, const WayChange& change,
                                                  std::uint64_t knownGeneration) = 0;

    /// Whether file and log still stand where they were opened: what is written into a file that was deleted
    /// or replaced is lost. Two calls of the system. Errors: FileNotFound.
    [[nodiscard]] virtual Result<void> checkPlace() { return {}; }

    /// Pages in the file, for verify; reads page `number` (from 1) from disk past every cache and
    /// authenticates it.
    [[nodiscard]] virtual Result<std::uint32_t> pageCount() = 0;
    [[nodiscard]] virtual Result<void> verifyPage(std::uint32_t number) = 0;
    /// Header copies, gaps that must be zero, state blocks.
    [[nodiscard]] virtual Result<void> verifyHeaderRegion() = 0;
    /// Reads and authenticates the committed frames of the log, from disk.
    [[nodiscard]] virtual Result<void> verifyLog() = 0;
};

} // namespace lockleaf
