// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"

#include <cstddef>
#include <utility>

namespace lockleaf {

/// Overwrites `size` bytes at `data` in a way the compiler cannot leave out (sodium_memzero).
void wipe(void* data, std::size_t size) noexcept;

/// A block of octets on the heap that is wiped before it is freed: note texts, opened records, passwords in
/// transit. Move-only, has no operator<< and no conversion to an ordinary string.
/// Memory that runs out throws std::bad_alloc, as with any container.
class SecureBytes
{
public:
    SecureBytes() = default;
    /// `size` zero bytes.
    explicit SecureBytes(std::size_t size);
    ~SecureBytes();
    SecureBytes(SecureBytes&& other) noexcept;
    SecureBytes& operator=(SecureBytes&& other) noexcept;
    SecureBytes(const SecureBytes&) = delete;
    SecureBytes& operator=(const SecureBytes&) = delete;

    [[nodiscard]] static SecureBytes copyOf(ByteView bytes);

    [[nodiscard]] std::uint8_t* data() { return m_data; }
    [[nodiscard]] const std::uint8_t* data() const { return m_data; }
    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] bool empty() const { return m_size == 0; }
    [[nodiscard]] ByteView view() const { return {m_data, m_size}; }
    [[nodiscard]] MutableByteView span() { return {m_data, m_size}; }
    /// The same octets as text; valid while this object lives and is not changed.
    [[nodiscard]] std::string_view text() const { return textOf(view()); }

    /// Appends, growing geometrically; the block that is left behind is wiped.
    void append(ByteView bytes);
    /// Makes room for `capacity` bytes in all.
    void reserve(std::size_t capacity);
    /// Shortens to `size` (at most the present one) and wipes what falls off.
    void truncate(std::size_t size);
    void clear() { truncate(0); }

private:
    std::uint8_t* m_data = nullptr;
    std::size_t m_size = 0;
    std::size_t m_capacity = 0;
};

/// A fixed small secret on the stack (a key for one record), wiped at the end of its scope.
template <std::size_t N>
class WipedArray
{
public:
    WipedArray() = default;
    ~WipedArray() { wipe(m_bytes.data(), N); }
    WipedArray(const WipedArray&) = delete;
    WipedArray& operator=(const WipedArray&) = delete;

    [[nodiscard]] std::uint8_t* data() { return m_bytes.data(); }
    [[nodiscard]] const std::uint8_t* data() const { return m_bytes.data(); }
    [[nodiscard]] static constexpr std::size_t size() { return N; }
    [[nodiscard]] ByteView view() const { return m_bytes; }
    [[nodiscard]] MutableByteView span() { return m_bytes; }

private:
    std::array<std::uint8_t, N> m_bytes{};
};

} // namespace lockleaf
