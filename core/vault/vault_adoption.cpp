// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/revision_record.h"
#include "core/vault/adopt_file_job.h"
#include "core/vault/adoption_checks.h"
#include "core/vault/guarded.h"
#include "core/vault/note_join.h"
#include "core/vault/sealed_vault.h"

#include <algorithm>
#include <set>
#include <utility>

namespace lockleaf {

namespace {

std::set<RecordId> idsOf(const std::vector<LinkTarget>& targets)
{
    std::set<RecordId> ids;
    for (const LinkTarget& target : targets)
        ids.insert(target.id);
    return ids;
}

std::unexpected<Error> idIsTaken()
{
    return fail(ErrorCode::AlreadyExists, "Its id is that of something else in this vault.");
}

} // namespace

Result<NoteRecord> SealedVault::noteRecord(RecordId id)
{
    return guarded([&]() -> Result<NoteRecord> {
        LOCKLEAF_TRY(OpenNote open, openNote(id));
        return std::move(open.record);
    });
}

Result<std::vector<DeletedRecord>> SealedVault::deletedRecords()
{
    return guarded([&]() -> Result<std::vector<DeletedRecord>> {
        std::vector<RecordId> ids;
        {
            LOCKLEAF_TRY(Statement rows, m_database->prepare("SELECT id FROM record_tag WHERE kind = ?1"));
            rows.bind(1, std::int64_t{std::to_underlying(RecordKind::Tombstone)});
            while (true) {
                LOCKLEAF_TRY(const bool row, rows.step());
                if (!row)
                    break;
                if (const auto id = idFrom<RecordTag>(rows.blob(0)))
                    ids.push_back(*id);
            }
        }
        std::vector<DeletedRecord> found;
        for (const RecordId& id : ids) {
            LOCKLEAF_TRY(const StoredRecord stored, m_store->read(id));
            if (stored.identity.kind != std::to_underlying(RecordKind::Tombstone))
                return fail(ErrorCode::Damaged, "directory entry of " + id.toHex());
            LOCKLEAF_TRY(TombstoneRecord tombstone, decodeTombstone(stored.plain.view()));
            found.push_back({id, std::move(tombstone)});
        }
        std::ranges::sort(found, {}, &DeletedRecord::id);
        return found;
    });
}

/// What is here under the id of `record`, and what is to become of both.
Result<SealedVault::HereAndJoin> SealedVault::joinWithHere(const NoteRecord& record, AdoptionRule rule)
{
    HereAndJoin found;
    LOCKLEAF_TRY(const auto located, m_store->locate(record.note.id));
    if (!located) {
        found.join.outcome = Adoption::Added;
        found.join.first = copyOf(record);
        return found;
    }
    LOCKLEAF_TRY(StoredRecord stored, m_store->read(record.note.id));
    if (located->identity.kind == std::to_underlying(RecordKind::Note)) {
        LOCKLEAF_TRY(NoteRecord here, decodeNote(record.note.id, stored.plain.view(), m_codec));
        stored.plain.clear();
        found.join = joinNotes(here, record);
        found.here = OpenNote{std::move(stored), std::move(here)};
        return found;
    }
    if (located->identity.kind != std::to_underlying(RecordKind::Tombstone))
        return idIsTaken();
    LOCKLEAF_TRY(const TombstoneRecord tombstone, decodeTombstone(stored.plain.view()));
    if (tombstone.formerKind != RecordKind::Note)
        return idIsTaken();
    if (rule == AdoptionRule::Merge && isDeletedBy(record, tombstone)) {
        found.join.outcome = Adoption::Deleted;
        return found;
    }
    found.tombstone = *located;
    found.join.outcome = Adoption::Added;
    found.join.first = copyOf(record);
    found.join.first->versions.merge(tombstone.versions);
    if (rule == AdoptionRule::Restore)
        found.join.first->versions.advance(m_store->writer());
    return found;
}

Result<NoteAdoption> SealedVault::judgeNote(const NoteRecord& record, AdoptionRule rule)
{
    return guarded([&]() -> Result<NoteAdoption> {
        LOCKLEAF_TRY(const HereAndJoin found, joinWithHere(record, rule));
        NoteAdoption adoption{found.join.outcome, {}};
        if (found.join.second)
            adoption.second = found.join.second->note.id;
        return adoption;
    });
}

Result<NoteAdoption> SealedVault::adoptNote(NoteRecord record, AdoptionRule rule)
{
    return guarded([&]() -> Result<NoteAdoption> {
        LOCKLEAF_CHECK(checkAdopted(record));
        LOCKLEAF_TRY(const Notebooks* notebooks, loadedNotebooks());
        if (!record.note.trashed && !notebooks->contains(record.note.notebook))
            record.note.notebook = {};
        NoteAdoption adoption;
        const auto outcome = change([&]() -> Result<void> {
            LOCKLEAF_TRY(HereAndJoin found, joinWithHere(record, rule));
            adoption.outcome = found.join.outcome;
            return takeOver(found, record, rule, adoption);
        });
        if (!outcome)
            return std::unexpected(outcome.error());
        return adoption;
    });
}

Result<void> SealedVault::takeOver(HereAndJoin& found, const NoteRecord& record, AdoptionRule rule,
                                   NoteAdoption& adoption)
{
    NoteJoin& join = found.join;
    if (join.outcome == Adoption::Older)
        return keepLateText(found.here->record.note, record.note);
    if (join.outcome == Adoption::BroughtUp && !haveSameText(found.here->record.note, join.first->note)) {
        LOCKLEAF_CHECK(addRevisionUnlessKept(found.here->record.note, RevisionReason::Editing));
        m_pace.noteKept(record.note.id, m_clock->now());
    }
    if (join.first)
        LOCKLEAF_CHECK(storeAdopted(found));
    if (!join.second)
        return {};
    adoption.second = join.second->note.id;
    LOCKLEAF_TRY(const NoteAdoption second, adoptNote(std::move(*join.second), rule));
    (void)second; // where it is here already it is the same, or was changed since
    return {};
}

/// Writes the first note of a join over what is here, if anything.
Result<void> SealedVault::storeAdopted(HereAndJoin& found)
{
    NoteRecord& record = *found.join.first;
    if (found.here) {
        OpenNote& open = *found.here;
        const NoteRecord before = std::exchange(open.record, std::move(record));
        LOCKLEAF_CHECK(changeUses(before.note, open.record.note));
        return storeNote(open, before.note.body.view());
    }
    const SecureBytes plain = encodeNote(record, m_codec);
    std::int64_t row = 0;
    if (found.tombstone) {
        LOCKLEAF_CHECK(m_store->replace(*found.tombstone, RecordKind::Note, plain.view()));
        row = found.tombstone->row;
    } else {
        LOCKLEAF_TRY(row, m_store->add(record.note.id, RecordKind::Note, plain.view()));
    }
    LOCKLEAF_CHECK(useAttachments(record.note));
    return listNote(row, record.note);
}

/// Follows a note from some targets to others.
Result<void> SealedVault::changeUses(const Note& before, const Note& after)
{
    const std::set<RecordId> had = idsOf(before.targets);
    const std::set<RecordId> has = idsOf(after.targets);
    for (const RecordId& id : has) {
        LOCKLEAF_TRY(const std::optional<AttachmentRow> row, m_shelf->index().at(id));
        if (!had.contains(id) && row && row->state == AttachmentState::Whole)
            LOCKLEAF_CHECK(m_shelf->addUse(id, after.id));
    }
    for (const RecordId& id : had) {
        LOCKLEAF_TRY(const std::optional<AttachmentRow> row, m_shelf->index().at(id));
        if (!has.contains(id) && row && row->state == AttachmentState::Whole)
            LOCKLEAF_CHECK(m_shelf->removeUse(id, after.id, m_clock->now(), false));
    }
    return {};
}

/// Keeps a text that came too late as a version, unless something here says it.
Result<void> SealedVault::keepLateText(const Note& here, const Note& late)
{
    if (haveSameText(here, late) || (late.body.empty() && late.explicitTitle.empty()))
        return {};
    LOCKLEAF_TRY(const auto asSecond, m_store->locate(secondNoteId(late)));
    LOCKLEAF_TRY(const auto asVersion, m_store->locate(lateRevisionId(late)));
    if (asSecond || asVersion)
        return {};
    LOCKLEAF_TRY(const std::vector<RevisionRow> rows, m_revisions->of(here.id));
    for (const RevisionRow& row : rows) {
        if (row.summary.size != late.body.size())
            continue;
        const auto revision = openRevision(here.id, row.summary.id);
        if (revision && revision->explicitTitle == late.explicitTitle &&
            std::ranges::equal(revision->body.view(), late.body.view()))
            return {};
    }
    Revision kept;
    kept.id = lateRevisionId(late);
    kept.note = here.id;
    kept.made = late.modified;
    kept.kept = late.modified;
    kept.explicitTitle = late.explicitTitle;
    kept.body = SecureBytes::copyOf(late.body.view());
    return storeRevision(std::move(kept));
}

Result<void> SealedVault::storeRevision(Revision revision)
{
    RevisionRecord record;
    record.revision = std::move(revision);
    const SecureBytes plain = encodeRevision(record, m_codec);
    LOCKLEAF_CHECK(m_store->add(record.revision.id, RecordKind::Revision, plain.view()));
    return m_revisions->add(revisionRowFor(record.revision, plain.size()));
}

Result<bool> SealedVault::adoptRevision(const Revision& revision)
{
    return guarded([&]() -> Result<bool> {
        LOCKLEAF_CHECK(checkAdopted(revision));
        LOCKLEAF_TRY(const auto located, m_store->locate(revision.id));
        if (located || revision.id.isNull())
            return false;
        if (const auto exists = checkNoteExists(revision.note); !exists) {
            if (exists.error().code == ErrorCode::NotFound)
                return false;
            return std::unexpected(exists.error());
        }
        Revision copy{revision.id,
                      revision.note,
                      revision.made,
                      revision.kept,
                      revision.reason,
                      revision.explicitTitle,
                      SecureBytes::copyOf(revision.body.view())};
        const auto outcome = change([&] { return storeRevision(std::move(copy)); });
        if (!outcome)
            return std::unexpected(outcome.error());
        return true;
    });
}

Result<void> SealedVault::joinTombstones(const DirectoryEntry& located, const DeletedRecord& deleted)
{
    LOCKLEAF_TRY(const StoredRecord stored, m_store->read(located.identity.id));
    LOCKLEAF_TRY(TombstoneRecord here, decodeTombstone(stored.plain.view()));
    const VersionVector before = here.versions;
    here.versions.merge(deleted.tombstone.versions);
    const Timestamp later = std::max(here.deleted, deleted.tombstone.deleted);
    if (here.versions == before && std::exchange(here.deleted, later) == later)
        return {};
    here.deleted = later;
    const SecureBytes plain = encodeTombstone(here);
    return m_store->replace(stored, RecordKind::Tombstone, plain.view());
}

Result<bool> SealedVault::adoptDeletion(const DeletedRecord& deleted)
{
    return guarded([&]() -> Result<bool> {
        bool gone = false;
        const auto outcome = change([&]() -> Result<void> {
            LOCKLEAF_TRY(const auto located, m_store->locate(deleted.id));
            if (!located) { // so that it does not come from a third vault
                const SecureBytes plain = encodeTombstone(deleted.tombstone);
                LOCKLEAF_CHECK(m_store->add(deleted.id, RecordKind::Tombstone, plain.view()));
                return {};
            }
            if (located->identity.kind == std::to_underlying(RecordKind::Tombstone))
                return joinTombstones(*located, deleted);
            if (located->identity.kind != std::to_underlying(RecordKind::Note))
                return {};
            LOCKLEAF_TRY(OpenNote open, openNote(deleted.id));
            gone = isDeletedBy(open.record, deleted.tombstone);
            if (gone)
                return buryNote(open, deleted.tombstone);
            const VersionVector before = open.record.versions;
            open.record.versions.merge(deleted.tombstone.versions);
            if (open.record.versions == before)
                return {};
            return storeNote(open, open.record.note.body.view());
        });
        if (!outcome)
            return std::unexpected(outcome.error());
        if (gone)
            m_pace.noteSettled(deleted.id);
        return gone;
    });
}

Result<std::unique_ptr<SlicedJob>> SealedVault::makeAdoptFileJob(const Attachment& attachment,
                                                                 std::unique_ptr<ByteSource> content,
                                                                 std::vector<RecordId> waiting)
{
    return guarded([&]() -> Result<std::unique_ptr<SlicedJob>> {
        LOCKLEAF_CHECK(checkAdopted(attachment));
        return std::unique_ptr<SlicedJob>(
            std::make_unique<AdoptFileJob>(*this, attachment, std::move(content), std::move(waiting)));
    });
}

} // namespace lockleaf
