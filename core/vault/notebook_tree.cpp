// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/notebook_tree.h"

#include "core/base/text.h"

#include <algorithm>

namespace lockleaf {

namespace {

/// Levels from the top to `id`, itself included; more than deepestNotebook where parents go round in a ring.
std::size_t depthOf(const NotebookMap& notebooks, RecordId id)
{
    std::size_t depth = 0;
    while (!id.isNull() && depth <= deepestNotebook) {
        ++depth;
        const auto found = notebooks.find(id);
        id = found == notebooks.end() ? RecordId{} : found->second.parent;
    }
    return depth;
}

} // namespace

Result<void> checkNotebookName(std::string_view name)
{
    const bool bad = std::ranges::any_of(
        name, [](char c) { return static_cast<unsigned char>(c) < 32 || c == 127 || c == '/'; });
    if (name.empty() || name.size() > longestNotebookPart || bad || !isStorableText(name))
        return fail(ErrorCode::NameNotValid, "notebook name");
    return {};
}

std::vector<RecordId> subtreeOf(const NotebookMap& notebooks, const RecordId& id)
{
    std::vector<RecordId> found;
    if (!notebooks.contains(id))
        return found;
    std::multimap<RecordId, RecordId> children;
    for (const auto& [child, notebook] : notebooks)
        children.emplace(notebook.parent, child);
    found.push_back(id);
    for (std::size_t at = 0; at < found.size(); ++at) {
        const auto [begin, end] = children.equal_range(found[at]);
        for (auto child = begin; child != end; ++child)
            if (child->second != id) // a ring, which only damage or a merge makes
                found.push_back(child->second);
    }
    return found;
}

bool hasChildNamed(const NotebookMap& notebooks, const RecordId& parent, std::string_view name,
                   const RecordId& besides)
{
    return std::ranges::any_of(notebooks, [&](const auto& entry) {
        return entry.second.parent == parent && entry.second.name == name && entry.first != besides;
    });
}

Result<void> checkNotebookPlace(const NotebookMap& notebooks, const RecordId& id, const RecordId& parent)
{
    if (!parent.isNull() && !notebooks.contains(parent))
        return fail(ErrorCode::NotFound, "notebook");
    const std::vector<RecordId> moved = id.isNull() ? std::vector<RecordId>{} : subtreeOf(notebooks, id);
    if (std::ranges::find(moved, parent) != moved.end())
        return fail(ErrorCode::InvalidArgument, "A notebook cannot stand within itself.");
    std::size_t height = 1;
    const std::size_t own = id.isNull() ? 0 : depthOf(notebooks, id);
    for (const RecordId& one : moved)
        height = std::max(height, depthOf(notebooks, one) + 1 - own);
    if (depthOf(notebooks, parent) + height > deepestNotebook)
        return fail(ErrorCode::InvalidArgument, "Notebooks can be 32 levels deep at most.");
    return {};
}

} // namespace lockleaf
