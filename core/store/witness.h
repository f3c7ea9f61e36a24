// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/keyed_hash.h"
#include "core/crypto/subkeys.h"
#include "core/store/head.h"

#include <filesystem>

namespace lockleaf {

/// What this installation remembers of a vault outside of it: how far it had come when it was last written
/// here. It notices a whole file that was put back to an earlier state, which nothing inside it can.
///
/// One small file per vault in the state folder, MACed under the witness subkey; it holds no content.
class Witness
{
public:
    enum class Verdict { Agrees, NoWitness, FileIsOlder };

    /// `stateFolder` is made where it is missing.
    Witness(std::filesystem::path stateFolder, VaultId vaultId, const DataKey& dataKey);

    /// The random id of this installation, made at first use. Errors: of the file system.
    [[nodiscard]] static Result<DeviceId> deviceId(const std::filesystem::path& stateFolder);

    /// Compares what is remembered with the head of the file as it was opened. A witness that cannot be read
    /// or is not authentic counts as none.
    [[nodiscard]] Verdict judge(const Head& head, const Hash256& headHash, DeviceId device);
    /// Remembers this head, which must be durable already. Writes nothing where that is remembered.
    [[nodiscard]] Result<void> remember(const Head& head, const Hash256& headHash, DeviceId device);
    /// The epoch that is remembered, 0 for none.
    [[nodiscard]] std::uint64_t rememberedEpoch() const { return m_epoch; }

private:
    [[nodiscard]] Result<Bytes> read() const;

    std::filesystem::path m_file;
    VaultId m_vaultId;
    SecretKey<WitnessPurpose> m_key;
    std::uint64_t m_epoch = 0;
    Hash256 m_headHash{};
};

} // namespace lockleaf
