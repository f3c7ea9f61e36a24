// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/resealing.h"

#include <algorithm>
#include <utility>

namespace lockleaf {

namespace {

struct HeadCount
{
    const char* name;
    std::uint64_t here;
    std::uint64_t there;
};

} // namespace

Result<bool> Resealing::proveMore(std::chrono::milliseconds budget)
{
    const auto end = Clock::now() + budget;
    do {
        if (m_content) {
            LOCKLEAF_CHECK(proveChunk());
        } else if (!m_toProve.empty()) {
            LOCKLEAF_CHECK(proveNext());
        } else if (m_provenBuckets < Freshness::bucketCount) {
            RecordStore& store = m_to->store();
            LOCKLEAF_TRY(const auto* const entries,
                         store.freshness().entriesReadAgain(store.database(), m_provenBuckets++));
            for (const DirectoryEntry& entry : *entries)
                if (entry.identity.kind != std::to_underlying(RecordKind::Chunk))
                    m_toProve.push_back(entry.identity.id);
        } else {
            if (m_provenSum != m_sum)
                return fail(ErrorCode::Damaged, "the new file does not hold what the old one does");
            return true;
        }
    } while (Clock::now() < end);
    return false;
}

Result<void> Resealing::proveNext()
{
    LOCKLEAF_TRY(const StoredRecord stored, m_to->store().read(m_toProve.back()));
    m_toProve.pop_back();
    m_provenSum.add(element(stored.identity, stored.plain.view()));
    ++m_proven;
    if (stored.identity.kind == std::to_underlying(RecordKind::Attachment))
        m_content = {stored.identity.id, 0};
    return {};
}

Result<void> Resealing::proveChunk()
{
    auto& [attachment, index] = *m_content;
    LOCKLEAF_TRY(const auto located, m_to->store().locate(m_to->shelf().chunkId(attachment, index)));
    if (!located) {
        m_content.reset();
        return {};
    }
    LOCKLEAF_TRY(const SecureBytes plain, m_to->store().openLocated(*located));
    m_provenSum.add(elementOfChunk(attachment, index, plain.view()));
    ++m_proven;
    ++index;
    return {};
}

Result<void> Resealing::proveLate()
{
    const auto alike = [this](const RecordId& here, const RecordId& there) -> Result<void> {
        const auto a = m_from->store().read(here);
        const auto b = m_to->store().read(there);
        for (const auto* const read : {&a, &b})
            if (!*read && read->error().code != ErrorCode::NotFound)
                return std::unexpected(read->error());
        if ((!a && !b) ||
            (a && b && a->identity.kind == b->identity.kind && a->identity.sequence == b->identity.sequence &&
             std::ranges::equal(a->plain.view(), b->plain.view())))
            return {};
        return fail(ErrorCode::Damaged, "the new file does not hold what the old one does");
    };
    for (const RecordId& id : m_lateRecords)
        LOCKLEAF_CHECK(alike(id, id));
    for (const auto& [attachment, index] : m_lateChunks)
        LOCKLEAF_CHECK(
            alike(m_from->shelf().chunkId(attachment, index), m_to->shelf().chunkId(attachment, index)));
    return {};
}

std::string Resealing::differenceOfHeads() const
{
    const Head& a = m_from->store().head();
    const Head& b = m_to->store().head();
    const std::array<HeadCount, 10> counts{
        {{"records", a.records, b.records},
         {"notes", a.notes, b.notes},
         {"notes in the trash", a.trashed, b.trashed},
         {"notebooks", a.notebooks, b.notebooks},
         {"size of the notes", a.bodyBytes, b.bodyBytes},
         {"versions", a.revisions.number, b.revisions.number},
         {"size of the versions", a.revisions.stored, b.revisions.stored},
         {"attachments", a.attachments.number, b.attachments.number},
         {"size of the attachments", a.attachments.bytes, b.attachments.bytes},
         {"uses of attachments", a.attachments.uses, b.attachments.uses}}};
    const auto differs = std::ranges::find_if(counts, [](const HeadCount& c) { return c.here != c.there; });
    return differs == counts.end() ? std::string{} : differs->name;
}

} // namespace lockleaf
