// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/selfcheck/scanner.h"

#include <ctime>
#include <filesystem>
#include <optional>
#include <vector>

namespace lockleaf::app {

/// Which files are looked at.
struct FileChoice
{
    std::vector<std::filesystem::path> folders; ///< With all below them, on the same file system.
    std::optional<timespec> changedSince;       ///< Nothing: all of them.
    std::optional<uid_t> owner;                 ///< Nothing: of anybody.
    std::vector<std::filesystem::path> without; ///< Folders that are left out.
    double seconds = 5;                         ///< For each folder; then it is cut short.
    std::uint64_t mostBytes = std::uint64_t{512} << 20;
};

struct FilesLooked
{
    Looked looked;              ///< `items` are the files that were read.
    std::uint64_t seen = 0;     ///< Files whose date was looked at.
    std::uint64_t unopened = 0; ///< Folders that could not be listed.
};

/// Looks at the contents and the names of the files that are chosen. Symbolic links are not followed, but
/// their names are looked at as others.
[[nodiscard]] FilesLooked lookAtFiles(const FileChoice& choice, Scanner& scanner);

/// The time that files changed from now on are later than, or equal to.
[[nodiscard]] timespec timeOfFiles();

} // namespace lockleaf::app
