// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/archive/age_reader.h"

#include "core/archive/age_scrypt.h"

#include <algorithm>

namespace lockleaf::age {

namespace {

/// Every recipient of a kind that is known has to be in order, also those that are for others.
Result<std::vector<X25519Stanza>> knownRecipients(const Header& header)
{
    std::vector<X25519Stanza> recipients;
    for (const Stanza& stanza : header.stanzas) {
        if (stanza.type() == x25519Type) {
            LOCKLEAF_TRY(const X25519Stanza parsed, parseX25519(stanza));
            recipients.push_back(parsed);
        } else if (stanza.type() == scryptType && header.stanzas.size() != 1) {
            // Else whoever has a password could be made to open a file that somebody without it has written.
            return fail(ErrorCode::ArchiveHeaderDamaged, "a password beside other recipients");
        }
    }
    return recipients;
}

} // namespace

Result<bool> OpenedFile::tryPassphrase(const Stanza& stanza, const OpeningKeys& keys)
{
    LOCKLEAF_TRY(const ScryptStanza parsed, parseScrypt(stanza));
    if (keys.passphrase.empty())
        return false;
    m_byPassphrase = true;
    LOCKLEAF_TRY(const bool asTyped, unwrapByScrypt(m_fileKey, parsed, keys.passphrase.view()));
    if (asTyped)
        return true;
    const auto normal = Passphrase::fromTyped(keys.passphrase.view());
    if (!normal || std::ranges::equal(normal->view(), keys.passphrase.view()))
        return false;
    return unwrapByScrypt(m_fileKey, parsed, normal->view());
}

Result<bool> OpenedFile::unwrap(const Header& header, const OpeningKeys& keys)
{
    LOCKLEAF_TRY(const std::vector<X25519Stanza> recipients, knownRecipients(header));
    if (header.stanzas.front().type() == scryptType)
        return tryPassphrase(header.stanzas.front(), keys);
    for (const X25519Stanza& recipient : recipients) {
        for (const Identity& identity : keys.identities) {
            LOCKLEAF_TRY(const bool fits, unwrapByX25519(m_fileKey, recipient, identity));
            if (fits)
                return true;
        }
    }
    return false;
}

Result<Header> OpenedFile::readFirst(PeekSource*& binary)
{
    LOCKLEAF_TRY(const ByteView beginning, m_file.peek(armorLook));
    binary = &m_file;
    if (!beginsAsAge(beginning) && looksArmored(beginning)) {
        m_armor.emplace(m_file);
        binary = &m_unarmored.emplace(*m_armor);
    }
    return readHeader(*binary);
}

Result<void> OpenedFile::beginPayload(const Header& header, PeekSource& binary)
{
    if (!macHolds(header, m_fileKey))
        return fail(ErrorCode::ArchiveHeaderChanged);
    m_payload.emplace(m_fileKey, binary);
    return m_payload->begin();
}

Result<void> OpenedFile::begin(const OpeningKeys& keys)
{
    PeekSource* binary = nullptr;
    LOCKLEAF_TRY(const Header header, readFirst(binary));
    LOCKLEAF_TRY(const bool opened, unwrap(header, keys));
    if (!opened)
        return fail(ErrorCode::WrongArchiveKey);
    return beginPayload(header, *binary);
}

Result<void> OpenedFile::beginAgain(const OpenedFile& before)
{
    PeekSource* binary = nullptr;
    LOCKLEAF_TRY(const Header header, readFirst(binary));
    std::ranges::copy(before.m_fileKey.view(), m_fileKey.data());
    m_byPassphrase = before.m_byPassphrase;
    return beginPayload(header, *binary);
}

Result<std::unique_ptr<OpenedFile>> open(ByteSource& source, const OpeningKeys& keys)
{
    std::unique_ptr<OpenedFile> file(new OpenedFile(source));
    LOCKLEAF_CHECK(file->begin(keys));
    return file;
}

Result<std::unique_ptr<OpenedFile>> openAgain(ByteSource& source, const OpenedFile& before)
{
    std::unique_ptr<OpenedFile> file(new OpenedFile(source));
    LOCKLEAF_CHECK(file->beginAgain(before));
    return file;
}

} // namespace lockleaf::age
