// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/attachment_check.h"

#include <algorithm>
#include <utility>

namespace lockleaf {

namespace {

constexpr int mostAttachmentRestarts = 3;

std::string placeOf(const RecordId& id)
{
    return "attachment " + id.toHex();
}

} // namespace

void AttachmentCheck::begin()
{
    m_expected = m_vault.store().head().attachments;
    m_found = {};
    m_after = {};
    m_chunks = 0;
}

Result<bool> AttachmentCheck::step()
{
    if (m_reading) {
        LOCKLEAF_CHECK(readChunk());
        return false;
    }
    const MultisetHash& present = m_vault.store().head().attachments.sum;
    if (m_expected && m_expected->sum != present && m_restarts < mostAttachmentRestarts) {
        ++m_restarts;
        m_expected.reset();
    }
    if (!m_expected)
        begin();
    const auto more = nextAttachment();
    if (!more) {
        LOCKLEAF_CHECK(m_findings.note(std::unexpected(more.error()), "attachments"));
        return true; // the rest cannot be read: what follows would only repeat that
    }
    if (*more)
        return false;
    if (m_expected->sum == present)
        compare();
    return true;
}

Result<bool> AttachmentCheck::nextAttachment()
{
    AttachmentShelf& shelf = m_vault.shelf();
    LOCKLEAF_TRY(const std::vector<AttachmentRow> rows, shelf.index().rowsAfter(m_after, 1));
    if (rows.empty())
        return false;
    const AttachmentRow& row = rows.front();
    m_after = row.attachment.id;
    m_found.sum.add(shelf.index().element(row));
    ++m_found.number;
    m_found.bytes += row.state == AttachmentState::Whole ? row.attachment.size : 0;
    LOCKLEAF_CHECK(m_findings.note(checkDescription(row), placeOf(m_after), m_after));
    LOCKLEAF_CHECK(m_findings.note(checkUses(m_after), placeOf(m_after), m_after));
    return true;
}

Result<void> AttachmentCheck::checkDescription(const AttachmentRow& row)
{
    const RecordId id = row.attachment.id;
    if (row.state == AttachmentState::Whole) {
        m_chunks += chunksOf(row.attachment.size);
    } else {
        LOCKLEAF_TRY(const std::uint64_t there, m_vault.shelf().chunksThere(id));
        m_chunks += there;
    }
    LOCKLEAF_TRY(const AttachmentShelf::Opened opened, m_vault.shelf().open(id));
    if (opened.record.state == AttachmentState::Whole && id > m_readUpTo) {
        m_readUpTo = id;
        m_reading.emplace(Reading{opened.record.attachment, 0, {}});
    }
    return {};
}

Result<void> AttachmentCheck::checkUses(const RecordId& id)
{
    AttachmentIndex& index = m_vault.shelf().index();
    LOCKLEAF_TRY(const std::vector<RecordId> notes, index.notesWith(id));
    for (const RecordId& note : notes) {
        m_found.sum.add(index.elementOfUse(id, note));
        ++m_found.uses;
        const auto read = m_vault.note(note);
        if (!read && read.error().code != ErrorCode::Damaged && read.error().code != ErrorCode::NotFound)
            return std::unexpected(read.error());
        if (!read || std::ranges::find(read->targets, id, &LinkTarget::id) == read->targets.end())
            return fail(ErrorCode::Damaged, "a note that is listed does not have it");
    }
    return {};
}

Result<void> AttachmentCheck::readChunk()
{
    Reading& reading = *m_reading;
    const RecordId id = reading.attachment.id;
    if (reading.next < chunksOf(reading.attachment.size)) {
        const auto chunk = m_vault.shelf().chunk(reading.attachment, reading.next);
        if (chunk) {
            reading.hash.update(chunk->view());
            ++reading.next;
            return {};
        }
        m_reading.reset();
        m_readToEnd = id;
        const auto row = m_vault.shelf().index().at(id);
        if (row && (!*row || (**row).state != AttachmentState::Whole))
            return {}; // it has gone meanwhile
        return m_findings.note(std::unexpected(chunk.error()), placeOf(id), id);
    }
    const bool isSame = reading.hash.finish() == reading.attachment.hash;
    m_reading.reset();
    m_readToEnd = id;
    if (!isSame)
        m_findings.found(placeOf(id) + ": its content differs from its description", id);
    return {};
}

void AttachmentCheck::compare()
{
    if (m_found.sum != m_expected->sum)
        m_findings.found("attachments: their sum differs from the head");
    if (m_found.number != m_expected->number || m_found.bytes != m_expected->bytes ||
        m_found.uses != m_expected->uses)
        m_findings.found("attachments: their counts differ from the head");
}

Result<bool> AttachmentCheck::isListed(SealedVault& vault, const Note& note)
{
    AttachmentIndex& index = vault.shelf().index();
    for (const LinkTarget& target : note.targets) {
        LOCKLEAF_TRY(const std::optional<AttachmentRow> row, index.at(target.id));
        if (!row || row->state != AttachmentState::Whole)
            continue; // a link to a note, or to what is gone
        LOCKLEAF_TRY(const std::vector<RecordId> notes, index.notesWith(target.id));
        if (!std::ranges::binary_search(notes, note.id))
            return false;
    }
    return true;
}

} // namespace lockleaf
