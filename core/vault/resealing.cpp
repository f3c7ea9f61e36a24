// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/resealing.h"

#include "core/store/revision_record.h"
#include "core/vault/note_facets.h"

#include <algorithm>
#include <utility>

namespace lockleaf {

namespace {

bool isKind(const DirectoryEntry& entry, RecordKind kind)
{
    return entry.identity.kind == std::to_underlying(kind);
}

std::set<RecordId> attachmentsIn(const Note& note)
{
    std::set<RecordId> ids;
    for (const LinkTarget& target : note.targets)
        ids.insert(target.id);
    return ids;
}

Result<std::set<RecordId>> idsOf(RecordStore& store, std::size_t bucket)
{
    LOCKLEAF_TRY(const auto* const entries, store.freshness().entries(store.database(), bucket));
    std::set<RecordId> ids;
    for (const DirectoryEntry& entry : *entries)
        if (!isKind(entry, RecordKind::Chunk))
            ids.insert(entry.identity.id);
    return ids;
}

} // namespace

Resealing::Resealing(SealedVault& from, SealedVault& to)
    : m_from(&from), m_to(&to), m_sumKey(SecretKey<struct ResealingPurpose>::random()),
      m_seen(Freshness::bucketCount), m_removalsSeen(from.store().removals())
{
}

Hash256 Resealing::element(const RecordIdentity& identity, ByteView plain) const
{
    std::array<std::uint8_t, 10> fixed{0, identity.kind};
    storeLe64(fixed.data() + 2, identity.sequence);
    return keyedHash256(m_sumKey, {fixed, identity.id.view(), plain});
}

Hash256 Resealing::elementOfChunk(const RecordId& attachment, std::uint64_t index, ByteView plain) const
{
    std::array<std::uint8_t, 10> fixed{1, std::to_underlying(RecordKind::Chunk)};
    storeLe64(fixed.data() + 2, index);
    return keyedHash256(m_sumKey, {fixed, attachment.view(), plain});
}

Result<void> Resealing::inTransaction(const std::function<Result<void>()>& changes)
{
    return m_to->inOneTransaction([&]() -> Result<void> {
        LOCKLEAF_CHECK(changes());
        m_to->store().willWrite();
        const Head& here = m_from->store().head();
        Head& there = m_to->store().changeHead();
        there.epoch = here.epoch;
        there.devices = here.devices;
        there.searchRows = here.searchRows;
        there.unknown.clear();
        for (const UnknownField& field : here.unknown)
            there.unknown.push_back({field.type, SecureBytes::copyOf(field.value.view())});
        return {};
    });
}

Result<void> Resealing::finishHead()
{
    return inTransaction([] { return Result<void>{}; });
}

Result<bool> Resealing::collectMore(std::chrono::milliseconds budget)
{
    const auto end = Clock::now() + budget;
    RecordStore& store = m_from->store();
    while (m_collected < Freshness::bucketCount) {
        LOCKLEAF_TRY(const auto* const entries, store.freshness().entries(store.database(), m_collected));
        m_seen[m_collected] = store.freshness().sumOf(m_collected);
        for (const DirectoryEntry& entry : *entries)
            if (!isKind(entry, RecordKind::Chunk))
                m_known.push_back({entry.row, entry.identity.id});
        ++m_collected;
        if (Clock::now() >= end)
            return false;
    }
    std::ranges::sort(m_known, std::ranges::greater{}, &Known::row);
    return true;
}

Result<bool> Resealing::carryMore(std::chrono::milliseconds budget)
{
    const auto end = Clock::now() + budget;
    const auto carried = inTransaction([&]() -> Result<void> {
        while (!m_known.empty() && Clock::now() < end) {
            LOCKLEAF_CHECK(carry(m_known.back().id));
            m_known.pop_back();
        }
        while (m_known.empty() && !m_contentsDue.empty() && Clock::now() < end) {
            const RecordId attachment = *m_contentsDue.begin();
            LOCKLEAF_TRY(const bool alike, carryChunk(attachment));
            if (alike)
                m_contentsDue.erase(attachment);
        }
        return {};
    });
    LOCKLEAF_CHECK(carried);
    return m_known.empty() && m_contentsDue.empty();
}

std::size_t Resealing::behind() const
{
    std::size_t count = m_contentsDue.size();
    for (std::size_t bucket = 0; bucket < Freshness::bucketCount; ++bucket)
        count += m_from->store().freshness().sumOf(bucket) != m_seen[bucket] ? 1U : 0U;
    return count;
}

Result<bool> Resealing::followMore(std::chrono::milliseconds budget)
{
    const auto end = Clock::now() + budget;
    m_following = true;
    // Parts of a file come and go while its description stays as it is.
    m_contentsDue.insert(m_contentsOpen.begin(), m_contentsOpen.end());
    const auto followed = inTransaction([&]() -> Result<void> {
        for (std::size_t bucket = 0; bucket < Freshness::bucketCount && Clock::now() < end; ++bucket)
            LOCKLEAF_CHECK(followBucket(bucket));
        while (!m_contentsDue.empty() && Clock::now() < end) {
            const RecordId attachment = *m_contentsDue.begin();
            LOCKLEAF_TRY(const bool alike, carryChunk(attachment));
            if (alike)
                m_contentsDue.erase(attachment);
        }
        return {};
    });
    LOCKLEAF_CHECK(followed);
    return behind() == 0;
}

Result<void> Resealing::followBucket(std::size_t bucket)
{
    if (m_from->store().freshness().sumOf(bucket) == m_seen[bucket])
        return {};
    LOCKLEAF_TRY(std::set<RecordId> ids, idsOf(m_from->store(), bucket));
    LOCKLEAF_TRY(std::set<RecordId> there, idsOf(m_to->store(), bucket));
    ids.merge(there);
    for (const RecordId& id : ids)
        LOCKLEAF_CHECK(carry(id));
    m_seen[bucket] = m_from->store().freshness().sumOf(bucket);
    return {};
}

Result<bool> Resealing::isAlike(const DirectoryEntry& here, const DirectoryEntry& there)
{
    if (here.identity.kind != there.identity.kind || here.identity.sequence != there.identity.sequence)
        return false;
    if (m_from->store().removals() == m_removalsSeen)
        return true;
    LOCKLEAF_TRY(const SecureBytes a, m_from->store().openLocated(here));
    LOCKLEAF_TRY(const SecureBytes b, m_to->store().openLocated(there));
    return std::ranges::equal(a.view(), b.view());
}

Result<void> Resealing::carry(const RecordId& id)
{
    LOCKLEAF_TRY(const auto here, m_from->store().locate(id));
    LOCKLEAF_TRY(const auto there, m_to->store().locate(id));
    if (here && there) {
        LOCKLEAF_TRY(const bool alike, isAlike(*here, *there));
        if (alike)
            return {};
    }
    if (m_following && (here || there)) {
        ++m_followed;
        m_lateRecords.insert(id);
    }
    if (!here)
        return there ? takeAway(*there) : Result<void>{};
    LOCKLEAF_TRY(const SecureBytes plain, m_from->store().openLocated(*here));
    std::int64_t row = 0;
    if (there) {
        LOCKLEAF_TRY(const SecureBytes before, m_to->store().openLocated(*there));
        LOCKLEAF_CHECK(m_to->store().replaceAs(*there, here->identity, plain.view()));
        LOCKLEAF_CHECK(unlist(*there, before.view()));
        m_sum.subtract(element(there->identity, before.view()));
        row = there->row;
    } else {
        LOCKLEAF_TRY(row, m_to->store().addAs(here->identity, plain.view()));
    }
    m_sum.add(element(here->identity, plain.view()));
    ++m_carried;
    return list(*here, row, plain.view());
}

Result<void> Resealing::takeAway(const DirectoryEntry& there)
{
    LOCKLEAF_TRY(const SecureBytes before, m_to->store().openLocated(there));
    LOCKLEAF_CHECK(m_to->store().remove(there));
    m_sum.subtract(element(there.identity, before.view()));
    return unlist(there, before.view());
}

Result<void> Resealing::unlist(const DirectoryEntry& there, ByteView plain)
{
    const RecordId& id = there.identity.id;
    switch (static_cast<RecordKind>(there.identity.kind)) {
    case RecordKind::Note: {
        LOCKLEAF_TRY(const NoteRecord record, decodeNote(id, plain, m_to->codec()));
        LOCKLEAF_TRY(const auto row, m_to->list().at(there.row));
        if (!row)
            return fail(ErrorCode::Internal, "list row of the new file");
        if (m_to->index().holds(row->searchRow))
            LOCKLEAF_CHECK(
                m_to->index().remove(row->searchRow, indexedTokens(record.note.body.text(),
                                                                   row->summary.title, row->summary.tags)));
        LOCKLEAF_CHECK(m_to->list().remove(there.row));
        return matchUses(attachmentsIn(record.note));
    }
    case RecordKind::Revision: {
        LOCKLEAF_TRY(const RevisionRecord record, decodeRevision(id, plain, m_to->codec()));
        return m_to->revisionIndex().remove(SealedVault::revisionRowFor(record.revision, plain.size()));
    }
    case RecordKind::Attachment: {
        LOCKLEAF_TRY(const AttachmentRecord record, decodeAttachment(id, plain));
        m_contentsDue.insert(id);
        m_contentsOpen.erase(id);
        return m_to->shelf().index().remove({record.attachment, record.state});
    }
    case RecordKind::Notebook:
        --m_to->store().changeHead().notebooks;
        return {};
    default:
        return {};
    }
}

Result<void> Resealing::list(const DirectoryEntry& here, std::int64_t row, ByteView plain)
{
    const RecordId& id = here.identity.id;
    switch (static_cast<RecordKind>(here.identity.kind)) {
    case RecordKind::Note:
        return listNote(here, row, plain);
    case RecordKind::Revision: {
        LOCKLEAF_TRY(const RevisionRecord record, decodeRevision(id, plain, m_to->codec()));
        return m_to->revisionIndex().add(SealedVault::revisionRowFor(record.revision, plain.size()));
    }
    case RecordKind::Attachment:
        return listAttachment(id, plain);
    case RecordKind::Notebook:
        ++m_to->store().changeHead().notebooks;
        return {};
    default:
        return {};
    }
}

Result<void> Resealing::listNote(const DirectoryEntry& here, std::int64_t row, ByteView plain)
{
    const RecordId& id = here.identity.id;
    LOCKLEAF_TRY(const NoteRecord record, decodeNote(id, plain, m_to->codec()));
    LOCKLEAF_TRY(const auto before, m_from->list().at(here.row));
    if (!before || before->summary.id != id)
        return fail(ErrorCode::Damaged, "list row of " + id.toHex());
    ListRow next = SealedVault::listRowFor(row, record.note);
    next.searchRow = before->searchRow;
    if (m_to->index().holds(next.searchRow))
        LOCKLEAF_CHECK(m_to->index().add(
            next.searchRow, indexedTokens(record.note.body.text(), next.summary.title, next.summary.tags)));
    LOCKLEAF_CHECK(m_to->list().add(next));
    return matchUses(attachmentsIn(record.note));
}

Result<void> Resealing::listAttachment(const RecordId& id, ByteView plain)
{
    LOCKLEAF_TRY(const AttachmentRecord record, decodeAttachment(id, plain));
    LOCKLEAF_CHECK(m_to->shelf().index().add({record.attachment, record.state}));
    m_contentsDue.insert(id);
    if (record.state != AttachmentState::Whole)
        m_contentsOpen.insert(id);
    return matchUses({id});
}

/// The notes that have an attachment are those that have it in the first vault, as soon as it is here.
Result<void> Resealing::matchUses(const std::set<RecordId>& attachments)
{
    AttachmentIndex& index = m_to->shelf().index();
    for (const RecordId& id : attachments) {
        LOCKLEAF_TRY(const std::vector<RecordId> wanted, m_from->shelf().index().notesWith(id));
        LOCKLEAF_TRY(const std::vector<RecordId> there, index.notesWith(id));
        for (const RecordId& note : there)
            if (!std::ranges::binary_search(wanted, note))
                LOCKLEAF_CHECK(index.removeUse(id, note));
        for (const RecordId& note : wanted)
            if (!std::ranges::binary_search(there, note))
                LOCKLEAF_CHECK(index.addUse(id, note));
    }
    return {};
}

Result<bool> Resealing::carryChunk(const RecordId& attachment)
{
    LOCKLEAF_TRY(const std::uint64_t wanted, m_from->shelf().chunksThere(attachment));
    LOCKLEAF_TRY(const std::uint64_t there, m_to->shelf().chunksThere(attachment));
    if (there < wanted)
        LOCKLEAF_CHECK(addChunk(attachment, there));
    else if (there > wanted)
        LOCKLEAF_CHECK(removeChunk(attachment, there - 1));
    return there == wanted || there + 1 == wanted || there == wanted + 1;
}

Result<void> Resealing::addChunk(const RecordId& attachment, std::uint64_t index)
{
    LOCKLEAF_TRY(const StoredRecord stored, m_from->store().read(m_from->shelf().chunkId(attachment, index)));
    RecordIdentity identity = stored.identity;
    identity.id = m_to->shelf().chunkId(attachment, index);
    LOCKLEAF_TRY(const std::int64_t row, m_to->store().addAs(identity, stored.plain.view()));
    (void)row;
    m_sum.add(elementOfChunk(attachment, index, stored.plain.view()));
    ++m_carried;
    if (m_following)
        m_lateChunks.insert({attachment, index});
    return {};
}

Result<void> Resealing::removeChunk(const RecordId& attachment, std::uint64_t index)
{
    LOCKLEAF_TRY(const StoredRecord stored, m_to->store().read(m_to->shelf().chunkId(attachment, index)));
    LOCKLEAF_CHECK(m_to->store().remove(stored));
    m_sum.subtract(elementOfChunk(attachment, index, stored.plain.view()));
    m_lateChunks.erase({attachment, index});
    return {};
}

} // namespace lockleaf
