// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/crypto/keyed_hash.h"

#include <filesystem>
#include <string>

namespace lockleaf {

// A vault whose keys are changed, as files: the new one is made beside it under a name that shows it to be
// unfinished, and takes the vault's name in one step. Whoever calls these holds the vault by its lock.

/// Where the file with the new keys is made.
[[nodiscard]] std::filesystem::path newKeysFile(const std::filesystem::path& vault);
/// What the file with the old keys is called from just before the exchange until it is removed or kept.
[[nodiscard]] std::filesystem::path oldKeysFile(const std::filesystem::path& vault);

/// By what the file with the new keys is known from before the exchange until something is written to it: a
/// hash of its header region. Errors: of the file system.
[[nodiscard]] Result<Hash256> markOfNewKeysFile(const std::filesystem::path& vault);
/// Removes an unfinished file with new keys, and its log.
void removeNewKeysFile(const std::filesystem::path& vault);
/// Whether link() failed with `errnoValue` since the file system knows no second names, as on FAT.
[[nodiscard]] bool hasNoSecondNames(int errnoValue);
/// Whether another file can take the vault's place on this file system, and `keepAs` (a name in the same
/// folder; empty: none) is free for the old one. Tries it with a second name for the vault, which it takes
/// away again. Errors: InputOutput with a system error that hasNoSecondNames(), AlreadyExists,
/// InvalidArgument, those of the file system.
[[nodiscard]] Result<void> checkExchange(const std::filesystem::path& vault, const std::string& keepAs);

/// How far exchangeKeysFile() came: from Begun on the log of the vault is gone, so that the old file must not
/// be written to any more by whoever has it open.
enum class ExchangeStage { NotBegun, Begun, Done };

/// Puts the file with the new keys, closed and with an empty log, in the place of the vault, whose log must
/// be empty and on the disk. The old one is then at oldKeysFile(). Whenever the power fails, one whole vault
/// stands under the name. Errors: of the file system; `stage` says how far it came.
[[nodiscard]] Result<void> exchangeKeysFile(const std::filesystem::path& vault, ExchangeStage& stage);
/// Ends it, after the new file was opened under its name: the old one is removed, or called `keepAs`.
[[nodiscard]] Result<void> putOldKeysFileAway(const std::filesystem::path& vault, const std::string& keepAs);

/// Cleans up after a change of the keys, or the making of a vault, that was cut short, once the vault is open
/// and held. True: the file with the old keys is still there, and is left to the person.
[[nodiscard]] bool sweepKeyExchange(const std::filesystem::path& vault);

} // namespace lockleaf
