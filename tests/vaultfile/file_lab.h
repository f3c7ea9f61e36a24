// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vaultfile/file_io.h"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <functional>
#include <map>
#include <memory>
#include <random>
#include <vector>

namespace lockleaf::test {

/// What a vault file did to its files, in order. `Said` is put in by the test itself.
struct FileEvent
{
    enum class Kind { Write, Sync, Truncate, Said };
    Kind kind = Kind::Said;
    FileRole role = FileRole::Vault;
    std::uint64_t offset = 0; ///< Or the size of a truncation.
    std::uint64_t size = 0;
};

/// Stands between the vault file and the system while it lives: keeps a log of events, makes operations fail,
/// and knows what would be on the disk after a power cut. What was not synced stays so when the process that
/// wrote it is gone: a file that is opened again as it was left is still pending.
class FileLab
{
public:
    enum class Fault { None, Fail, ShortWrite };

    FileLab()
    {
        wrapFilesForTests([this](std::unique_ptr<FileIo> inner, FileRole role) {
            return std::make_unique<LabFile>(std::move(inner), role, *this);
        });
    }
    ~FileLab() { wrapFilesForTests({}); }
    FileLab(const FileLab&) = delete;
    FileLab& operator=(const FileLab&) = delete;

    std::vector<FileEvent> events;
    std::size_t operations = 0; ///< Writes, syncs and truncations so far.
    std::size_t faultAt = 0;    ///< The operation (from 1) that fails; 0: none.
    Fault fault = Fault::Fail;
    int faultErrno = EIO;
    bool faultLasts = false;    ///< All later operations of the kind fail as well.
    std::size_t powerCutAt = 0; ///< From this operation on nothing reaches the file any more; also a kill.
    unsigned tornPercent = 12;  ///< Of the sectors that a power cut keeps from the disk, how many it tears.
    std::function<bool(const FileEvent&)>
        refuses; ///< Which operations fail, where their number is not known.

    void say() { events.push_back({}); }
    [[nodiscard]] bool powerIsCut() const { return powerCutAt != 0 && operations >= powerCutAt; }

    /// What the disk may hold after the power cut: all that was synced, and of the rest any sectors, some of
    /// them torn.
    [[nodiscard]] Bytes diskAfterCut(FileRole role, std::mt19937& random) const
    {
        const auto found = m_disks.find(role);
        if (found == m_disks.end())
            return {};
        Bytes image = found->second.durable;
        const std::array<unsigned, 3> chances{50, 95, 10};
        const unsigned chance = chances[random() % chances.size()];
        for (const Pending& pending : found->second.pending) {
            if (random() % 100 < chance)
                apply(image, pending);
            else if (!pending.truncates && random() % 100 < tornPercent)
                apply(image, {false, pending.offset, beginningOf(pending.bytes, random)});
        }
        return image;
    }

    /// What the disk surely holds after the power cut.
    [[nodiscard]] Bytes durable(FileRole role) const
    {
        const auto found = m_disks.find(role);
        return found == m_disks.end() ? Bytes{} : found->second.durable;
    }
    /// The process that was killed is gone, and another one works on.
    void startAgain()
    {
        powerCutAt = 0;
        refuses = {};
    }

private:
    static constexpr std::size_t sectorSize = 512;

    struct Pending
    {
        bool truncates = false;
        std::uint64_t offset = 0;
        Bytes bytes;
    };
    struct Disk
    {
        Bytes durable;
        std::vector<Pending> pending;
    };

    /// As far as a sector was written when the power went.
    static Bytes beginningOf(const Bytes& bytes, std::mt19937& random)
    {
        const auto size = static_cast<std::ptrdiff_t>(bytes.size() >> (1 + random() % 6));
        return {bytes.begin(), bytes.begin() + size};
    }
    static void apply(Bytes& image, const Pending& pending)
    {
        if (pending.truncates) {
            image.resize(pending.offset);
            return;
        }
        if (image.size() < pending.offset + pending.bytes.size())
            image.resize(pending.offset + pending.bytes.size());
        std::copy(pending.bytes.begin(), pending.bytes.end(),
                  image.begin() + static_cast<std::ptrdiff_t>(pending.offset));
    }

    /// The file as those see it who do not lose power.
    static Bytes written(const Disk& disk)
    {
        Bytes image = disk.durable;
        for (const Pending& pending : disk.pending)
            apply(image, pending);
        return image;
    }

    class LabFile final : public FileIo
    {
    public:
        LabFile(std::unique_ptr<FileIo> inner, FileRole role, FileLab& lab)
            : m_inner(std::move(inner)), m_role(role), m_lab(lab)
        {
            Bytes contents(static_cast<std::size_t>(m_inner->size()));
            m_inner->readSome(0, contents);
            Disk& disk = m_lab.m_disks[role];
            if (written(disk) != contents) // another file, or one that a test has changed
                disk = {contents, {}};
        }
        std::int64_t readSome(std::uint64_t offset, MutableByteView into) override
        {
            return m_inner->readSome(offset, into);
        }
        std::int64_t writeSome(std::uint64_t offset, ByteView from) override
        {
            const int problem = m_lab.begin({FileEvent::Kind::Write, m_role, offset, from.size()});
            if (problem != 0 && (m_lab.fault == Fault::Fail || from.size() < 2))
                return -problem;
            if (problem != 0)
                from = from.first(from.size() / 2); // the next operation is the rest
            m_lab.events.push_back({FileEvent::Kind::Write, m_role, offset, from.size()});
            if (m_lab.powerIsCut())
                return static_cast<std::int64_t>(from.size());
            Disk& disk = m_lab.m_disks[m_role];
            for (std::size_t done = 0; done < from.size();) {
                const std::size_t inSector = sectorSize - (offset + done) % sectorSize;
                const ByteView piece = from.subspan(done, std::min(inSector, from.size() - done));
                disk.pending.push_back({false, offset + done, Bytes(piece.begin(), piece.end())});
                done += piece.size();
            }
            return m_inner->writeSome(offset, from);
        }
        int sync() override
        {
            if (const int problem = m_lab.begin({FileEvent::Kind::Sync, m_role, 0, 0}); problem != 0)
                return problem;
            m_lab.events.push_back({FileEvent::Kind::Sync, m_role, 0, 0});
            if (m_lab.powerIsCut())
                return EIO;
            Disk& disk = m_lab.m_disks[m_role];
            for (const Pending& pending : disk.pending)
                apply(disk.durable, pending);
            disk.pending.clear();
            return 0;
        }
        int truncate(std::uint64_t size) override
        {
            if (const int problem = m_lab.begin({FileEvent::Kind::Truncate, m_role, size, 0}); problem != 0)
                return problem;
            m_lab.events.push_back({FileEvent::Kind::Truncate, m_role, size, 0});
            if (m_lab.powerIsCut())
                return 0;
            m_lab.m_disks[m_role].pending.push_back({true, size, {}});
            return m_inner->truncate(size);
        }
        std::int64_t size() override { return m_inner->size(); }
        int holdExclusively() override { return m_inner->holdExclusively(); }

    private:
        std::unique_ptr<FileIo> m_inner;
        FileRole m_role;
        FileLab& m_lab;
    };

    /// Counts an operation; what it has to fail with, or 0.
    int begin(const FileEvent& event)
    {
        ++operations;
        if (refuses && refuses(event))
            return faultErrno;
        const bool hit = faultAt != 0 && (operations == faultAt || (faultLasts && operations > faultAt));
        return hit ? faultErrno : 0;
    }

    std::map<FileRole, Disk> m_disks;
};

} // namespace lockleaf::test
