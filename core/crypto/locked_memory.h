// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"

#include <algorithm>
#include <cstddef>
#include <mutex>
#include <utility>
#include <vector>

namespace lockleaf {

/// What the kernel agreed to for the memory of keys and of what is typed into a password field.
struct LockedMemoryState
{
    bool locked = true;   ///< Never written to swap.
    bool undumped = true; ///< Left out of core images.
    bool unforked = true; ///< Empty, or not there, in a forked child, if that was asked for.
    bool hidden =
        false; ///< Taken out of the kernel's own map (memfd_secret): no other process reads it, not root's.

    bool operator==(const LockedMemoryState&) const = default;
};

/// What LockedPool asks of the kernel, so that tests can refuse it. Each returns what its namesake does.
struct MemoryCalls
{
    int (*lock)(const void* start, std::size_t size);
    int (*advise)(void* start, std::size_t size, int advice);
    int (*secretFile)(); ///< A descriptor, or -1 where there is none.
};
[[nodiscard]] MemoryCalls kernelMemoryCalls();

/// Memory for small secrets: pages of their own between pages that nobody can touch, locked, left out of core
/// images and of forked children as far as the kernel agrees, wiped when a block is given back. Where it does
/// not agree the memory is handed out all the same and state() says so.
///
/// Keys share pages, since RLIMIT_MEMLOCK counts pages and 8 MiB are the rule. A known pattern stands behind
/// each block, and a block that was written past its end ends the program. All functions may be called from
/// any thread.
class LockedPool
{
public:
    enum class Kind {
        Locked, ///< mlock.
        Hidden, ///< memfd_secret where the kernel has it, else as Locked.
    };
    explicit LockedPool(Kind kind, MemoryCalls calls = kernelMemoryCalls());
    ~LockedPool();
    LockedPool(const LockedPool&) = delete;
    LockedPool& operator=(const LockedPool&) = delete;

    /// `size` zero octets; throws std::bad_alloc where there is no memory at all.
    [[nodiscard]] std::uint8_t* allocate(std::size_t size);
    /// Wipes. Null is taken; anything else must come from allocate() with the same size.
    void release(std::uint8_t* block, std::size_t size) noexcept;
    /// For what is asked for from now on.
    void setKind(Kind kind);
    /// A child that is forked from now on finds nothing in pages that are made from now on. A program that
    /// does not fork to go on working with its keys asks for it before its first key.
    void keepFromChildren();
    /// The least of all pages that were made so far.
    [[nodiscard]] LockedMemoryState state() const;

private:
    /// Pages between two guards, given out in granules.
    struct Arena
    {
        std::uint8_t* begin = nullptr;
        std::size_t size = 0;
        std::vector<bool> taken;
    };
    [[nodiscard]] Arena makeArena(std::size_t size);
    [[nodiscard]] bool hide(std::uint8_t* begin, std::size_t size);

    mutable std::mutex m_mutex;
    MemoryCalls m_calls;
    Kind m_kind;
    bool m_wipedOnFork = false;
    LockedMemoryState m_state;
    std::vector<Arena> m_arenas;
    int m_process; ///< The one that made it: in a child of that the marks are gone with the keys.
};

/// The one of this process: every SecretKey and LockedBytes is in it. It is never taken down.
[[nodiscard]] LockedPool& lockedPool();

/// Octets in lockedPool(): what somebody types as a password. Move-only, wiped; cannot be printed.
class LockedBytes
{
public:
    LockedBytes() = default;
    /// `size` zero octets.
    explicit LockedBytes(std::size_t size) : m_data(lockedPool().allocate(size)), m_size(size) {}
    ~LockedBytes() { lockedPool().release(m_data, m_size); }
    LockedBytes(LockedBytes&& other) noexcept
        : m_data(std::exchange(other.m_data, nullptr)), m_size(std::exchange(other.m_size, 0))
    {
    }
    LockedBytes& operator=(LockedBytes&& other) noexcept
    {
        std::swap(m_data, other.m_data);
        std::swap(m_size, other.m_size);
        return *this;
    }
    LockedBytes(const LockedBytes&) = delete;
    LockedBytes& operator=(const LockedBytes&) = delete;

    [[nodiscard]] static LockedBytes copyOf(ByteView bytes)
    {
        LockedBytes copy(bytes.size());
        std::ranges::copy(bytes, copy.m_data);
        return copy;
    }

    [[nodiscard]] std::uint8_t* data() { return m_data; }
    [[nodiscard]] const std::uint8_t* data() const { return m_data; }
    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] bool empty() const { return m_size == 0; }
    [[nodiscard]] ByteView view() const { return {m_data, m_size}; }

private:
    std::uint8_t* m_data = nullptr;
    std::size_t m_size = 0;
};

} // namespace lockleaf
