// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/archive/age_x25519.h"

#include "core/archive/age_base64.h"
#include "core/archive/age_header.h"
#include "core/archive/age_hkdf.h"

#include <sodium.h>

#include <algorithm>

namespace lockleaf::age {

namespace {

constexpr std::string_view x25519Label = "age-encryption.org/v1/X25519";

static_assert(keySize == crypto_scalarmult_SCALARBYTES);
static_assert(keySize == crypto_scalarmult_BYTES);
static_assert(sizeof(X25519Stanza::share) == crypto_scalarmult_BYTES);
static_assert(mostRecipients * 100 < longestHeader); // a stanza has 98 octets

/// The key that wraps for one recipient: both public halves are in it, so that a share cannot be moved to a
/// file for somebody else.
void deriveX25519WrapKey(ShortKey& wrapKey, const ShortKey& shared, ByteView share, ByteView recipient)
{
    std::array<std::uint8_t, std::size_t{2} * crypto_scalarmult_BYTES> salt{};
    std::ranges::copy(recipient, std::ranges::copy(share, salt.begin()).out);
    hkdfSha256(wrapKey, shared.view(), salt, x25519Label);
}

Result<Stanza> wrapForRecipient(const FileKey& fileKey, const Recipient& recipient)
{
    // A new pair for every stanza: so its wrap key seals one message only, and stanzas of one recipient in
    // different files cannot be told to belong together.
    ShortKey ephemeral;
    randombytes_buf(ephemeral.data(), ShortKey::size());
    std::array<std::uint8_t, crypto_scalarmult_BYTES> share{};
    crypto_scalarmult_base(share.data(), ephemeral.data());
    ShortKey shared;
    // libsodium fails where the secret would be all zero, that is known to everybody.
    if (crypto_scalarmult(shared.data(), ephemeral.data(), recipient.view().data()) != 0)
        return fail(ErrorCode::KeyNotValid, "a point of low order");
    ShortKey wrapKey;
    deriveX25519WrapKey(wrapKey, shared, share, recipient.view());
    const WrappedKey wrapped = wrapFileKey(fileKey, wrapKey);
    return Stanza{{std::string{x25519Type}, encodeBase64(share, Base64::Unpadded)},
                  Bytes(wrapped.begin(), wrapped.end())};
}

} // namespace

Result<X25519Stanza> parseX25519(const Stanza& stanza)
{
    X25519Stanza parsed;
    if (stanza.arguments.size() != 2 || stanza.body.size() != parsed.wrapped.size())
        return fail(ErrorCode::ArchiveHeaderDamaged, "size of an X25519 recipient");
    const auto share = decodeBase64Exactly<sizeof(X25519Stanza::share)>(stanza.arguments[1]);
    if (!share)
        return fail(ErrorCode::ArchiveHeaderDamaged, "argument of an X25519 recipient");
    parsed.share = *share;
    std::ranges::copy(stanza.body, parsed.wrapped.begin());
    return parsed;
}

Result<bool> unwrapByX25519(FileKey& fileKey, const X25519Stanza& stanza, const Identity& identity)
{
    ShortKey shared;
    // libsodium fails where the secret would be all zero: whoever wrote such a share made a file that every
    // identity opens.
    if (crypto_scalarmult(shared.data(), identity.scalar().bytes, stanza.share.data()) != 0)
        return fail(ErrorCode::ArchiveHeaderDamaged, "share of an X25519 recipient");
    ShortKey wrapKey;
    deriveX25519WrapKey(wrapKey, shared, stanza.share, identity.recipient().view());
    return unwrapFileKey(fileKey, stanza.wrapped, wrapKey);
}

Result<Bytes> x25519Header(const FileKey& fileKey, std::span<const Recipient> recipients)
{
    if (recipients.empty() || recipients.size() > mostRecipients)
        return fail(ErrorCode::InvalidArgument, "number of recipients");
    std::vector<Stanza> stanzas;
    for (const Recipient& recipient : recipients) {
        LOCKLEAF_TRY(Stanza stanza, wrapForRecipient(fileKey, recipient));
        stanzas.push_back(std::move(stanza));
    }
    return encodeHeader(fileKey, stanzas);
}

} // namespace lockleaf::age
