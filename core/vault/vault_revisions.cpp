// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/aead.h"
#include "core/store/revision_record.h"
#include "core/vault/guarded.h"
#include "core/vault/sealed_vault.h"
#include "core/vault/thinning.h"

#include <algorithm>
#include <sodium.h>
#include <utility>

namespace lockleaf {

namespace {

bool saysTheSame(const Revision& revision, const Note& note)
{
    return revision.explicitTitle == note.explicitTitle &&
           std::ranges::equal(revision.body.view(), note.body.view());
}

/// No version is worth keeping of a note that has not been filled yet.
bool isUnfilled(const Note& note)
{
    return note.body.empty() && note.explicitTitle.empty();
}

} // namespace

RevisionRow SealedVault::revisionRowFor(const Revision& revision, std::size_t plainSize)
{
    RevisionRow row;
    row.note = revision.note;
    RevisionSummary& summary = row.summary;
    summary.id = revision.id;
    summary.made = revision.made;
    summary.kept = revision.kept;
    summary.size = revision.body.size();
    summary.stored = plainSize + aead::overhead;
    summary.reason = revision.reason;
    return row;
}

Result<Revision> SealedVault::openRevision(const RecordId& note, const RecordId& id)
{
    LOCKLEAF_TRY(const StoredRecord stored, m_store->read(id));
    if (stored.identity.kind != std::to_underlying(RecordKind::Revision))
        return fail(ErrorCode::NotFound);
    LOCKLEAF_TRY(RevisionRecord record, decodeRevision(id, stored.plain.view(), m_codec));
    if (record.revision.note != note)
        return fail(ErrorCode::NotFound);
    return std::move(record.revision);
}

Result<SealedVault::NewestRevision> SealedVault::newestRevision(const Note& note)
{
    NewestRevision newest;
    LOCKLEAF_TRY(newest.row, m_revisions->newest(note.id));
    if (!newest.row)
        return newest;
    const auto revision = openRevision(note.id, newest.row->summary.id);
    if (revision)
        newest.saysTheSame = saysTheSame(*revision, note);
    else if (revision.error().code != ErrorCode::Damaged && revision.error().code != ErrorCode::NotFound)
        return std::unexpected(revision.error());
    return newest; // one that cannot be read makes up for no text
}

Result<RecordId> SealedVault::addRevision(const Note& note, RevisionReason reason,
                                          const std::optional<RevisionRow>& newest)
{
    RevisionRecord record;
    Revision& revision = record.revision;
    randombytes_buf(revision.id.bytes.data(), revision.id.bytes.size());
    revision.note = note.id;
    revision.made = note.modified;
    revision.kept = m_clock->now();
    // In the order of their keeping, whatever becomes of the clock.
    if (newest && revision.kept <= newest->summary.kept)
        revision.kept = newest->summary.kept + 1;
    revision.reason = reason;
    revision.explicitTitle = note.explicitTitle;
    revision.body = SecureBytes::copyOf(note.body.view());
    const SecureBytes plain = encodeRevision(record, m_codec);
    LOCKLEAF_CHECK(m_store->add(revision.id, RecordKind::Revision, plain.view()));
    LOCKLEAF_CHECK(m_revisions->add(revisionRowFor(revision, plain.size())));
    return revision.id;
}

Result<std::optional<RecordId>> SealedVault::addRevisionUnlessKept(const Note& note, RevisionReason reason)
{
    if (isUnfilled(note))
        return std::optional<RecordId>{};
    LOCKLEAF_TRY(const NewestRevision newest, newestRevision(note));
    if (newest.saysTheSame)
        return std::optional<RecordId>{};
    LOCKLEAF_TRY(const RecordId id, addRevision(note, reason, newest.row));
    return std::optional{id};
}

Result<bool> SealedVault::keepBeforeEdit(const Note& before)
{
    auto last = m_pace.lastKept(before.id);
    if (!last) {
        LOCKLEAF_TRY(const auto newest, m_revisions->newest(before.id));
        last = newest ? newest->summary.kept : before.created;
        m_pace.noteKept(before.id, *last);
    }
    if (isUnfilled(before) || !RevisionPace::isDue(*last, m_clock->now()))
        return false;
    LOCKLEAF_CHECK(addRevisionUnlessKept(before, RevisionReason::Editing));
    return true;
}

Result<std::vector<RevisionSummary>> SealedVault::revisions(RecordId note)
{
    return guarded([&]() -> Result<std::vector<RevisionSummary>> {
        LOCKLEAF_CHECK(checkNoteExists(note));
        LOCKLEAF_TRY(const std::vector<RevisionRow> rows, m_revisions->of(note));
        std::vector<RevisionSummary> summaries;
        summaries.reserve(rows.size());
        for (const RevisionRow& row : rows)
            summaries.push_back(row.summary);
        return summaries;
    });
}

Result<Revision> SealedVault::revision(RecordId note, RecordId id)
{
    return guarded([&]() -> Result<Revision> {
        LOCKLEAF_CHECK(checkNoteExists(note));
        return openRevision(note, id);
    });
}

Result<std::optional<RecordId>> SealedVault::keepRevision(RecordId note, RevisionReason reason)
{
    return guarded([&]() -> Result<std::optional<RecordId>> {
        std::optional<RecordId> kept;
        LOCKLEAF_CHECK(change([&]() -> Result<void> {
            LOCKLEAF_TRY(const OpenNote open, openNote(note));
            LOCKLEAF_TRY(kept, addRevisionUnlessKept(open.record.note, reason));
            return {};
        }));
        quietly([&] {
            m_pace.noteKept(note, m_clock->now());
            m_pace.noteSettled(note);
        });
        return kept;
    });
}

Result<void> SealedVault::keepEditedNotes()
{
    return guarded([&]() -> Result<void> {
        const std::vector<RecordId> notes = m_pace.unsettled();
        if (notes.empty())
            return {};
        auto outcome = change([&]() -> Result<void> {
            for (const RecordId& note : notes) {
                const auto kept = keepRevision(note, RevisionReason::Locked);
                // What is gone or damaged must not cost the others their versions.
                if (!kept && kept.error().code != ErrorCode::NotFound &&
                    kept.error().code != ErrorCode::Damaged)
                    return std::unexpected(kept.error());
            }
            return {};
        });
        if (!outcome) {
            m_pace.forgetTimes();
            for (auto note = notes.rbegin(); note != notes.rend(); ++note)
                m_pace.noteEdited(*note);
        }
        return outcome;
    });
}

Result<RecordId> SealedVault::restoreRevision(RecordId note, RecordId id)
{
    return guarded([&]() -> Result<RecordId> {
        RecordId former = id;
        bool changed = false;
        LOCKLEAF_CHECK(change([&]() -> Result<void> {
            LOCKLEAF_TRY(OpenNote open, openNote(note));
            LOCKLEAF_TRY(Revision revision, openRevision(note, id));
            Note& now = open.record.note;
            if (saysTheSame(revision, now))
                return {};
            // An empty text is kept here too: the way back leads over this version.
            LOCKLEAF_TRY(const NewestRevision newest, newestRevision(now));
            if (newest.saysTheSame) {
                former = newest.row->summary.id;
            } else {
                LOCKLEAF_TRY(former, addRevision(now, RevisionReason::BeforeRestore, newest.row));
            }
            now.explicitTitle = std::move(revision.explicitTitle);
            const SecureBytes oldBody = std::exchange(now.body, std::move(revision.body));
            now.modified = m_clock->now();
            open.record.versions.advance(m_store->writer());
            changed = true;
            return storeNote(open, oldBody.view());
        }));
        quietly([&] {
            if (!changed)
                return;
            m_pace.noteKept(note, m_clock->now());
            m_pace.noteEdited(note);
        });
        return former;
    });
}

Result<void> SealedVault::removeRevisions(std::span<const RevisionRow> rows)
{
    for (const RevisionRow& row : rows) {
        LOCKLEAF_TRY(const auto located, m_store->locate(row.summary.id));
        if (!located || located->identity.kind != std::to_underlying(RecordKind::Revision))
            return fail(ErrorCode::Damaged, "version " + row.summary.id.toHex());
        LOCKLEAF_CHECK(m_store->remove(*located));
        LOCKLEAF_CHECK(m_revisions->remove(row));
    }
    return {};
}

Result<std::uint64_t> SealedVault::thinRevisionsOf(const RecordId& note, std::chrono::minutes utcOffset)
{
    LOCKLEAF_TRY(const std::vector<RevisionRow> rows, m_revisions->of(note));
    std::vector<RevisionRow> falling;
    for (const std::size_t index : fallingAway(rows, m_clock->now(), utcOffset))
        falling.push_back(rows[index]);
    if (falling.empty())
        return rows.size();
    const auto removed = change([&] { return removeRevisions(falling); });
    // What is damaged is for a verification to tell; the other notes' versions are thinned all the same.
    if (!removed && removed.error().code != ErrorCode::Damaged)
        return std::unexpected(removed.error());
    return rows.size();
}

std::unique_ptr<SlicedJob> SealedVault::makeThinJob(std::chrono::minutes utcOffset)
{
    return std::make_unique<ThinJob>(*this, utcOffset);
}

} // namespace lockleaf
