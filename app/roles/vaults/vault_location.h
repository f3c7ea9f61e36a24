// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <filesystem>

namespace lockleaf::app {

/// The name that a person reads for a vault file: "Personal" for /home/anna/Personal.lockleaf.
[[nodiscard]] QString vaultName(const std::filesystem::path& vault);
/// Where a vault of that name goes in `folder`.
[[nodiscard]] std::filesystem::path vaultPath(const QString& name, const QString& folder);
/// The folder that is offered for the first vault: Documents/Lockleaf.
[[nodiscard]] QString suggestedFolder();

/// `name`, or, where a vault of that name is in `folder`, the next free one: "Personal 2".
[[nodiscard]] QString freeVaultName(const QString& name, const QString& folder);

/// Where the witnesses of vaults live: $XDG_STATE_HOME/lockleaf.
[[nodiscard]] std::filesystem::path stateFolder();

[[nodiscard]] QString toQString(const std::filesystem::path& path);
[[nodiscard]] std::filesystem::path toPath(const QString& path);

} // namespace lockleaf::app
