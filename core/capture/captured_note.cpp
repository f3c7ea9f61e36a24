// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/captured_note.h"

#include "core/base/text.h"
#include "core/crypto/keyed_hash.h"
#include "core/store/fields.h"

#include <algorithm>
#include <sodium.h>
#include <string_view>

namespace lockleaf {

namespace {

enum CapturedField : std::uint16_t { fieldVault = 1, fieldWritten = 2, fieldText = 3 };

constexpr std::string_view idLabel = "lockleaf inboxid";
static_assert(idLabel.size() == 16);
static_assert(crypto_box_PUBLICKEYBYTES == 32 && crypto_box_SECRETKEYBYTES == 32);

Result<void> checkText(ByteView body)
{
    if (body.empty())
        return fail(ErrorCode::InvalidArgument, "an empty note");
    if (body.size() > largestCapture)
        return fail(ErrorCode::BodyTooLarge, "1 MiB while the vault is locked");
    if (!isStorableText(textOf(body)))
        return fail(ErrorCode::BodyNotText);
    return {};
}

std::unexpected<Error> damagedCapture(const char* what)
{
    return fail(ErrorCode::Damaged, what);
}

Result<CapturedNote> decodeCaptured(ByteView plain, const VaultId& vault)
{
    LOCKLEAF_TRY(const std::vector<Field> fields, readFields(plain));
    if (fields.size() != 3 || fields[0].type != fieldVault || fields[1].type != fieldWritten ||
        fields[2].type != fieldText)
        return damagedCapture("fields of a captured note");
    const auto time = fields[1].u64();
    if (fields[0].id<VaultTag>() != vault || !time || !checkText(fields[2].value))
        return damagedCapture("captured note");
    CapturedNote note;
    note.written = static_cast<Timestamp>(*time);
    note.body = SecureBytes::copyOf(fields[2].value);
    return note;
}

} // namespace

Result<Bytes> sealCaptured(const CapturedNote& note, const VaultId& vault, const InboxPublicKey& key)
{
    LOCKLEAF_CHECK(checkText(note.body.view()));
    FieldWriter writer;
    writer.bytes(fieldVault, vault.view());
    writer.u64(fieldWritten, static_cast<std::uint64_t>(note.written));
    writer.bytes(fieldText, note.body.view());
    const SecureBytes plain = writer.finish();
    Bytes sealed(plain.size() + crypto_box_SEALBYTES);
    // The nonce follows from both public keys, of which one is new each time. A key of low order is refused.
    if (crypto_box_seal(sealed.data(), plain.data(), plain.size(), key.data()) != 0)
        return fail(ErrorCode::InvalidArgument, "inbox key");
    return sealed;
}

Result<CapturedNote> openCaptured(ByteView sealed, const VaultId& vault,
                                  const SecretKey<InboxSeedPurpose>& seed)
{
    if (sealed.size() < crypto_box_SEALBYTES)
        return damagedCapture("sealed note too short");
    InboxPublicKey key{};
    if (crypto_scalarmult_base(key.data(), seed.view().data()) != 0)
        return damagedCapture("inbox key");
    SecureBytes plain(sealed.size() - crypto_box_SEALBYTES);
    // Authentic for whoever made it, which may be anybody; opened with the secret key of this vault alone.
    if (crypto_box_seal_open(plain.data(), sealed.data(), sealed.size(), key.data(), seed.view().data()) != 0)
        return damagedCapture("sealed for another key, or changed");
    return decodeCaptured(plain.view(), vault);
}

RecordId idOfCaptured(ByteView sealed, const VaultId& vault, const SecretKey<InboxSeedPurpose>& seed)
{
    // Keyed with what only the vault knows: nobody can aim at the id of a note that is there.
    const Hash256 hash = keyedHash256(seed, {bytesOf(idLabel), vault.view(), sealed});
    RecordId id;
    std::copy_n(hash.begin(), id.bytes.size(), id.bytes.begin());
    return id;
}

} // namespace lockleaf
