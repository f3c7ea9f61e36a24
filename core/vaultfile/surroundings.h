// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/file_system_kind.h"
#include "core/vaultfile/vault_info.h"

#include <filesystem>
#include <string>
#include <vector>

namespace lockleaf {

/// A file beside a vault that is, or may be, another state of it.
struct VaultCopy
{
    enum class Relation {
        SameVault,    ///< It can be merged.
        AnotherVault, ///< Only its name is alike.
        Log,          ///< The log of a copy, which nothing can be taken from without that.
        Unreadable,   ///< Its beginning is not that of a vault.
    };
    std::filesystem::path file;
    Relation relation = Relation::Unreadable;
};

/// Where a vault lies, and what lies around it. Found out without a key.
struct VaultSurroundings
{
    /// The program that keeps this folder alike on several computers ("Dropbox"); empty: none is known.
    std::string synchroniser;
    FileSystemKind fileSystem;
    std::vector<VaultCopy> copies; ///< By name.
};

/// Looks at the names in the folder of `vault` and in those above it, and at the beginnings of files that may
/// be copies. What cannot be read is left out. Not for the GUI thread: a network may be slow.
[[nodiscard]] VaultSurroundings surroundingsOf(const std::filesystem::path& vault, const VaultId& id);

/// The program whose marks lie in `folder` or in one above it; empty: none.
[[nodiscard]] std::string synchroniserOf(std::filesystem::path folder);

/// Whether a synchronising program gives such a name to a copy that it could not join with a file called
/// `original` ("v.lockleaf").
[[nodiscard]] bool isConflictName(const std::string& name, const std::string& original);

} // namespace lockleaf
