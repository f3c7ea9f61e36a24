// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/archive/age_scrypt.h"

#include "core/archive/age_base64.h"
#include "core/archive/age_header.h"
#include "core/base/memory_info.h"

#include <sodium.h>

#include <algorithm>

namespace lockleaf::age {

namespace {

constexpr std::string_view scryptLabel = "age-encryption.org/v1/scrypt";
constexpr std::uint32_t scryptBlockSize = 8;
constexpr std::uint32_t scryptParallelism = 1;

Result<void> deriveByScrypt(ShortKey& wrapKey, ByteView passphrase, const ScryptSalt& salt, int workFactor)
{
    const std::uint64_t memory = std::uint64_t{1024} << workFactor;
    // Most systems promise more memory than they have, and end the program that takes it.
    if (workFactor > standardWorkFactor && memory > availableMemory())
        return fail(ErrorCode::OutOfMemory,
                    "deriving the key needs " + std::to_string(memory >> 20) + " MiB");
    std::array<std::uint8_t, scryptLabel.size() + sizeof(ScryptSalt)> labelledSalt{};
    std::copy(salt.begin(), salt.end(),
              std::copy(scryptLabel.begin(), scryptLabel.end(), labelledSalt.begin()));
    const int derived = crypto_pwhash_scryptsalsa208sha256_ll(
        passphrase.data(), passphrase.size(), labelledSalt.data(), labelledSalt.size(),
        std::uint64_t{1} << workFactor, scryptBlockSize, scryptParallelism, wrapKey.data(), ShortKey::size());
    return derived == 0 ? Result<void>{} : fail(ErrorCode::OutOfMemory, "scrypt");
}

/// 1 to 99 in the one spelling that it has; 99 for everything above.
std::optional<int> parseWorkFactor(std::string_view text)
{
    if (text.empty() || text.front() == '0' || text.find_first_not_of("0123456789") != std::string_view::npos)
        return std::nullopt;
    int factor = 0;
    for (const char digit : text)
        factor = std::min(factor * 10 + (digit - '0'), 99);
    return factor;
}

} // namespace

Result<ScryptStanza> parseScrypt(const Stanza& stanza)
{
    ScryptStanza parsed;
    if (stanza.arguments.size() != 3 || stanza.body.size() != parsed.wrapped.size())
        return fail(ErrorCode::ArchiveHeaderDamaged, "size of the scrypt recipient");
    const auto salt = decodeBase64Exactly<sizeof(ScryptSalt)>(stanza.arguments[1]);
    const auto factor = parseWorkFactor(stanza.arguments[2]);
    if (!salt || !factor)
        return fail(ErrorCode::ArchiveHeaderDamaged, "arguments of the scrypt recipient");
    parsed.salt = *salt;
    parsed.workFactor = *factor;
    std::ranges::copy(stanza.body, parsed.wrapped.begin());
    return parsed;
}

Result<bool> unwrapByScrypt(FileKey& fileKey, const ScryptStanza& stanza, ByteView passphrase)
{
    // The header is not authentic yet: whoever wrote it may ask for all the memory there is.
    if (stanza.workFactor < 1 || stanza.workFactor > highestWorkFactor)
        return fail(ErrorCode::DerivationTooCostly,
                    "scrypt work factor above " + std::to_string(highestWorkFactor));
    ShortKey wrapKey;
    LOCKLEAF_CHECK(deriveByScrypt(wrapKey, passphrase, stanza.salt, stanza.workFactor));
    return unwrapFileKey(fileKey, stanza.wrapped, wrapKey);
}

Result<Bytes> scryptHeader(const FileKey& fileKey, const Passphrase& passphrase, const ScryptSalt& salt,
                           int workFactor)
{
    if (workFactor < 1 || workFactor > highestWorkFactor)
        return fail(ErrorCode::InvalidArgument, "scrypt work factor");
    ShortKey wrapKey;
    LOCKLEAF_CHECK(deriveByScrypt(wrapKey, passphrase.view(), salt, workFactor));
    const WrappedKey wrapped = wrapFileKey(fileKey, wrapKey);
    return encodeHeader(fileKey, {{{std::string{scryptType}, encodeBase64(salt, Base64::Unpadded),
                                    std::to_string(workFactor)},
                                   Bytes(wrapped.begin(), wrapped.end())}});
}

} // namespace lockleaf::age
