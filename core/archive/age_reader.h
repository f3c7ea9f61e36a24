// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/archive/age_armor.h"
#include "core/archive/age_header.h"
#include "core/archive/age_payload.h"
#include "core/archive/age_x25519.h"

#include <memory>

namespace lockleaf::age {

/// What a file is tried with. Everything in it is secret.
struct OpeningKeys
{
    /// As it was typed, octet for octet; empty for none. Where it does not open a file, its Unicode normal
    /// form C is tried too, which is what Lockleaf seals with.
    SecureBytes passphrase;
    std::vector<Identity> identities;
};

/// The plaintext of an age file, chunk after chunk; only what is authentic is given. That nothing was cut off
/// or added is certain once read() has returned 0. Errors of read(), again at every further call:
/// ArchiveDamaged, ArmorDamaged, and those of the source.
class OpenedFile final : public ByteSource
{
public:
    [[nodiscard]] Result<std::size_t> read(MutableByteView buffer) override
    {
        return m_payload->read(buffer);
    }

    [[nodiscard]] bool isArmored() const { return m_armor.has_value(); }
    /// Whether a password opened it. Else it was an identity, and anybody can have written the file.
    [[nodiscard]] bool isByPassphrase() const { return m_byPassphrase; }

private:
    friend Result<std::unique_ptr<OpenedFile>> open(ByteSource& source, const OpeningKeys& keys);
    friend Result<std::unique_ptr<OpenedFile>> openAgain(ByteSource& source, const OpenedFile& before);
    explicit OpenedFile(ByteSource& source) : m_file(source) {}
    Result<void> begin(const OpeningKeys& keys);
    Result<void> beginAgain(const OpenedFile& before);
    /// The header, past the armor if there is one; the payload follows in `binary`.
    Result<Header> readFirst(PeekSource*& binary);
    Result<void> beginPayload(const Header& header, PeekSource& binary);
    Result<bool> unwrap(const Header& header, const OpeningKeys& keys);
    Result<bool> tryPassphrase(const Stanza& stanza, const OpeningKeys& keys);

    PeekSource m_file;
    std::optional<ArmorReader> m_armor;
    std::optional<PeekSource> m_unarmored;
    FileKey m_fileKey;
    std::optional<PayloadOpener> m_payload;
    bool m_byPassphrase = false;
};

/// Opens an age file, armored or not: reads its header and finds the key that fits. With a passphrase it can
/// take seconds and 4 GiB of memory, so never on a thread that paints. `source` stands at the file's
/// beginning and must outlive the result; `keys` need not. Errors: NotAnArchive; NewerFormat; ArmorDamaged;
/// ArchiveHeaderDamaged; ArchiveHeaderChanged where a key fits but the header is not as it was written;
/// WrongArchiveKey; DerivationTooCostly, before any work; OutOfMemory; and those of the source.
[[nodiscard]] Result<std::unique_ptr<OpenedFile>> open(ByteSource& source, const OpeningKeys& keys);

/// Opens a file that was opened before once more, without deriving anything. Errors: ArchiveHeaderChanged
/// where it is another one; as open().
[[nodiscard]] Result<std::unique_ptr<OpenedFile>> openAgain(ByteSource& source, const OpenedFile& before);

} // namespace lockleaf::age
