// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/archive/age_header.h"

#include "core/archive/age_hkdf.h"

#include <algorithm>
#include <array>
#include <sodium.h>

#include <string>
#include <vector>

namespace lockleaf::age {

namespace {

constexpr std::string_view versionLine = "age-encryption.org/v1\n";
constexpr std::string_view scryptLabel = "age-encryption.org/v1/scrypt";
constexpr std::uint32_t scryptBlockSize = 8;
constexpr std::uint32_t scryptParallelism = 1;

std::string base64(ByteView bytes)
{
    constexpr int variant = sodium_base64_VARIANT_ORIGINAL_NO_PADDING;
    std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), variant);
    text.pop_back(); // libsodium's zero at the end
    return text;
}

/// The file key sealed for the password: 32 octets, so its base64 is one line of 43 columns.
Result<std::array<std::uint8_t, 32>> wrap(const FileKey& fileKey, const Passphrase& passphrase,
                                          const ScryptSalt& salt, int workFactor)
{
    std::array<std::uint8_t, scryptLabel.size() + sizeof(ScryptSalt)> labelledSalt{};
    std::copy(salt.begin(), salt.end(),
              std::copy(scryptLabel.begin(), scryptLabel.end(), labelledSalt.begin()));
    ShortKey wrapKey;
    const int derived = crypto_pwhash_scryptsalsa208sha256_ll(
        passphrase.view().data(), passphrase.view().size(), labelledSalt.data(), labelledSalt.size(),
        std::uint64_t{1} << workFactor, scryptBlockSize, scryptParallelism, wrapKey.data(), ShortKey::size());
    if (derived != 0)
        return fail(ErrorCode::OutOfMemory, "scrypt");
    // A zero nonce is safe here: the salt is fresh for every file, so this key seals one message only.
    static constexpr std::array<std::uint8_t, crypto_aead_chacha20poly1305_ietf_NPUBBYTES> zeroNonce{};
    std::array<std::uint8_t, FileKey::size() + crypto_aead_chacha20poly1305_ietf_ABYTES> body{};
    crypto_aead_chacha20poly1305_ietf_encrypt(body.data(), nullptr, fileKey.data(), FileKey::size(), nullptr,
                                              0, nullptr, zeroNonce.data(), wrapKey.data());
    return body;
}

} // namespace

std::string headerMac(const FileKey& fileKey, ByteView headerWithDashes)
{
    ShortKey macKey;
    hkdfSha256(macKey, fileKey.view(), {}, "header");
    std::array<std::uint8_t, crypto_auth_hmacsha256_BYTES> mac{};
    crypto_auth_hmacsha256(mac.data(), headerWithDashes.data(), headerWithDashes.size(), macKey.data());
    return base64(mac);
}

Result<Bytes> scryptHeader(const FileKey& fileKey, const Passphrase& passphrase, const ScryptSalt& salt,
                           int workFactor)
{
    if (workFactor < 1 || workFactor > highestWorkFactor)
        return fail(ErrorCode::InvalidArgument, "scrypt work factor");
    LOCKLEAF_TRY(const auto body, wrap(fileKey, passphrase, salt, workFactor));
    std::string header{versionLine};
    header += "-> scrypt " + base64(salt) + " " + std::to_string(workFactor) + "\n";
    header += base64(body) + "\n---";
    header += " " + headerMac(fileKey, bytesOf(header)) + "\n";
    return Bytes(header.begin(), header.end());
}

} // namespace lockleaf::age
