// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/crypto/keyed_hash.h"
#include "core/crypto/subkeys.h"
#include "core/store/head.h"

#include <filesystem>
#include <optional>

namespace lockleaf {

/// What this installation remembers of a vault outside of it: how far it had come when it was last written
/// here. It notices a whole file that was put back to an earlier state, or a log that was lost, which nothing
/// inside can.
///
/// One small file per vault and its keys in the state folder, MACed under the witness subkey; it holds no
/// content.
class Witness
{
public:
    /// FileIsFork: it is older, and was changed by another installation since. KeysChanged: a file with other
    /// keys took the place of this one (noteKeysChanged).
    enum class Verdict { Agrees, NoWitness, FileIsOlder, FileIsFork, KeysChanged };
    /// Quick: outlives the end of this program, though maybe not a power cut; for every save. Durable: is on
    /// the disk.
    enum class Safety { Quick, Durable };

    /// `stateFolder` is made where it is missing.
    Witness(const std::filesystem::path& stateFolder, VaultId vaultId, const DataKey& dataKey);

    /// The random id of this installation, made at first use. Errors: of the file system.
    [[nodiscard]] static Result<DeviceId> deviceId(const std::filesystem::path& stateFolder);

    /// Compares what is remembered with the head of the file as it was opened; to be called first. A witness
    /// that cannot be read or is not authentic counts as none. FileIsOlder stands, in later openings too,
    /// until accept() or until the very file that is remembered is back.
    [[nodiscard]] Verdict judge(const Head& head, const Hash256& headHash, DeviceId device);
    /// Remembers this head, which must be durable already. Writes nothing where that is remembered, where
    /// something later is, and while FileIsOlder stands.
    [[nodiscard]] Result<void> remember(const Head& head, const Hash256& headHash, Safety safety);
    /// Remembers this head in the place of whatever is remembered, where FileIsOlder or KeysChanged stands.
    [[nodiscard]] Result<void> accept(const Head& head, const Hash256& headHash);
    /// When the state that is remembered was written here; nothing where there is none.
    [[nodiscard]] std::optional<Timestamp> lastWritten() const
    {
        return m_memory.written == 0 ? std::nullopt : std::optional{m_memory.written};
    }
    /// From now on a file with these keys is met with KeysChanged, until accept(), and remember() does
    /// nothing.
    [[nodiscard]] Result<void> noteKeysChanged();

    /// A file with other keys is about to take the place of this one; `newFile` is a hash by which it is
    /// known. On the disk afterwards, until noteKeysChanged(), takeBackKeysChange() or accept().
    [[nodiscard]] Result<void> intendKeysChange(const Hash256& newFile);
    [[nodiscard]] Result<void> takeBackKeysChange();
    /// What was intended, and nobody wrote down what became of it.
    [[nodiscard]] std::optional<Hash256> intendedKeysChange() const;
    /// As noteKeysChanged(), for this opening alone.
    void suspectKeysChanged() { m_memory.keysChanged = true; }

private:
    struct Memory
    {
        std::uint64_t epoch = 0; ///< Of the last change that this device made.
        Hash256 headHash{};
        bool olderFileMet = false; ///< A file older than this was opened, and nobody accepted that.
        bool keysChanged = false;
        Timestamp written = 0; ///< When what is remembered was written.
        bool operator==(const Memory& other) const
        {
            return epoch == other.epoch && headHash == other.headHash && olderFileMet == other.olderFileMet &&
                   keysChanged == other.keysChanged;
        }
    };

    [[nodiscard]] Result<Memory> read() const;
    [[nodiscard]] Result<void> write(const Memory& memory, Safety safety);
    [[nodiscard]] std::optional<std::uint64_t> ownEpoch(const Head& head) const;
    [[nodiscard]] std::filesystem::path intentFile() const { return m_file.string() + ".keys"; }

    VaultId m_vaultId;
    SecretKey<WitnessPurpose> m_key;
    std::filesystem::path m_file; ///< Its name comes from both.
    DeviceId m_device;
    Memory m_memory;
    bool m_durable = false; ///< Nothing is gained by writing m_memory once more.
};

} // namespace lockleaf
