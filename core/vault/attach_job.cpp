// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/attach_job.h"

#include "core/vault/attachment_target.h"
#include "core/vault/guarded.h"
#include "core/vault/rewrite_job.h"

#include <sodium.h>
#include <utility>

namespace lockleaf {

namespace {

/// A first buffer, for the small files that most are.
constexpr std::size_t firstBuffer = std::size_t{64} * 1024;
constexpr std::uint64_t tidyRowsAtOnce = 64;

RecordId newAttachmentId()
{
    RecordId id;
    randombytes_buf(id.bytes.data(), id.bytes.size());
    return id;
}

} // namespace

AttachJob::AttachJob(SealedVault& vault, std::optional<RecordId> note, std::string name,
                     std::unique_ptr<ByteSource> content, AttachReport& report)
    : m_vault(vault), m_note(std::move(note)), m_name(std::move(name)), m_content(std::move(content)),
      m_report(report), m_id(newAttachmentId()), m_buffer(firstBuffer)
{
    m_vault.beginAttaching(m_id);
}

AttachJob::~AttachJob()
{
    m_vault.endAttaching(m_id);
    if (m_begun && !m_done) // what cannot be given up now is met by the next clearing
        (void)guarded(
            [&] { return m_vault.changeShelf([&](AttachmentShelf& shelf) { return shelf.giveUp(m_id); }); });
}

Result<bool> AttachJob::runSlice(std::chrono::milliseconds budget, ProgressSink& progress)
{
    const auto end = std::chrono::steady_clock::now() + budget;
    do {
        LOCKLEAF_TRY(const bool finished, guarded([&] { return step(); }));
        progress.progressed(m_size, 0);
        if (finished)
            return true;
    } while (std::chrono::steady_clock::now() < end);
    return false;
}

Result<bool> AttachJob::step()
{
    LOCKLEAF_CHECK(fillBuffer());
    if (m_filled == attachmentChunk && !m_ended) {
        LOCKLEAF_CHECK(storeChunk());
        return false;
    }
    LOCKLEAF_CHECK(finish());
    return true;
}

Result<void> AttachJob::fillBuffer()
{
    while (!m_ended && m_filled < attachmentChunk) {
        if (m_filled == m_buffer.size()) {
            SecureBytes larger(m_buffer.size() < attachmentChunk / 4 ? m_buffer.size() * 4 : attachmentChunk);
            std::copy_n(m_buffer.data(), m_filled, larger.data());
            m_buffer = std::move(larger);
        }
        LOCKLEAF_TRY(const std::size_t read, m_content->read(m_buffer.span().subspan(m_filled)));
        m_ended = read == 0;
        m_hash.update(m_buffer.view().subspan(m_filled, read));
        m_filled += read;
        m_size += read;
    }
    return m_size > largestAttachment ? fail(ErrorCode::AttachmentTooLarge) : Result<void>{};
}

Result<void> AttachJob::storeChunk()
{
    const auto outcome = m_vault.changeShelf([&](AttachmentShelf& shelf) -> Result<void> {
        if (!m_begun)
            LOCKLEAF_CHECK(shelf.begin(m_id, m_name, m_vault.now()));
        return shelf.addChunk(m_id, m_chunks, m_buffer.view().first(m_filled));
    });
    if (!outcome)
        return outcome;
    m_begun = true;
    ++m_chunks;
    m_filled = 0;
    return {};
}

Result<RecordId> AttachJob::wholeAttachment()
{
    AttachmentShelf& shelf = m_vault.shelf();
    LOCKLEAF_TRY(const std::optional<AttachmentRow> same, shelf.index().withContent(m_contentHash, m_size));
    if (same) {
        LOCKLEAF_TRY(const AttachmentShelf::Opened opened, shelf.openWhole(same->attachment.id));
        if (opened.record.attachment.hash == m_contentHash && opened.record.attachment.size == m_size) {
            m_report.wasThere = true;
            if (m_begun)
                LOCKLEAF_CHECK(shelf.giveUp(m_id));
            return same->attachment.id;
        }
    }
    if (!m_begun)
        LOCKLEAF_CHECK(shelf.begin(m_id, m_name, m_vault.now()));
    if (m_filled > 0)
        LOCKLEAF_CHECK(shelf.addChunk(m_id, m_chunks, m_buffer.view().first(m_filled)));
    const std::optional<Timestamp> unusedSince = m_note ? std::nullopt : std::optional(m_vault.now());
    LOCKLEAF_CHECK(shelf.complete(m_id, m_size, m_contentHash, unusedSince));
    return m_id;
}

Result<void> AttachJob::finish()
{
    m_contentHash = m_hash.finish();
    const auto outcome = m_vault.changeShelf([&](AttachmentShelf&) -> Result<void> {
        LOCKLEAF_TRY(m_report.attachment, wholeAttachment());
        m_report.written = targetOf(m_name);
        if (m_note) {
            LOCKLEAF_TRY(m_report.written, m_vault.attach(*m_note, m_report.attachment, m_report.written));
        }
        return {};
    });
    if (!outcome)
        return outcome;
    m_report.size = m_size;
    m_done = true;
    return {};
}

Result<bool> AttachmentTidyJob::runSlice(std::chrono::milliseconds budget, ProgressSink& progress)
{
    const auto end = std::chrono::steady_clock::now() + budget;
    do {
        LOCKLEAF_TRY(const bool finished, guarded([&] { return step(); }));
        progress.progressed(m_report.removed, 0);
        if (finished)
            return true;
    } while (std::chrono::steady_clock::now() < end);
    return false;
}

Result<bool> AttachmentTidyJob::step()
{
    if (!m_going) {
        LOCKLEAF_TRY(const bool more, findNext());
        return !more;
    }
    auto outcome = removeSome();
    if (!outcome && !concernsOneNote(outcome.error().code))
        return std::unexpected(outcome.error());
    if (!outcome) {
        ++m_report.refused;
        m_going.reset();
    }
    return false;
}

bool AttachmentTidyJob::shouldGo(const AttachmentRow& row) const
{
    if (row.state != AttachmentState::Whole)
        return !m_vault.isBeingAttached(row.attachment.id);
    return m_unusedBefore && row.attachment.unusedSince && *row.attachment.unusedSince < *m_unusedBefore;
}

/// Goes on to the next attachment that should go; false: there is none.
Result<bool> AttachmentTidyJob::findNext()
{
    while (true) {
        LOCKLEAF_TRY(const std::vector<AttachmentRow> rows,
                     m_vault.shelf().index().rowsAfter(m_after, tidyRowsAtOnce));
        if (rows.empty())
            return false;
        for (const AttachmentRow& row : rows) {
            m_after = row.attachment.id;
            if (!shouldGo(row))
                continue;
            m_going = row;
            return true;
        }
    }
}

Result<void> AttachmentTidyJob::removeSome()
{
    const RecordId id = m_going->attachment.id;
    bool more = true;
    const auto outcome = m_vault.changeShelf([&](AttachmentShelf& shelf) -> Result<void> {
        LOCKLEAF_TRY(const std::optional<AttachmentRow> row, shelf.index().at(id));
        if (!row || !shouldGo(*row)) { // a note may have it again by now
            more = false;
            return {};
        }
        if (row->state != AttachmentState::BeingRemoved)
            return shelf.giveUp(id);
        LOCKLEAF_TRY(more, shelf.removeLastChunk(id, m_vault.now()));
        m_report.removed += more ? 0 : 1;
        m_report.bytes += more ? 0 : m_going->attachment.size;
        return {};
    });
    if (!outcome)
        return outcome;
    if (!more)
        m_going.reset();
    return {};
}

} // namespace lockleaf
