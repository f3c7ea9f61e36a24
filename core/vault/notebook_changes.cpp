// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/guarded.h"
#include "core/vault/notebook_jobs.h"
#include "core/vault/notebook_tree.h"
#include "core/vault/sealed_vault.h"

#include <algorithm>
#include <utility>

namespace lockleaf {

namespace {

constexpr std::uint8_t lastNotebookColor = 3;

} // namespace

/// Changes one notebook in its record and in memory. A change in memory that is taken back on the disk is
/// read again.
Result<void> SealedVault::changeNotebook(const RecordId& id,
                                         const std::function<Result<bool>(NotebookRecord&)>& changeIt)
{
    LOCKLEAF_TRY(const Notebooks* notebooks, loadedNotebooks());
    if (!notebooks->contains(id))
        return fail(ErrorCode::NotFound, "notebook");
    auto outcome = change([&]() -> Result<void> {
        LOCKLEAF_TRY(const StoredRecord stored, m_store->read(id));
        LOCKLEAF_TRY(NotebookRecord record, decodeNotebook(id, stored.plain.view()));
        LOCKLEAF_TRY(const bool changed, changeIt(record));
        if (!changed)
            return {};
        record.versions.advance(m_store->writer());
        const SecureBytes plain = encodeNotebook(record);
        LOCKLEAF_CHECK(m_store->replace(stored, RecordKind::Notebook, plain.view()));
        m_notebooks->at(id) = std::move(record.notebook);
        return {};
    });
    if (!outcome)
        m_notebooks.reset();
    return outcome;
}

Result<RecordId> SealedVault::addNotebookIn(RecordId parent, std::string_view name)
{
    return guarded([&]() -> Result<RecordId> {
        LOCKLEAF_CHECK(checkNotebookName(name));
        LOCKLEAF_TRY(const Notebooks* notebooks, loadedNotebooks());
        LOCKLEAF_CHECK(checkNotebookPlace(*notebooks, {}, parent));
        if (hasChildNamed(*notebooks, parent, name, {}))
            return fail(ErrorCode::NotebookExists);
        RecordId id;
        auto made = change([&]() -> Result<void> {
            LOCKLEAF_TRY(id, addNotebook(parent, name));
            return {};
        });
        if (made)
            return id;
        m_notebooks.reset();
        return std::unexpected(std::move(made).error());
    });
}

Result<void> SealedVault::renameNotebook(RecordId id, std::string_view name)
{
    return guarded([&]() -> Result<void> {
        LOCKLEAF_CHECK(checkNotebookName(name));
        return changeNotebook(id, [&](NotebookRecord& record) -> Result<bool> {
            if (hasChildNamed(*m_notebooks, record.notebook.parent, name, id))
                return fail(ErrorCode::NotebookExists);
            return std::exchange(record.notebook.name, std::string(name)) != name;
        });
    });
}

Result<void> SealedVault::setNotebookColor(RecordId id, std::uint8_t color)
{
    return guarded([&]() -> Result<void> {
        if (color > lastNotebookColor)
            return fail(ErrorCode::InvalidArgument, "The colours of notebooks are 0 to 3.");
        return changeNotebook(id, [&](NotebookRecord& record) -> Result<bool> {
            return std::exchange(record.notebook.color, color) != color;
        });
    });
}

Result<void> SealedVault::moveNotebook(RecordId id, RecordId parent)
{
    return guarded([&]() -> Result<void> {
        return changeNotebook(id, [&](NotebookRecord& record) -> Result<bool> {
            LOCKLEAF_CHECK(checkNotebookPlace(*m_notebooks, id, parent));
            if (hasChildNamed(*m_notebooks, parent, record.notebook.name, id))
                return fail(ErrorCode::NotebookExists);
            return std::exchange(record.notebook.parent, parent) != parent;
        });
    });
}

Result<std::vector<RecordId>> SealedVault::notebookWithThoseBelow(const RecordId& id)
{
    LOCKLEAF_TRY(const Notebooks* notebooks, loadedNotebooks());
    std::vector<RecordId> all = subtreeOf(*notebooks, id);
    if (all.empty())
        return fail(ErrorCode::NotFound, "notebook");
    return all;
}

Result<SecureBytes> SealedVault::dropNotebook(const RecordId& id)
{
    LOCKLEAF_TRY(StoredRecord stored, m_store->read(id));
    LOCKLEAF_TRY(const NotebookRecord record, decodeNotebook(id, stored.plain.view()));
    TombstoneRecord tombstone;
    tombstone.formerKind = RecordKind::Notebook;
    tombstone.deleted = m_clock->now();
    tombstone.versions = record.versions;
    tombstone.versions.advance(m_store->writer());
    const SecureBytes plain = encodeTombstone(tombstone);
    LOCKLEAF_CHECK(m_store->replace(stored, RecordKind::Tombstone, plain.view()));
    --m_store->changeHead().notebooks;
    ++m_notebooksDropped;
    if (m_notebooks)
        m_notebooks->erase(id);
    return std::move(stored.plain);
}

Result<void> SealedVault::reviveNotebook(const DeletedNotebooks::Deleted& deleted)
{
    LOCKLEAF_CHECK(loadedNotebooks());
    if (m_notebooks->contains(deleted.id))
        return {};
    LOCKLEAF_TRY(const StoredRecord stored, m_store->read(deleted.id));
    if (stored.identity.kind != std::to_underlying(RecordKind::Tombstone))
        return fail(ErrorCode::NotFound, "notebook");
    LOCKLEAF_TRY(const TombstoneRecord tombstone, decodeTombstone(stored.plain.view()));
    LOCKLEAF_TRY(NotebookRecord record, decodeNotebook(deleted.id, deleted.record.view()));
    Notebook& notebook = record.notebook;
    if (!checkNotebookPlace(*m_notebooks, {}, notebook.parent))
        notebook.parent = {};
    const std::string name = notebook.name;
    for (int number = 2; hasChildNamed(*m_notebooks, notebook.parent, notebook.name, deleted.id); ++number) {
        const std::string suffix = " " + std::to_string(number);
        std::string_view kept = std::string_view(name).substr(0, longestNotebookPart - suffix.size());
        while (kept.size() < name.size() && (static_cast<unsigned char>(name[kept.size()]) & 0xC0) == 0x80)
            kept.remove_suffix(1); // whole characters
        notebook.name = std::string(kept) + suffix;
    }
    record.versions = tombstone.versions;
    record.versions.advance(m_store->writer());
    const SecureBytes plain = encodeNotebook(record);
    LOCKLEAF_CHECK(m_store->replace(stored, RecordKind::Notebook, plain.view()));
    ++m_store->changeHead().notebooks;
    m_notebooks->emplace(deleted.id, std::move(notebook));
    return {};
}

std::unique_ptr<SlicedJob> SealedVault::makeDeleteNotebookJob(RecordId id, DeletedNotebooks& deleted)
{
    return std::make_unique<DeleteNotebookJob>(*this, id, deleted);
}

std::unique_ptr<SlicedJob> SealedVault::makeUndeleteNotebookJob(DeletedNotebooks deleted)
{
    return std::make_unique<UndeleteNotebookJob>(*this, std::move(deleted));
}

} // namespace lockleaf
