// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/aead.h"
#include "core/crypto/subkeys.h"
#include "core/vaultfile/file_io.h"
#include "core/vaultfile/layout.h"

#include <optional>

namespace lockleaf {

using LogId = std::array<std::uint8_t, 16>;
using StateKey = SecretKey<StatePurpose>;

/// Which log belongs to the vault file as it stands.
struct VaultState
{
    std::uint64_t writes = 0;   ///< Counts the writes of a state; the higher one counts.
    std::uint64_t sequence = 0; ///< The checkpoint sequence c.
    LogId logId{};              ///< Random: the log of this c, and of no copy of the file that went on alone.
    std::uint64_t requiredFrames = 0; ///< Frames that log must hold, since pages of them may be in the file.
    bool logBegun = false;            ///< A log of this c was begun, or was about to be.
    /// The sequences of logs that were not there when the next one was begun, from the first to the last:
    /// what is in them need not be in the file. Zero: there was none.
    std::uint64_t firstLostLog = 0;
    std::uint64_t lastLostLog = 0;

    [[nodiscard]] bool lost(std::uint64_t logSequence) const
    {
        return firstLostLog != 0 && logSequence >= firstLostLog && logSequence <= lastLostLog;
    }
};

/// The two sealed state blocks of a vault file (docs/vault-format.md, "State blocks").
class StateBlocks
{
public:
    static constexpr std::size_t blockSize = 64 + aead::overhead;

    StateBlocks(SyncedFile& file, const StateKey& key, const layout::FileSalt& salt)
        : m_file(file), m_key(key), m_salt(salt)
    {
    }

    /// Reads both; the higher count of writes wins. Damaged where none is authentic.
    [[nodiscard]] Result<void> load();
    /// Writes the block that load() found behind or damaged anew and makes it durable, so that one flipped
    /// bit never decides.
    [[nodiscard]] Result<void> bringUp();
    /// Writes the first state of a new file.
    [[nodiscard]] Result<void> initialise();

    [[nodiscard]] const VaultState& current() const { return m_state; }
    /// Whether one of the blocks was found damaged by load().
    [[nodiscard]] bool wasDamaged() const { return m_wasDamaged; }

    /// The log of this c was begun and is not there: beginLog() will remember its sequence, in case that it
    /// comes back.
    void noteMissingLog() { m_logMissing = true; }
    [[nodiscard]] bool logMissing() const { return m_logMissing; }

    /// Makes c + 1 durable, with a new log id, before a new log begins.
    [[nodiscard]] Result<void> beginLog();
    /// The same before a log is emptied whose pages are all in the file.
    [[nodiscard]] Result<void> endLog();
    /// Makes durable that the log must hold `frames` frames, before pages of them go into the file.
    [[nodiscard]] Result<void> requireFrames(std::uint64_t frames);
    /// Both blocks on disk, as they should be now.
    [[nodiscard]] Result<void> verify();

private:
    [[nodiscard]] VaultState nextSequence() const;
    [[nodiscard]] Result<void> store(VaultState state);
    [[nodiscard]] Result<void> write(std::size_t index, const VaultState& state);
    [[nodiscard]] Result<std::optional<VaultState>> readBlock(std::size_t index);

    SyncedFile& m_file;
    const StateKey& m_key;
    layout::FileSalt m_salt;
    VaultState m_state;
    std::optional<std::size_t> m_behind;
    bool m_wasDamaged = false;
    bool m_logMissing = false;
};

} // namespace lockleaf
