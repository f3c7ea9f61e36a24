// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/backup/generation.h"
#include "core/backup/rotation.h"
#include "core/base/bytes.h"
#include "core/crypto/keyed_hash.h"
#include "core/crypto/subkeys.h"

#include <array>
#include <filesystem>
#include <string>
#include <vector>

namespace lockleaf {

/// A proven generation as the catalogue has it (docs/vault-format.md, section 9).
struct CatalogueEntry
{
    std::string name; ///< File name, without a folder.
    BackupReason reason = BackupReason::Scheduled;
    bool accepted = false; ///< A person said of this one that it may be as small as it is.
    bool leaving = false;  ///< It is being taken away: that it is not there is no surprise.
    bool damaged = false;  ///< It was proven once, and found damaged since.
    Timestamp made = 0;
    Timestamp proven = 0;
    std::uint64_t epoch = 0;
    std::uint64_t notes = 0;
    std::uint64_t trashed = 0;
    std::uint64_t notebooks = 0;
    std::uint64_t bodyBytes = 0;
    std::uint64_t attachments = 0;
    std::uint64_t attachmentBytes = 0;
    std::uint64_t fileSize = 0;
    std::uint64_t headerGeneration = 0;
    Hash256 headHash{};
    std::array<std::uint8_t, 16> fileSalt{};

    bool operator==(const CatalogueEntry&) const = default;
    [[nodiscard]] KeptGeneration kept() const
    {
        return {made, reason, notes, bodyBytes, attachmentBytes, accepted};
    }
};

/// The list of proven generations of one vault, in the order of their making. Sealed, so that nobody without
/// the keys can call anything proven.
struct Catalogue
{
    std::vector<CatalogueEntry> entries;

    static constexpr std::size_t mostEntries = 4096;
};

[[nodiscard]] Bytes sealCatalogue(const Catalogue& catalogue, VaultId vault,
                                  const SecretKey<BackupPurpose>& key);
/// Errors: Damaged, where it is not authentic or does not follow the format.
[[nodiscard]] Result<Catalogue> openCatalogue(ByteView sealed, VaultId vault,
                                              const SecretKey<BackupPurpose>& key);

/// The file name of the catalogue of `vault` in a folder of backups.
[[nodiscard]] std::string catalogueName(VaultId vault);

} // namespace lockleaf
