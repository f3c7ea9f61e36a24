// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text.h"
#include "core/vault/guarded.h"
#include "core/vault/notebook_tree.h"
#include "core/vault/sealed_vault.h"

#include <algorithm>
#include <sodium.h>
#include <utility>

namespace lockleaf {

namespace {

constexpr std::uint64_t colorCount = 4;

/// The parts of "A/B". Errors: NameNotValid.
Result<std::vector<std::string_view>> partsOf(std::string_view path)
{
    std::vector<std::string_view> parts;
    if (!isStorableText(path))
        return fail(ErrorCode::NameNotValid, "notebook name");
    while (true) {
        const std::size_t slash = path.find('/');
        const std::string_view part = path.substr(0, slash);
        LOCKLEAF_CHECK(checkNotebookName(part));
        if (parts.size() == deepestNotebook)
            return fail(ErrorCode::NameNotValid, "notebook name");
        parts.push_back(part);
        if (slash == std::string_view::npos)
            return parts;
        path.remove_prefix(slash + 1);
    }
}

} // namespace

Result<const SealedVault::Notebooks*> SealedVault::loadedNotebooks()
{
    if (m_notebooks)
        return &*m_notebooks;
    std::vector<RecordId> ids;
    LOCKLEAF_TRY(Statement rows,
                 m_database->prepare("SELECT id FROM record_tag INDEXED BY record_tag_notebook "
                                     "WHERE kind = 3"));
    while (true) {
        LOCKLEAF_TRY(const bool row, rows.step());
        if (!row)
            break;
        if (const auto id = idFrom<RecordTag>(rows.blob(0)))
            ids.push_back(*id);
    }
    Notebooks loaded;
    for (const RecordId& id : ids) {
        LOCKLEAF_TRY(const StoredRecord stored, m_store->read(id));
        if (stored.identity.kind != std::to_underlying(RecordKind::Notebook))
            return fail(ErrorCode::Damaged, "index of notebooks");
        LOCKLEAF_TRY(NotebookRecord record, decodeNotebook(id, stored.plain.view()));
        loaded.emplace(id, std::move(record.notebook));
    }
    // The head says how many there are: an index that was put back would hide one, and might name another
    // twice.
    if (loaded.size() != m_store->head().notebooks)
        return fail(ErrorCode::Damaged, "number of notebooks");
    m_notebooks = std::move(loaded);
    return &*m_notebooks;
}

Result<void> SealedVault::checkNotebookExists(const RecordId& id)
{
    if (id.isNull())
        return {};
    LOCKLEAF_TRY(const Notebooks* notebooks, loadedNotebooks());
    if (!notebooks->contains(id))
        return fail(ErrorCode::NotFound, "notebook");
    return {};
}

Result<std::vector<Notebook>> SealedVault::notebooks()
{
    return guarded([&] { return listNotebooks(); });
}

Result<RecordId> SealedVault::ensureNotebook(std::string_view path)
{
    return guarded([&] { return makeNotebooks(path); });
}

Result<std::vector<Notebook>> SealedVault::listNotebooks()
{
    LOCKLEAF_TRY(const Notebooks* loaded, loadedNotebooks());
    std::vector<Notebook> notebooks;
    notebooks.reserve(loaded->size());
    for (const auto& [id, notebook] : *loaded) {
        notebooks.push_back(notebook);
        LOCKLEAF_TRY(notebooks.back().noteCount, m_list->count({id, false, std::nullopt}));
    }
    std::ranges::sort(notebooks, {},
                      [](const Notebook& n) { return std::pair<std::string_view, RecordId>(n.name, n.id); });
    return notebooks;
}

Result<RecordId> SealedVault::addNotebook(const RecordId& parent, std::string_view name)
{
    NotebookRecord record;
    randombytes_buf(record.notebook.id.bytes.data(), record.notebook.id.bytes.size());
    record.notebook.parent = parent;
    record.notebook.name = name;
    record.notebook.color = static_cast<std::uint8_t>(m_store->head().notebooks % colorCount);
    record.versions.advance(m_store->writer());
    const RecordId id = record.notebook.id;
    const SecureBytes plain = encodeNotebook(record);
    LOCKLEAF_CHECK(m_store->add(id, RecordKind::Notebook, plain.view()));
    ++m_store->changeHead().notebooks;
    m_notebooks->emplace(id, std::move(record.notebook));
    return id;
}

Result<RecordId> SealedVault::makeNotebooks(std::string_view path)
{
    LOCKLEAF_TRY(const std::vector<std::string_view> parts, partsOf(path));
    LOCKLEAF_CHECK(loadedNotebooks());
    RecordId at;
    const auto made = change([&]() -> Result<void> {
        for (const std::string_view part : parts) {
            const auto found = std::ranges::find_if(*m_notebooks, [&](const auto& entry) {
                return entry.second.parent == at && entry.second.name == part;
            });
            if (found != m_notebooks->end()) {
                at = found->first;
            } else {
                LOCKLEAF_TRY(at, addNotebook(at, part));
            }
        }
        return {};
    });
    if (!made) {
        m_notebooks.reset(); // may hold what was taken back
        return std::unexpected(made.error());
    }
    return at;
}

Result<RecordId> SealedVault::findNotebook(std::string_view path)
{
    return guarded([&]() -> Result<RecordId> {
        const auto parts = partsOf(path);
        if (!parts)
            return fail(ErrorCode::NotFound, "notebook");
        LOCKLEAF_TRY(const Notebooks* notebooks, loadedNotebooks());
        RecordId at;
        for (const std::string_view part : *parts) {
            const auto found = std::ranges::find_if(*notebooks, [&](const auto& entry) {
                return entry.second.parent == at && entry.second.name == part;
            });
            if (found == notebooks->end())
                return fail(ErrorCode::NotFound, "notebook");
            at = found->first;
        }
        return at;
    });
}

Result<std::string> SealedVault::notebookPath(RecordId id)
{
    return guarded([&]() -> Result<std::string> {
        LOCKLEAF_TRY(const Notebooks* notebooks, loadedNotebooks());
        std::string path;
        for (std::size_t depth = 0; !id.isNull(); ++depth) {
            const auto found = notebooks->find(id);
            if (found == notebooks->end())
                return fail(ErrorCode::NotFound, "notebook");
            if (depth == deepestNotebook) // parents in a ring, which only damage makes
                return fail(ErrorCode::Damaged, "notebook parents");
            if (!path.empty())
                path.insert(0, 1, '/');
            path.insert(0, found->second.name);
            id = found->second.parent;
        }
        return path;
    });
}

} // namespace lockleaf
