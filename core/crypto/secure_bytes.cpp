// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/secure_bytes.h"

#include <sodium.h>

#include <algorithm>
#include <cstdlib>
#include <new>

namespace lockleaf {

void wipe(void* data, std::size_t size) noexcept
{
    if (size != 0)
        sodium_memzero(data, size);
}

SecureBytes::SecureBytes(std::size_t size)
{
    reserve(size);
    if (size != 0)
        std::memset(m_data, 0, size);
    m_size = size;
}

SecureBytes::~SecureBytes()
{
    wipe(m_data, m_capacity);
    std::free(m_data);
}

SecureBytes::SecureBytes(SecureBytes&& other) noexcept
    : m_data(std::exchange(other.m_data, nullptr)), m_size(std::exchange(other.m_size, 0)),
      m_capacity(std::exchange(other.m_capacity, 0))
{
}

SecureBytes& SecureBytes::operator=(SecureBytes&& other) noexcept
{
    std::swap(m_data, other.m_data);
    std::swap(m_size, other.m_size);
    std::swap(m_capacity, other.m_capacity);
    return *this;
}

SecureBytes SecureBytes::copyOf(ByteView bytes)
{
    SecureBytes copy;
    copy.append(bytes);
    return copy;
}

void SecureBytes::reserve(std::size_t capacity)
{
    if (capacity <= m_capacity)
        return;
    // malloc and not sodium_malloc: a guarded mapping for each note would run into the limit of maps.
    auto* grown = static_cast<std::uint8_t*>(std::malloc(capacity));
    if (grown == nullptr)
        throw std::bad_alloc();
    if (m_size != 0)
        std::memcpy(grown, m_data, m_size);
    wipe(m_data, m_capacity);
    std::free(m_data);
    m_data = grown;
    m_capacity = capacity;
}

void SecureBytes::append(ByteView bytes)
{
    const std::size_t added = bytes.size();
    if (added == 0)
        return;
    if (added > m_capacity - m_size)
        reserve(std::max(m_size + added, m_capacity + m_capacity / 2));
    std::memcpy(m_data + m_size, bytes.data(), added);
    m_size += added;
}

void SecureBytes::truncate(std::size_t size)
{
    if (size >= m_size)
        return;
    wipe(m_data + size, m_size - size);
    m_size = size;
}

} // namespace lockleaf
