// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"

#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace lockleaf::test {

using InodeNumber = std::uint64_t;
using SharedBytes = std::shared_ptr<const Bytes>;

/// What somebody did to a disk, in the order of doing.
struct DiskOperation
{
    enum class Kind {
        Write,
        Truncate,
        Sync,
        FailedSync,
        Create,
        Rename,
        Link,
        Remove,
        MakeFolder,
        SyncFolder
    };
    Kind kind = Kind::Write;
    InodeNumber inode = 0;
    std::uint64_t offset = 0; ///< Of a write; the size of a truncation.
    SharedBytes bytes = {};
    std::string name = {}; ///< Path: of the entry, or of the folder that is synced.
    std::string to = {};   ///< The new path of a rename or link.
};

/// The folder that a path lies in.
[[nodiscard]] std::string folderOf(const std::string& path);

/// What a disk surely holds, and what was given to the system since and may be on it or not.
class DiskState
{
public:
    struct Change
    {
        bool truncates = false;
        std::uint64_t offset = 0; ///< Or the size.
        SharedBytes bytes = {};
    };
    struct Inode
    {
        bool isFolder = false;
        std::shared_ptr<Bytes> durable = std::make_shared<Bytes>(); ///< Shared by copies: see ownContent().
        std::vector<Change> pending = {};
    };
    /// One change of a folder, which happens as a whole or not at all.
    struct EntryChange
    {
        std::string gone; ///< Empty: nothing goes.
        std::string come; ///< Empty: nothing comes.
        InodeNumber inode = 0;
    };
    using Entries = std::map<std::string, InodeNumber>;

    /// An empty disk with these folders, each by itself at its top.
    explicit DiskState(const std::vector<std::string>& folders);

    void apply(const DiskOperation& operation);
    /// As those see it who do not lose power.
    [[nodiscard]] Entries entriesNow() const;
    [[nodiscard]] SharedBytes contentNow(InodeNumber inode) const;
    /// Everything that was given to the system is on the disk.
    void settle();
    /// What is found when the power is back: all that is durable, and of the rest what `random` decides.
    [[nodiscard]] DiskState afterPowerCut(std::mt19937_64& random) const;

    std::map<InodeNumber, Inode> inodes;
    Entries entries;                                                ///< Durable.
    std::map<std::string, std::vector<EntryChange>> pendingEntries; ///< By folder.

private:
    /// For writing: shared with nobody.
    static Bytes& ownContent(Inode& inode);
    static void apply(Entries& entries, const EntryChange& change);
};

/// Applies a change to the content of a file.
void applyChange(Bytes& content, const DiskState::Change& change);

} // namespace lockleaf::test
