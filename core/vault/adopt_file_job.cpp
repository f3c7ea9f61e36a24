// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/adopt_file_job.h"

#include "core/vault/adoption_checks.h"
#include "core/vault/guarded.h"

#include <algorithm>
#include <utility>

namespace lockleaf {

AdoptFileJob::AdoptFileJob(SealedVault& vault, Attachment attachment, std::unique_ptr<ByteSource> content,
                           std::vector<RecordId> waiting)
    : m_vault(vault), m_attachment(std::move(attachment)), m_content(std::move(content)),
      m_waiting(std::move(waiting))
{
    m_vault.beginAttaching(m_attachment.id);
}

AdoptFileJob::~AdoptFileJob()
{
    m_vault.endAttaching(m_attachment.id);
    if (m_begun && m_phase != Phase::Done) // what cannot be given up now is met by the next clearing
        (void)guarded([&] {
            return m_vault.changeShelf([&](AttachmentShelf& shelf) { return shelf.giveUp(m_attachment.id); });
        });
}

Result<bool> AdoptFileJob::runSlice(std::chrono::milliseconds budget, ProgressSink& progress)
{
    const auto end = std::chrono::steady_clock::now() + budget;
    do {
        LOCKLEAF_CHECK(guarded([&] { return step(); }));
        progress.progressed(m_chunks * attachmentChunk, m_attachment.size);
    } while (m_phase != Phase::Done && std::chrono::steady_clock::now() < end);
    return m_phase == Phase::Done;
}

Result<void> AdoptFileJob::step()
{
    switch (m_phase) {
    case Phase::Clear:
        return clear();
    case Phase::Write:
        return writeChunk();
    case Phase::Done:
        break;
    }
    return {};
}

Result<void> AdoptFileJob::clear()
{
    const RecordId id = m_attachment.id;
    return m_vault.changeShelf([&](AttachmentShelf& shelf) -> Result<void> {
        LOCKLEAF_TRY(const std::optional<AttachmentRow> row, shelf.index().at(id));
        if (!row) {
            m_phase = Phase::Write;
            return {};
        }
        if (row->state == AttachmentState::Whole) {
            if (row->attachment.hash != m_attachment.hash || row->attachment.size != m_attachment.size)
                return fail(ErrorCode::AlreadyExists, "Another file has its id in this vault.");
            m_phase = Phase::Done;
            return {};
        }
        if (row->state != AttachmentState::BeingRemoved)
            return shelf.giveUp(id);
        LOCKLEAF_TRY(const bool more, shelf.removeLastChunk(id, m_vault.now()));
        (void)more; // the next look finds no row where there is none
        return {};
    });
}

Result<void> AdoptFileJob::writeChunk()
{
    const std::uint64_t done = m_chunks * attachmentChunk;
    SecureBytes chunk(
        static_cast<std::size_t>(std::min<std::uint64_t>(attachmentChunk, m_attachment.size - done)));
    for (std::size_t filled = 0; filled < chunk.size();) {
        LOCKLEAF_TRY(const std::size_t got, m_content->read(chunk.span().subspan(filled)));
        if (got == 0)
            return fail(ErrorCode::Damaged, otherContent);
        filled += got;
    }
    m_hash.update(chunk.view());
    const bool last = done + chunk.size() == m_attachment.size;
    if (last && m_hash.finish() != m_attachment.hash)
        return fail(ErrorCode::Damaged, otherContent);
    auto outcome = m_vault.changeShelf([&](AttachmentShelf& shelf) -> Result<void> {
        if (!m_begun)
            LOCKLEAF_CHECK(shelf.begin(m_attachment.id, m_attachment.name, m_attachment.added));
        if (!chunk.empty())
            LOCKLEAF_CHECK(shelf.addChunk(m_attachment.id, m_chunks, chunk.view()));
        return last ? complete(shelf) : Result<void>{};
    });
    if (!outcome)
        return outcome;
    m_begun = true;
    ++m_chunks;
    if (last)
        m_phase = Phase::Done;
    return {};
}

Result<void> AdoptFileJob::complete(AttachmentShelf& shelf)
{
    const RecordId id = m_attachment.id;
    LOCKLEAF_CHECK(shelf.complete(id, m_attachment.size, m_attachment.hash, m_vault.now()));
    for (const RecordId& note : m_waiting) {
        const auto waits = m_vault.note(note);
        if (!waits && waits.error().code != ErrorCode::NotFound)
            return std::unexpected(waits.error());
        if (waits && std::ranges::find(waits->targets, id, &LinkTarget::id) != waits->targets.end())
            LOCKLEAF_CHECK(shelf.addUse(id, note));
    }
    return {};
}

} // namespace lockleaf
