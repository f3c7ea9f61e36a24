// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vaultfile/file_io.h"

#include <algorithm>
#include <cerrno>
#include <limits>

namespace lockleaf {

Result<void> SyncedFile::checkUsable() const
{
    if (m_poisoned)
        return fail(ErrorCode::InputOutput, "an earlier write did not reach the disk; open the vault anew");
    return {};
}

Result<std::size_t> SyncedFile::readAt(std::uint64_t offset, MutableByteView into)
{
    std::size_t done = 0;
    while (done < into.size()) {
        const std::int64_t got = m_io->readSome(offset + done, into.subspan(done));
        if (got < 0)
            return failErrno(static_cast<int>(-got), "read");
        if (got == 0)
            break;
        done += static_cast<std::size_t>(got);
    }
    std::fill(into.begin() + static_cast<std::ptrdiff_t>(done), into.end(), std::uint8_t{0});
    return done;
}

Result<void> SyncedFile::writeAt(std::uint64_t offset, ByteView from)
{
    LOCKLEAF_CHECK(checkUsable());
    std::size_t done = 0;
    while (done < from.size()) {
        const std::int64_t put = m_io->writeSome(offset + done, from.subspan(done));
        if (put < 0)
            return failErrno(static_cast<int>(-put), "write");
        if (put == 0)
            return failErrno(ENOSPC, "write");
        done += static_cast<std::size_t>(put);
    }
    return {};
}

Result<void> SyncedFile::sync()
{
    LOCKLEAF_CHECK(checkUsable());
    if (const int problem = m_io->sync(); problem != 0) {
        m_poisoned = true;
        return failErrno(problem, "fdatasync");
    }
    return {};
}

Result<void> SyncedFile::truncate(std::uint64_t size)
{
    LOCKLEAF_CHECK(checkUsable());
    if (const int problem = m_io->truncate(size); problem != 0)
        return failErrno(problem, "truncate");
    return {};
}

Result<std::uint64_t> SyncedFile::size()
{
    const std::int64_t size = m_io->size();
    if (size < 0)
        return failErrno(static_cast<int>(-size), "size");
    return static_cast<std::uint64_t>(size);
}

std::uint64_t SyncedFile::nextData(std::uint64_t offset)
{
    const std::int64_t next = m_io->nextData(offset);
    if (next == -ENXIO)
        return std::numeric_limits<std::uint64_t>::max();
    return next < 0 ? offset : static_cast<std::uint64_t>(next); // whatever is the matter, reading tells
}

Result<void> SyncedFile::holdExclusively()
{
    const int problem = m_io->holdExclusively();
    if (problem == EAGAIN || problem == EACCES)
        return fail(ErrorCode::InUse);
    if (problem != 0)
        return failErrno(problem, "lock");
    return {};
}

} // namespace lockleaf
