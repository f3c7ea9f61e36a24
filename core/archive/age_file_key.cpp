// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/archive/age_file_key.h"

#include <sodium.h>

namespace lockleaf::age {

namespace {

static_assert(sizeof(WrappedKey) == FileKey::size() + crypto_aead_chacha20poly1305_ietf_ABYTES);

// A zero nonce is safe here: every wrap key is derived with a salt that is fresh for one stanza of one file,
// so it seals one message only.
constexpr std::array<std::uint8_t, crypto_aead_chacha20poly1305_ietf_NPUBBYTES> onlyNonce{};

} // namespace

WrappedKey wrapFileKey(const FileKey& fileKey, const ShortKey& wrapKey)
{
    WrappedKey wrapped{};
    crypto_aead_chacha20poly1305_ietf_encrypt(wrapped.data(), nullptr, fileKey.data(), FileKey::size(),
                                              nullptr, 0, nullptr, onlyNonce.data(), wrapKey.data());
    return wrapped;
}

bool unwrapFileKey(FileKey& fileKey, const WrappedKey& wrapped, const ShortKey& wrapKey)
{
    // The size is fixed by the type: a longer body could be made to open under two keys at once.
    return crypto_aead_chacha20poly1305_ietf_decrypt(fileKey.data(), nullptr, nullptr, wrapped.data(),
                                                     wrapped.size(), nullptr, 0, onlyNonce.data(),
                                                     wrapKey.data()) == 0;
}

} // namespace lockleaf::age
