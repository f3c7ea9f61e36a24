// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/record_check.h"

#include "core/store/revision_record.h"
#include "core/vault/attachment_check.h"

#include <utility>

namespace lockleaf {

namespace {

template <class T>
Result<void> asCheck(const Result<T>& result)
{
    if (!result)
        return std::unexpected(result.error());
    return {};
}

} // namespace

Result<void> RecordCheck::check(const RecordId& id, std::uint64_t removalsBefore)
{
    // Anew, since it may have been changed after its bucket was begun.
    LOCKLEAF_TRY(const std::optional<DirectoryEntry> located, m_vault.store().locate(id));
    if (!located) {
        if (m_vault.store().removals() != removalsBefore) // its bucket adds up: it was taken away
            return {};
        return fail(ErrorCode::Damaged, "not in the directory");
    }
    if (located->identity.kind == std::to_underlying(RecordKind::Chunk)) {
        ++m_met.chunks; // opened with its attachment, in the order of the content
        if (m_vault.isOfEarlierSchema())
            return asCheck(m_vault.store().openLocated(*located));
        return {};
    }
    LOCKLEAF_TRY(const SecureBytes plain, m_vault.store().openLocated(*located));
    return checkText(*located, plain.view());
}

Result<void> RecordCheck::checkText(const DirectoryEntry& located, ByteView plain)
{
    switch (static_cast<RecordKind>(located.identity.kind)) {
    case RecordKind::Note:
        return checkNote(located, plain);
    case RecordKind::Revision:
        return checkRevision(located, plain);
    case RecordKind::Notebook:
        ++m_met.notebooks;
        return asCheck(decodeNotebook(located.identity.id, plain));
    case RecordKind::Settings:
        return asCheck(decodeSettings(plain));
    case RecordKind::Tombstone:
        return asCheck(decodeTombstone(plain));
    case RecordKind::Attachment:
        return asCheck(decodeAttachment(located.identity.id, plain));
    case RecordKind::Chunk:
        break;
    }
    return {}; // a kind of a later version: authentic, and carried along
}

Result<void> RecordCheck::checkNote(const DirectoryEntry& located, ByteView plain)
{
    LOCKLEAF_TRY(const NoteRecord record, decodeNote(located.identity.id, plain, m_vault.codec()));
    ++m_met.notes;
    if (m_vault.isOfEarlierSchema())
        return {};
    LOCKLEAF_TRY(const std::optional<ListRow> row, m_vault.list().at(located.row));
    if (!row || !(*row == SealedVault::listRowFor(located.row, record.note)))
        return fail(ErrorCode::Damaged, "its row in the list differs");
    LOCKLEAF_TRY(const bool listed, AttachmentCheck::isListed(m_vault, record.note));
    if (!listed)
        return fail(ErrorCode::Damaged, "it is not listed with what it has attached");
    return {};
}

Result<void> RecordCheck::checkRevision(const DirectoryEntry& located, ByteView plain)
{
    ++m_met.revisions;
    LOCKLEAF_TRY(const RevisionRecord record, decodeRevision(located.identity.id, plain, m_vault.codec()));
    if (m_vault.isOfEarlierSchema())
        return {};
    const RevisionRow row = SealedVault::revisionRowFor(record.revision, plain.size());
    LOCKLEAF_TRY(const bool listed, m_vault.revisionIndex().has(row));
    if (!listed)
        return fail(ErrorCode::Damaged, "its row in the table of versions differs");
    LOCKLEAF_TRY(const auto note, m_vault.store().locate(row.note));
    if (!note || note->identity.kind != std::to_underlying(RecordKind::Note))
        return fail(ErrorCode::Damaged, "its note is not there");
    return {};
}

} // namespace lockleaf
