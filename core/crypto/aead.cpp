// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/aead.h"

#include <pthread.h>
#include <sodium.h>

#include <atomic>

namespace lockleaf::aead {

static_assert(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES == nonceSize);
static_assert(crypto_aead_xchacha20poly1305_ietf_ABYTES == tagSize);

namespace {

// Counts forks. A pool that was filled before the last one is thrown away, else parent and child would seal
// different texts under the same nonce.
std::atomic<unsigned> forkCount{0};

struct NoncePool
{
    static constexpr std::size_t capacity = 64;
    std::array<std::uint8_t, capacity * nonceSize> bytes{};
    std::size_t used = capacity;
    unsigned filledAtFork = 0;
};

void refill(NoncePool& pool)
{
    [[maybe_unused]] static const int registered =
        pthread_atfork(nullptr, nullptr, [] { forkCount.fetch_add(1, std::memory_order_relaxed); });
    randombytes_buf(pool.bytes.data(), pool.bytes.size());
    pool.used = 0;
    pool.filledAtFork = forkCount.load(std::memory_order_relaxed);
}

} // namespace

void freshNonce(std::uint8_t* nonce24)
{
    thread_local NoncePool pool;
    if (pool.used == NoncePool::capacity || pool.filledAtFork != forkCount.load(std::memory_order_relaxed))
        refill(pool);
    std::memcpy(nonce24, pool.bytes.data() + pool.used * nonceSize, nonceSize);
    ++pool.used;
}

void sealDetached(KeyView key, ByteView aad, ByteView plain, std::uint8_t* cipher, std::uint8_t* nonce24,
                  std::uint8_t* tag16)
{
    // Safe: the nonce is random, 192 bits, taken for this call alone.
    freshNonce(nonce24);
    crypto_aead_xchacha20poly1305_ietf_encrypt_detached(cipher, tag16, nullptr, plain.data(), plain.size(),
                                                        aad.data(), aad.size(), nullptr, nonce24, key.bytes);
}

bool openDetached(KeyView key, ByteView aad, ByteView cipher, const std::uint8_t* nonce24,
                  const std::uint8_t* tag16, std::uint8_t* plain)
{
    // libsodium checks the tag before it writes any plaintext.
    const bool authentic = crypto_aead_xchacha20poly1305_ietf_decrypt_detached(
                               plain, nullptr, cipher.data(), cipher.size(), tag16, aad.data(), aad.size(),
                               nonce24, key.bytes) == 0;
    if (!authentic && !cipher.empty())
        sodium_memzero(plain, cipher.size());
    return authentic;
}

Bytes sealBox(KeyView key, ByteView aad, ByteView plain)
{
    Bytes box(plain.size() + overhead);
    sealDetached(key, aad, plain, box.data() + nonceSize, box.data(), box.data() + nonceSize + plain.size());
    return box;
}

Result<SecureBytes> openBox(KeyView key, ByteView aad, ByteView box)
{
    if (box.size() < overhead)
        return fail(ErrorCode::Damaged, "sealed box too short");
    const std::size_t size = box.size() - overhead;
    SecureBytes plain(size);
    if (!openDetached(key, aad, box.subspan(nonceSize, size), box.data(), box.data() + nonceSize + size,
                      plain.data()))
        return fail(ErrorCode::Damaged, "sealed box not authentic");
    return plain;
}

} // namespace lockleaf::aead
