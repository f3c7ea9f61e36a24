// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vaultfile/file_io.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <limits>

namespace lockleaf {

namespace {

/// One call of the system for so much pays; more would only take memory.
constexpr std::size_t mostGathered = std::size_t{256} << 10;

} // namespace

Result<void> SyncedFile::checkUsable() const
{
    if (m_poisoned)
        return fail(ErrorCode::InputOutput, "an earlier write did not reach the disk; open the vault anew");
    return {};
}

Result<std::size_t> SyncedFile::readAt(std::uint64_t offset, MutableByteView into)
{
    if (waitsWithin(offset, into.size()))
        LOCKLEAF_CHECK(writeGathered());
    const std::int64_t got = readFully(*m_io, offset, into);
    if (got < 0)
        return failErrno(static_cast<int>(-got), "read");
    const auto done = static_cast<std::size_t>(got);
    std::fill(into.begin() + static_cast<std::ptrdiff_t>(done), into.end(), std::uint8_t{0});
    return done;
}

Result<void> SyncedFile::writeAt(std::uint64_t offset, ByteView from)
{
    LOCKLEAF_CHECK(checkUsable());
    if (waitsWithin(offset, from.size()))
        LOCKLEAF_CHECK(writeGathered());
    return putAll(offset, from);
}

Result<void> SyncedFile::gatherAt(std::uint64_t offset, ByteView from)
{
    LOCKLEAF_CHECK(checkUsable());
    const bool follows = !m_waiting.empty() && offset >= m_waitingAt && offset <= waitingEnd();
    if (!follows || m_waiting.size() + from.size() > mostGathered) {
        LOCKLEAF_CHECK(writeGathered());
        m_waitingAt = offset;
    }
    const auto at = static_cast<std::size_t>(offset - m_waitingAt);
    const std::size_t over = std::min(m_waiting.size() - at, from.size());
    if (over > 0)
        std::memcpy(m_waiting.data() + at, from.data(), over);
    m_waiting.insert(m_waiting.end(), from.begin() + static_cast<std::ptrdiff_t>(over), from.end());
    return {};
}

Result<void> SyncedFile::writeGathered()
{
    if (m_waiting.empty())
        return {};
    LOCKLEAF_CHECK(checkUsable());
    LOCKLEAF_CHECK(putAll(m_waitingAt, m_waiting));
    m_waiting.clear();
    return {};
}

Result<void> SyncedFile::putAll(std::uint64_t offset, ByteView from)
{
    if (const int problem = writeFully(*m_io, offset, from); problem != 0)
        return failErrno(problem, "write");
    return {};
}

Result<void> SyncedFile::sync()
{
    LOCKLEAF_CHECK(checkUsable());
    LOCKLEAF_CHECK(writeGathered());
    if (const int problem = m_io->sync(); problem != 0) {
        m_poisoned = true;
        return failErrno(problem, "fdatasync");
    }
    return {};
}

Result<void> SyncedFile::truncate(std::uint64_t size)
{
    LOCKLEAF_CHECK(checkUsable());
    if (waitingEnd() > size)
        m_waiting.resize(size > m_waitingAt ? static_cast<std::size_t>(size - m_waitingAt) : 0);
    int problem = 0;
    do
        problem = m_io->truncate(size);
    while (problem == EINTR);
    if (problem != 0)
        return failErrno(problem, "truncate");
    return {};
}

Result<std::uint64_t> SyncedFile::size()
{
    const std::int64_t size = m_io->size();
    if (size < 0)
        return failErrno(static_cast<int>(-size), "size");
    return std::max(static_cast<std::uint64_t>(size), m_waiting.empty() ? 0 : waitingEnd());
}

std::uint64_t SyncedFile::nextData(std::uint64_t offset)
{
    if (!m_waiting.empty())
        return offset; // what waits is data as well
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
