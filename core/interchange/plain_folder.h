// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/byte_stream.h"
#include "core/base/clock.h"
#include "core/base/result.h"

#include <filesystem>
#include <memory>
#include <set>
#include <string>

namespace lockleaf {

/// A folder that appears under its name whole and durable, or not at all: filled under a temporary name in
/// the same place, readable by its owner alone, synced, renamed without replacing anything. Removed with all
/// that was written into it when this object dies before publish().
class PlainFolder
{
public:
    /// Errors: AlreadyExists where anything stands at `target`, FileNotFound, ReadOnly, PermissionDenied…
    [[nodiscard]] static Result<std::unique_ptr<PlainFolder>> create(const std::filesystem::path& target);
    ~PlainFolder();
    PlainFolder(const PlainFolder&) = delete;
    PlainFolder& operator=(const PlainFolder&) = delete;

    /// Begins a new file at `path`, whose folders are made, and ends the one before. Its parts must be safe
    /// names (safeName). Errors: AlreadyExists, DiskFull…
    [[nodiscard]] Result<void> beginFile(const std::string& path);
    [[nodiscard]] Result<void> write(ByteView bytes);
    /// Ends the file; it gets this date of its last change.
    [[nodiscard]] Result<void> endFile(Timestamp modified);
    /// Gives the folder its name. Errors: AlreadyExists…
    [[nodiscard]] Result<void> publish();

private:
    PlainFolder(int parent, int folder, std::string temporary, std::string name);
    [[nodiscard]] Result<void> makeFolders(const std::string& path);

    int m_parent;
    int m_folder;
    std::string m_temporary;
    std::string m_name;
    int m_file = -1;
    std::set<std::string> m_folders;
    bool m_published = false;
};

} // namespace lockleaf
