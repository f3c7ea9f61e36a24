// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/adoption_checks.h"
#include "core/vault/guarded.h"
#include "core/vault/notebook_join.h"
#include "core/vault/sealed_vault.h"

#include <algorithm>
#include <set>
#include <utility>

namespace lockleaf {

namespace {

constexpr const char* notebookIdIsTaken =
    "The id of a notebook in it is that of something else in this vault.";

bool isCovered(const VersionVector& versions, const TombstoneRecord& tombstone)
{
    const VersionOrder order = versions.compare(tombstone.versions);
    return order == VersionOrder::Ancestor || order == VersionOrder::Same;
}

} // namespace

Result<std::vector<NotebookRecord>> SealedVault::notebookRecords()
{
    return guarded([&]() -> Result<std::vector<NotebookRecord>> {
        LOCKLEAF_TRY(const Notebooks* notebooks, loadedNotebooks());
        std::vector<NotebookRecord> records;
        for (const auto& [id, notebook] : *notebooks) {
            LOCKLEAF_TRY(const StoredRecord stored, m_store->read(id));
            LOCKLEAF_TRY(NotebookRecord record, decodeNotebook(id, stored.plain.view()));
            records.push_back(std::move(record));
        }
        return records;
    });
}

/// What becomes of one notebook that comes: a state of it to be written into `all`; nothing where it stays
/// deleted.
Result<bool> SealedVault::joinNotebook(NotebookRecord& comes, AdoptionRule rule, NotebookRecords& all)
{
    const RecordId id = comes.notebook.id;
    if (const auto here = all.find(id); here != all.end()) {
        here->second = joinedNotebook(here->second, comes);
        return true;
    }
    LOCKLEAF_TRY(const auto located, m_store->locate(id));
    if (located) {
        LOCKLEAF_TRY(const StoredRecord stored, m_store->read(id));
        if (stored.identity.kind != std::to_underlying(RecordKind::Tombstone))
            return fail(ErrorCode::AlreadyExists, notebookIdIsTaken);
        LOCKLEAF_TRY(const TombstoneRecord tombstone, decodeTombstone(stored.plain.view()));
        if (tombstone.formerKind != RecordKind::Notebook)
            return fail(ErrorCode::AlreadyExists, notebookIdIsTaken);
        if (rule == AdoptionRule::Merge && isCovered(comes.versions, tombstone))
            return false;
        comes.versions.merge(tombstone.versions);
        if (rule == AdoptionRule::Restore)
            comes.versions.advance(m_store->writer());
    }
    all.emplace(id, std::move(comes));
    return true;
}

/// Writes what differs from what is here; returns how many do.
Result<std::uint64_t> SealedVault::storeNotebooks(NotebookRecords& all)
{
    NotebookMap arranged;
    for (const auto& [id, record] : all)
        arranged.emplace(id, record.notebook);
    arrangeNotebooks(arranged);
    std::uint64_t written = 0;
    for (auto& [id, record] : all) {
        record.notebook = arranged.at(id);
        const SecureBytes plain = encodeNotebook(record);
        LOCKLEAF_TRY(const auto located, m_store->locate(id));
        if (!located) {
            LOCKLEAF_CHECK(m_store->add(id, RecordKind::Notebook, plain.view()));
            ++m_store->changeHead().notebooks;
            ++written;
            continue;
        }
        LOCKLEAF_TRY(const StoredRecord stored, m_store->read(id));
        const bool wasThere = stored.identity.kind == std::to_underlying(RecordKind::Notebook);
        if (wasThere && std::ranges::equal(stored.plain.view(), plain.view()))
            continue;
        LOCKLEAF_CHECK(m_store->replace(stored, RecordKind::Notebook, plain.view()));
        m_store->changeHead().notebooks += wasThere ? 0 : 1;
        ++written;
    }
    return written;
}

Result<std::uint64_t> SealedVault::joinNotebooks(std::vector<NotebookRecord> records, AdoptionRule rule)
{
    LOCKLEAF_TRY(std::vector<NotebookRecord> here, notebookRecords());
    NotebookRecords all;
    for (NotebookRecord& record : here)
        all.emplace(record.notebook.id, std::move(record));
    NotebookRecords deleted; // those that come, but were deleted here
    for (NotebookRecord& record : records) {
        LOCKLEAF_CHECK(checkAdopted(record));
        LOCKLEAF_TRY(const bool stands, joinNotebook(record, rule, all));
        if (!stands)
            deleted.emplace(record.notebook.id, std::move(record));
    }
    // What a notebook stands in has to be there.
    for (bool again = !deleted.empty(); std::exchange(again, false);) {
        std::set<RecordId> needed;
        for (const auto& [id, record] : all)
            if (deleted.contains(record.notebook.parent))
                needed.insert(record.notebook.parent);
        for (const RecordId& id : needed) {
            LOCKLEAF_CHECK(joinNotebook(deleted.at(id), AdoptionRule::Needed, all));
            deleted.erase(id);
            again = true;
        }
    }
    return storeNotebooks(all);
}

Result<std::uint64_t> SealedVault::adoptNotebooks(std::vector<NotebookRecord> records, AdoptionRule rule)
{
    std::uint64_t written = 0;
    const auto outcome = guarded([&] {
        return change([&]() -> Result<void> {
            LOCKLEAF_TRY(written, joinNotebooks(std::move(records), rule));
            return {};
        });
    });
    m_notebooks.reset(); // read again, whatever became of it
    if (!outcome)
        return std::unexpected(outcome.error());
    return written;
}

/// Whether nothing living is in a notebook.
Result<bool> SealedVault::isEmptyNotebook(const RecordId& id)
{
    LOCKLEAF_TRY(const Notebooks* notebooks, loadedNotebooks());
    const auto isChild = [&](const auto& entry) { return entry.second.parent == id; };
    if (std::ranges::any_of(*notebooks, isChild))
        return false;
    LOCKLEAF_TRY(const std::uint64_t notes, m_list->count({id, false, std::nullopt}));
    return notes == 0;
}

/// Puts the tombstone in the place of an empty notebook; another one only learns of the deletion.
Result<bool> SealedVault::joinNotebookDeletion(const DeletedRecord& deleted)
{
    LOCKLEAF_TRY(const auto located, m_store->locate(deleted.id));
    if (!located) {
        const SecureBytes plain = encodeTombstone(deleted.tombstone);
        LOCKLEAF_CHECK(m_store->add(deleted.id, RecordKind::Tombstone, plain.view()));
        return false;
    }
    if (located->identity.kind == std::to_underlying(RecordKind::Tombstone)) {
        LOCKLEAF_CHECK(joinTombstones(*located, deleted));
        return false;
    }
    if (located->identity.kind != std::to_underlying(RecordKind::Notebook))
        return false;
    LOCKLEAF_TRY(const StoredRecord stored, m_store->read(deleted.id));
    LOCKLEAF_TRY(NotebookRecord record, decodeNotebook(deleted.id, stored.plain.view()));
    LOCKLEAF_TRY(const bool empty, isEmptyNotebook(deleted.id));
    if (empty && isCovered(record.versions, deleted.tombstone)) {
        const SecureBytes plain = encodeTombstone(deleted.tombstone);
        LOCKLEAF_CHECK(m_store->replace(stored, RecordKind::Tombstone, plain.view()));
        --m_store->changeHead().notebooks;
        ++m_notebooksDropped;
        m_notebooks->erase(deleted.id);
        return true;
    }
    const VersionVector before = record.versions;
    record.versions.merge(deleted.tombstone.versions);
    if (record.versions == before)
        return false;
    const SecureBytes plain = encodeNotebook(record);
    LOCKLEAF_CHECK(m_store->replace(stored, RecordKind::Notebook, plain.view()));
    return false;
}

Result<std::uint64_t> SealedVault::adoptNotebookDeletions(const std::vector<DeletedRecord>& deleted)
{
    std::uint64_t dropped = 0;
    const auto outcome = guarded([&] {
        return change([&]() -> Result<void> {
            for (bool again = true; std::exchange(again, false);) // those within others first
                for (const DeletedRecord& one : deleted) {
                    LOCKLEAF_TRY(const bool gone, joinNotebookDeletion(one));
                    dropped += gone ? 1 : 0;
                    again = again || gone;
                }
            return {};
        });
    });
    if (!outcome) {
        m_notebooks.reset();
        return std::unexpected(outcome.error());
    }
    return dropped;
}

} // namespace lockleaf
