// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/disk_state.h"

#include <algorithm>
#include <utility>

namespace lockleaf::test {

std::string folderOf(const std::string& path)
{
    return path.substr(0, path.rfind('/'));
}

void applyChange(Bytes& content, const DiskState::Change& change)
{
    if (change.truncates) {
        content.resize(change.offset);
        return;
    }
    if (content.size() < change.offset + change.bytes->size())
        content.resize(change.offset + change.bytes->size());
    std::copy(change.bytes->begin(), change.bytes->end(),
              content.begin() + static_cast<std::ptrdiff_t>(change.offset));
}

DiskState::DiskState(const std::vector<std::string>& folders)
{
    for (const std::string& folder : folders) {
        const InodeNumber inode = inodes.size() + 1;
        inodes[inode].isFolder = true;
        entries[folder] = inode;
    }
}

Bytes& DiskState::ownContent(Inode& inode)
{
    if (inode.durable.use_count() > 1)
        inode.durable = std::make_shared<Bytes>(*inode.durable);
    return *inode.durable;
}

void DiskState::apply(Entries& entries, const EntryChange& change)
{
    if (!change.gone.empty())
        entries.erase(change.gone);
    if (!change.come.empty())
        entries[change.come] = change.inode;
}

void DiskState::apply(const DiskOperation& operation)
{
    using Kind = DiskOperation::Kind;
    const auto changeEntry = [&](std::string gone, std::string come) {
        const std::string folder = folderOf(operation.name);
        pendingEntries[folder].push_back({std::move(gone), std::move(come), operation.inode});
    };
    switch (operation.kind) {
    case Kind::Write:
    case Kind::Truncate:
        inodes[operation.inode].pending.push_back(
            {operation.kind == Kind::Truncate, operation.offset, operation.bytes});
        break;
    case Kind::Sync: {
        Inode& inode = inodes[operation.inode];
        for (const Change& change : inode.pending)
            applyChange(ownContent(inode), change);
        inode.pending.clear();
        break;
    }
    case Kind::FailedSync:
        // The system forgets that there was something to be written. Whoever reads sees it as before, and no
        // later sync brings it to the disk.
        inodes[operation.inode].pending.clear();
        break;
    case Kind::Create:
        inodes[operation.inode] = {};
        changeEntry({}, operation.name);
        break;
    case Kind::MakeFolder:
        inodes[operation.inode] = {.isFolder = true};
        changeEntry({}, operation.name);
        break;
    case Kind::Rename:
        changeEntry(operation.name, operation.to);
        break;
    case Kind::Link:
        changeEntry({}, operation.to);
        break;
    case Kind::Remove:
        changeEntry(operation.name, {});
        break;
    case Kind::SyncFolder:
        for (const EntryChange& change : pendingEntries[operation.name])
            apply(entries, change);
        pendingEntries.erase(operation.name);
        break;
    }
}

DiskState::Entries DiskState::entriesNow() const
{
    Entries now = entries;
    for (const auto& [folder, changes] : pendingEntries)
        for (const EntryChange& change : changes)
            apply(now, change);
    return now;
}

SharedBytes DiskState::contentNow(InodeNumber number) const
{
    const Inode& inode = inodes.at(number);
    if (inode.pending.empty())
        return inode.durable;
    auto content = std::make_shared<Bytes>(*inode.durable);
    for (const Change& change : inode.pending)
        applyChange(*content, change);
    return content;
}

void DiskState::settle()
{
    for (auto& [number, inode] : inodes) {
        for (const Change& change : inode.pending)
            applyChange(ownContent(inode), change);
        inode.pending.clear();
    }
    entries = entriesNow();
    pendingEntries.clear();
}

} // namespace lockleaf::test
