// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/crypto/secure_bytes.h"

#include <utility>

namespace lockleaf {

/// Starts libsodium and runs known answers of the primitives that everything stands on. Call once in main,
/// before any other thread; false means that the library of this computer cannot be trusted: end.
[[nodiscard]] bool startCrypto();

constexpr std::size_t keySize = 32; ///< Every symmetric key of ours (format.md 2).

/// A look at 32 octets of key that someone else owns, for the length of one call.
struct KeyView
{
    const std::uint8_t* bytes;
};

namespace detail {
/// Locked, guarded, zero-filled memory (locked_memory.h); throws std::bad_alloc when there is none.
[[nodiscard]] std::uint8_t* allocateKey();
void freeKey(std::uint8_t* key) noexcept;
void fillRandom(std::uint8_t* key);
} // namespace detail

/// A long-lived 32-byte key in locked memory. `Purpose` keeps a page key from being used for records.
/// Move-only; wiped at the end; never printed.
template <class Purpose>
class SecretKey
{
public:
    /// All zero until written through `span()`.
    SecretKey() : m_bytes(detail::allocateKey()) {}
    ~SecretKey() { detail::freeKey(m_bytes); }
    SecretKey(SecretKey&& other) noexcept : m_bytes(std::exchange(other.m_bytes, nullptr)) {}
    SecretKey& operator=(SecretKey&& other) noexcept
    {
        std::swap(m_bytes, other.m_bytes);
        return *this;
    }
    SecretKey(const SecretKey&) = delete;
    SecretKey& operator=(const SecretKey&) = delete;

    [[nodiscard]] static SecretKey random()
    {
        SecretKey key;
        detail::fillRandom(key.m_bytes);
        return key;
    }
    /// `bytes32` holds exactly keySize octets.
    [[nodiscard]] static SecretKey copyOf(ByteView bytes32)
    {
        SecretKey key;
        std::memcpy(key.m_bytes, bytes32.data(), keySize);
        return key;
    }
    [[nodiscard]] SecretKey clone() const { return copyOf(view()); }

    [[nodiscard]] ByteView view() const { return {m_bytes, keySize}; }
    [[nodiscard]] MutableByteView span() { return {m_bytes, keySize}; }
    operator KeyView() const { return KeyView{m_bytes}; }

private:
    std::uint8_t* m_bytes;
};

/// The key for one record or one file, made where it is used.
using ShortKey = WipedArray<keySize>;
[[nodiscard]] inline KeyView keyView(const ShortKey& key)
{
    return KeyView{key.data()};
}

/// The one key that opens a vault; everything else is derived from it (subkeys.h).
using DataKey = SecretKey<struct DataKeyPurpose>;
/// Seals the data key in a slot; made from the password.
using KeyEncryptionKey = SecretKey<struct KeyEncryptionPurpose>;

} // namespace lockleaf
