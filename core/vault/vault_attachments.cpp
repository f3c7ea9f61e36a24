// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/attach_job.h"
#include "core/vault/attachment_target.h"
#include "core/vault/guarded.h"
#include "core/vault/sealed_vault.h"

#include <algorithm>
#include <set>
#include <utility>

namespace lockleaf {

namespace {

constexpr std::uint64_t attachmentRowsAtOnce = 256;

/// The targets of a note that stand for one thing.
bool names(const std::vector<LinkTarget>& targets, const RecordId& id)
{
    return std::ranges::find(targets, id, &LinkTarget::id) != targets.end();
}

/// What the targets of a note stand for, each once.
std::set<RecordId> targetIds(const Note& note)
{
    std::set<RecordId> ids;
    for (const LinkTarget& target : note.targets)
        ids.insert(target.id);
    return ids;
}

} // namespace

Result<std::vector<Attachment>> SealedVault::attachments()
{
    return guarded([&]() -> Result<std::vector<Attachment>> {
        std::vector<Attachment> found;
        RecordId after;
        while (true) {
            LOCKLEAF_TRY(std::vector<AttachmentRow> rows,
                         m_shelf->index().rowsAfter(after, attachmentRowsAtOnce));
            if (rows.empty())
                return found;
            after = rows.back().attachment.id;
            for (AttachmentRow& row : rows)
                if (row.state == AttachmentState::Whole)
                    found.push_back(std::move(row.attachment));
        }
    });
}

Result<Attachment> SealedVault::attachment(RecordId id)
{
    return guarded([&]() -> Result<Attachment> {
        LOCKLEAF_TRY(AttachmentShelf::Opened opened, m_shelf->openWhole(id));
        return std::move(opened.record.attachment);
    });
}

Result<std::vector<AttachedFile>> SealedVault::attachmentsOf(RecordId note)
{
    return guarded([&]() -> Result<std::vector<AttachedFile>> {
        LOCKLEAF_TRY(const OpenNote open, openNote(note));
        std::vector<AttachedFile> files;
        for (const LinkTarget& target : open.record.note.targets) {
            auto opened = m_shelf->openWhole(target.id);
            if (opened)
                files.push_back({target.written, std::move(opened->record.attachment)});
            else if (opened.error().code != ErrorCode::NotFound) // a link to a note, or to what is gone
                return std::unexpected(opened.error());
        }
        return files;
    });
}

Result<std::vector<RecordId>> SealedVault::notesWithAttachment(RecordId id)
{
    return guarded([&] { return m_shelf->index().notesWith(id); });
}

Result<SecureBytes> SealedVault::attachmentChunk(RecordId id, std::uint64_t index)
{
    return guarded([&]() -> Result<SecureBytes> {
        LOCKLEAF_TRY(const AttachmentShelf::Opened opened, m_shelf->openWhole(id));
        return m_shelf->chunk(opened.record.attachment, index);
    });
}

Result<std::unique_ptr<SlicedJob>> SealedVault::makeAttachJob(RecordId note, std::string name,
                                                              std::unique_ptr<ByteSource> content,
                                                              AttachReport& report)
{
    return guarded([&]() -> Result<std::unique_ptr<SlicedJob>> {
        if (!isAttachmentName(name))
            return fail(ErrorCode::NameNotValid, "name of an attachment");
        LOCKLEAF_CHECK(checkNoteExists(note));
        return std::unique_ptr<SlicedJob>(
            std::make_unique<AttachJob>(*this, note, std::move(name), std::move(content), report));
    });
}

Result<std::unique_ptr<SlicedJob>>
SealedVault::makeStoreJob(std::string name, std::unique_ptr<ByteSource> content, AttachReport& report)
{
    if (!isAttachmentName(name))
        return fail(ErrorCode::NameNotValid, "name of an attachment");
    return std::unique_ptr<SlicedJob>(
        std::make_unique<AttachJob>(*this, std::nullopt, std::move(name), std::move(content), report));
}

Result<std::string> SealedVault::attach(RecordId note, RecordId attachment, std::string_view wanted)
{
    return guarded([&]() -> Result<std::string> {
        if (!isTarget(wanted))
            return fail(ErrorCode::NameNotValid, "target of an attachment");
        std::string written;
        const auto outcome = change([&]() -> Result<void> {
            LOCKLEAF_TRY(OpenNote open, openNote(note));
            std::vector<LinkTarget>& targets = open.record.note.targets;
            const auto before = std::ranges::find(targets, attachment, &LinkTarget::id);
            if (before != targets.end()) {
                written = before->written;
                return {};
            }
            LOCKLEAF_CHECK(m_shelf->addUse(attachment, note));
            written = freeTarget(targets, wanted);
            targets.insert(std::ranges::upper_bound(targets, written, {}, &LinkTarget::written),
                           LinkTarget{written, attachment});
            return storeTargets(open);
        });
        if (!outcome)
            return std::unexpected(outcome.error());
        return written;
    });
}

Result<void> SealedVault::detach(RecordId note, std::string_view written)
{
    return guarded([&]() -> Result<void> {
        return change([&]() -> Result<void> {
            LOCKLEAF_TRY(OpenNote open, openNote(note));
            std::vector<LinkTarget>& targets = open.record.note.targets;
            const auto found = findTarget(targets, written);
            if (found == targets.end())
                return fail(ErrorCode::NotFound);
            const RecordId id = found->id;
            targets.erase(found);
            LOCKLEAF_CHECK(storeTargets(open));
            LOCKLEAF_TRY(const std::optional<AttachmentRow> row, m_shelf->index().at(id));
            if (!row || row->state != AttachmentState::Whole || names(targets, id))
                return {};
            return m_shelf->removeUse(id, note, m_clock->now(), false);
        });
    });
}

Result<void> SealedVault::storeTargets(OpenNote& open)
{
    open.record.note.modified = m_clock->now();
    open.record.versions.advance(m_store->writer());
    return storeNote(open, open.record.note.body.view());
}

Result<void> SealedVault::useAttachments(const Note& note)
{
    for (const RecordId& id : targetIds(note)) {
        LOCKLEAF_TRY(const std::optional<AttachmentRow> row, m_shelf->index().at(id));
        if (row && row->state == AttachmentState::Whole)
            LOCKLEAF_CHECK(m_shelf->addUse(id, note.id));
    }
    return {};
}

Result<void> SealedVault::releaseAttachments(const Note& note)
{
    for (const RecordId& id : targetIds(note)) {
        LOCKLEAF_TRY(const std::optional<AttachmentRow> row, m_shelf->index().at(id));
        if (row && row->state == AttachmentState::Whole)
            LOCKLEAF_CHECK(m_shelf->removeUse(id, note.id, m_clock->now(), true));
    }
    return {};
}

std::unique_ptr<SlicedJob> SealedVault::makeAttachmentTidyJob(std::optional<Timestamp> unusedBefore,
                                                              AttachmentTidyReport& report)
{
    return std::make_unique<AttachmentTidyJob>(*this, unusedBefore, report);
}

} // namespace lockleaf
