// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file_system_kind.h"

#include <sys/vfs.h>

#include <array>
#include <cstdint>

namespace lockleaf {

namespace {

struct Known
{
    std::uint32_t magic;
    FileSystemKind::Kind kind;
    const char* name;
};

// statfs(2) and linux/magic.h; some of them stand in no header.
constexpr std::array<Known, 10> known{{{0x6969, FileSystemKind::Kind::Network, "NFS"},
                                       {0x517B, FileSystemKind::Kind::Network, "SMB"},
                                       {0xFF534D42, FileSystemKind::Kind::Network, "SMB"},
                                       {0xFE534D42, FileSystemKind::Kind::Network, "SMB"},
                                       {0x01021997, FileSystemKind::Kind::Network, "9P"},
                                       {0x00C36400, FileSystemKind::Kind::Network, "Ceph"},
                                       {0x5346414F, FileSystemKind::Kind::Network, "AFS"},
                                       {0x65735546, FileSystemKind::Kind::Fuse, "FUSE"},
                                       {0x01021994, FileSystemKind::Kind::Memory, "tmpfs"},
                                       {0x858458F6, FileSystemKind::Kind::Memory, "ramfs"}}};

} // namespace

FileSystemKind fileSystemKindAt(const std::filesystem::path& path)
{
    struct statfs status{};
    if (statfs(path.c_str(), &status) != 0)
        return {};
    for (const Known& one : known)
        if (static_cast<std::uint32_t>(status.f_type) == one.magic)
            return {one.kind, one.name};
    return {};
}

} // namespace lockleaf
