// SPDX-License-Identifier: GPL-3.0-or-later
// What a disk holds when the power is back.
#include "tests/support/disk_state.h"

#include <algorithm>
#include <set>

namespace lockleaf::test {

namespace {

using Change = DiskState::Change;

constexpr std::uint64_t sectorSize = 512;

/// How much of what waited for the disk got there.
enum class Fate {
    All,
    Nothing,
    Beginning, ///< The first changes, and of the next one some sectors from its start.
    Sectors,   ///< Any sectors, each as a whole.
    Shuffled,  ///< Any changes as a whole, in another order: a later one may be lost below an earlier one.
    Torn,      ///< Any sectors, and of some of the others the first octets.
    Sized,     ///< Any sectors, but the file is as long as it was to become: zeros where nothing came.
};
constexpr unsigned fates = 7;

bool happens(std::mt19937_64& random, unsigned percent)
{
    return random() % 100 < percent;
}

Change part(const Change& whole, std::uint64_t from, std::uint64_t to)
{
    const auto begin = whole.bytes->begin();
    return {false, whole.offset + from,
            std::make_shared<const Bytes>(begin + static_cast<std::ptrdiff_t>(from),
                                          begin + static_cast<std::ptrdiff_t>(to))};
}

/// Calls `take` with each sector of a write, as far as it reaches into it.
template <class Take>
void forSectors(const Change& write, Take take)
{
    const std::uint64_t size = write.bytes->size();
    for (std::uint64_t at = 0; at < size;) {
        const std::uint64_t end = std::min(size, at + sectorSize - (write.offset + at) % sectorSize);
        take(part(write, at, end));
        at = end;
    }
}

Bytes withBeginning(Bytes content, const std::vector<Change>& pending, std::mt19937_64& random)
{
    const std::size_t whole = random() % (pending.size() + 1);
    for (std::size_t i = 0; i < whole; ++i)
        applyChange(content, pending[i]);
    if (whole < pending.size() && !pending[whole].truncates) {
        bool comes = true;
        forSectors(pending[whole], [&](const Change& sector) {
            comes = comes && happens(random, 90);
            if (comes)
                applyChange(content, sector);
        });
    }
    return content;
}

Bytes withSectors(Bytes content, const std::vector<Change>& pending, bool torn, std::mt19937_64& random)
{
    constexpr unsigned chances[] = {50, 95, 5};
    const unsigned chance = chances[random() % 3];
    for (const Change& change : pending) {
        if (change.truncates) {
            if (happens(random, chance))
                applyChange(content, change);
            continue;
        }
        forSectors(change, [&](const Change& sector) {
            if (happens(random, chance))
                applyChange(content, sector);
            else if (torn && sector.bytes->size() > 1 && happens(random, 30))
                applyChange(content, part(sector, 0, 1 + random() % (sector.bytes->size() - 1)));
        });
    }
    return content;
}

Bytes withShuffled(Bytes content, std::vector<Change> pending, std::mt19937_64& random)
{
    std::shuffle(pending.begin(), pending.end(), random);
    const unsigned chance = happens(random, 50) ? 60 : 95;
    for (const Change& change : pending)
        if (happens(random, chance))
            applyChange(content, change);
    return content;
}

Bytes contentAfter(const DiskState::Inode& inode, std::size_t sizeNow, Fate fate, std::mt19937_64& random)
{
    Bytes content = *inode.durable;
    switch (fate) {
    case Fate::All:
        for (const Change& change : inode.pending)
            applyChange(content, change);
        return content;
    case Fate::Nothing:
        return content;
    case Fate::Beginning:
        return withBeginning(std::move(content), inode.pending, random);
    case Fate::Sectors:
        return withSectors(std::move(content), inode.pending, false, random);
    case Fate::Shuffled:
        return withShuffled(std::move(content), inode.pending, random);
    case Fate::Torn:
        return withSectors(std::move(content), inode.pending, true, random);
    case Fate::Sized:
        content = withSectors(std::move(content), inode.pending, false, random);
        content.resize(sizeNow);
        return content;
    }
    return content;
}

Fate anyFate(std::mt19937_64& random)
{
    return static_cast<Fate>(random() % fates);
}

} // namespace

DiskState DiskState::afterPowerCut(std::mt19937_64& random) const
{
    DiskState after = *this;
    // As one for the whole disk, or another one for each file.
    const bool alike = happens(random, 40);
    const Fate common = anyFate(random);
    for (auto& [number, inode] : after.inodes) {
        if (inode.pending.empty())
            continue;
        const std::size_t size = contentNow(number)->size();
        Fate fate = alike ? common : anyFate(random);
        if (fate == Fate::Torn && size <= sectorSize)
            fate = Fate::Sectors; // the witness relies on it that a sector is written whole
        inode.durable = std::make_shared<Bytes>(contentAfter(inode, size, fate, random));
        inode.pending.clear();
    }
    const unsigned chance = std::array<unsigned, 4>{0, 100, 50, 50}[random() % 4];
    for (const auto& [folder, changes] : pendingEntries)
        for (const EntryChange& change : changes)
            if (happens(random, chance))
                apply(after.entries, change);
    after.pendingEntries.clear();
    // What lies in a folder that is not there is not there.
    std::erase_if(after.entries, [&](const auto& entry) {
        const std::string above = folderOf(entry.first);
        return !above.empty() && !after.entries.contains(above);
    });
    std::set<InodeNumber> named;
    for (const auto& [path, inode] : after.entries)
        named.insert(inode);
    std::erase_if(after.inodes, [&](const auto& inode) { return !named.contains(inode.first); });
    return after;
}

} // namespace lockleaf::test
