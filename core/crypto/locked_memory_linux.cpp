// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/locked_memory.h"

#include "core/crypto/secure_bytes.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <new>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace lockleaf {

namespace {

constexpr std::size_t granule = 64;                       // of a block; a key with its mark takes one
constexpr std::size_t arenaSize = std::size_t{16} * 1024; // what the first key locks

/// Stands behind each block; chosen anew in each process, as that of libsodium.
using Mark = std::array<std::uint8_t, 16>;
const Mark& mark()
{
    static const Mark chosen = [] {
        Mark bytes{};
        randombytes_buf(bytes.data(), bytes.size());
        return bytes;
    }();
    return chosen;
}

std::size_t pageSize()
{
    static const auto size = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    return size;
}

std::size_t roundUp(std::size_t size, std::size_t unit)
{
    return (size + unit - 1) / unit * unit;
}

int openSecretFile()
{
#ifdef SYS_memfd_secret
    return static_cast<int>(syscall(SYS_memfd_secret, O_CLOEXEC));
#else
    errno = ENOSYS;
    return -1;
#endif
}

} // namespace

MemoryCalls kernelMemoryCalls()
{
    return {&mlock, &madvise, &openSecretFile};
}

LockedPool::LockedPool(Kind kind, MemoryCalls calls) : m_calls(calls), m_kind(kind), m_process(getpid()) {}

LockedPool::~LockedPool()
{
    for (const Arena& arena : m_arenas) {
        wipe(arena.begin, arena.size);
        munmap(arena.begin - pageSize(), arena.size + 2 * pageSize());
    }
}

std::uint8_t* LockedPool::allocate(std::size_t size)
{
    const std::scoped_lock guard(m_mutex);
    const std::size_t wanted = roundUp(size + mark().size(), granule) / granule;
    const auto give = [&](Arena& arena) -> std::uint8_t* {
        const std::vector<bool> row(wanted, false);
        const auto place = std::search(arena.taken.begin(), arena.taken.end(), row.begin(), row.end());
        if (place == arena.taken.end())
            return nullptr;
        std::fill_n(place, wanted, true);
        std::uint8_t* const block =
            arena.begin + static_cast<std::size_t>(place - arena.taken.begin()) * granule;
        std::memset(block, 0, size);
        std::memcpy(block + size, mark().data(), mark().size());
        return block;
    };
    for (Arena& arena : m_arenas)
        if (std::uint8_t* const block = give(arena))
            return block;
    m_arenas.push_back(makeArena(std::max(arenaSize, roundUp(wanted * granule, pageSize()))));
    return give(m_arenas.back());
}

void LockedPool::release(std::uint8_t* block, std::size_t size) noexcept
{
    if (block == nullptr)
        return;
    const std::scoped_lock guard(m_mutex);
    if (getpid() == m_process && std::memcmp(block + size, mark().data(), mark().size()) != 0)
        std::abort(); // somebody wrote past the end of a key
    const std::size_t granules = roundUp(size + mark().size(), granule) / granule;
    wipe(block, granules * granule);
    for (Arena& arena : m_arenas) {
        if (block >= arena.begin && block < arena.begin + arena.size)
            std::fill_n(arena.taken.begin() + (block - arena.begin) / static_cast<std::ptrdiff_t>(granule),
                        granules, false);
    }
}

void LockedPool::setKind(Kind kind)
{
    const std::scoped_lock guard(m_mutex);
    m_kind = kind;
}

void LockedPool::keepFromChildren()
{
    const std::scoped_lock guard(m_mutex);
    m_wipedOnFork = true;
}

LockedMemoryState LockedPool::state() const
{
    const std::scoped_lock guard(m_mutex);
    return m_state;
}

LockedPool::Arena LockedPool::makeArena(std::size_t size)
{
    const std::size_t page = pageSize();
    void* const whole = mmap(nullptr, size + 2 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (whole == MAP_FAILED)
        throw std::bad_alloc();
    auto* const begin = static_cast<std::uint8_t*>(whole) + page;
    LockedMemoryState made;
    if (m_kind == Kind::Hidden && hide(begin, size)) {
        made.hidden = true; // the kernel locks such pages and dumps none of them
        // They are shared, which WIPEONFORK is not for: a child has none of them instead.
        made.unforked = !m_wipedOnFork || m_calls.advise(begin, size, MADV_DONTFORK) == 0;
    } else {
        if (mprotect(begin, size, PROT_READ | PROT_WRITE) != 0) {
            munmap(whole, size + 2 * page);
            throw std::bad_alloc();
        }
        made.locked = m_calls.lock(begin, size) == 0;
        made.undumped = m_calls.advise(begin, size, MADV_DONTDUMP) == 0;
        made.unforked = !m_wipedOnFork || m_calls.advise(begin, size, MADV_WIPEONFORK) == 0;
    }
    m_state.locked = m_state.locked && made.locked;
    m_state.undumped = m_state.undumped && made.undumped;
    m_state.unforked = m_state.unforked && made.unforked;
    m_state.hidden = made.hidden && (m_arenas.empty() || m_state.hidden);
    return {begin, size, std::vector<bool>(size / granule, false)};
}

bool LockedPool::hide(std::uint8_t* begin, std::size_t size)
{
    const int file = m_calls.secretFile();
    if (file < 0)
        return false;
    const bool mapped = ftruncate(file, static_cast<off_t>(size)) == 0 &&
                        mmap(begin, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, file, 0) == begin;
    close(file);
    return mapped;
}

LockedPool& lockedPool()
{
    // Never destroyed: keys of other static objects, and threads that still run, outlive everything.
    static LockedPool* const pool =
        new LockedPool(LockedPool::Kind::Locked); // NOLINT(cppcoreguidelines-owning-memory)
    return *pool;
}

} // namespace lockleaf
