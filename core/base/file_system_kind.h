// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

namespace lockleaf {

/// On what kind of file system something lies, as far as it matters for what is kept there.
struct FileSystemKind
{
    enum class Kind {
        Ordinary,
        Network, ///< Of another computer, by its protocol.
        Fuse,    ///< Made by a program of this computer, maybe from something far away.
        Memory,  ///< Gone when the computer is switched off.
    };
    Kind kind = Kind::Ordinary;
    std::string name; ///< "NFS", "SMB", "tmpfs"…; empty for an ordinary one.
};

/// Ordinary where it cannot be found out.
[[nodiscard]] FileSystemKind fileSystemKindAt(const std::filesystem::path& path);

} // namespace lockleaf
