// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/notebook_join.h"

#include <set>
#include <tuple>
#include <utility>

namespace lockleaf {

namespace {

NotebookRecord copyOf(const NotebookRecord& record)
{
    NotebookRecord copy{record.notebook, record.versions, {}};
    for (const UnknownField& field : record.unknown)
        copy.unknown.push_back({field.type, SecureBytes::copyOf(field.value.view())});
    return copy;
}

auto contentOf(const Notebook& notebook)
{
    return std::tuple(std::string_view(notebook.name), notebook.parent, notebook.color);
}

/// Whether `id` is among those that it stands in.
bool isWithinItself(const NotebookMap& notebooks, const RecordId& id)
{
    RecordId at = notebooks.at(id).parent;
    for (std::size_t steps = 0; !at.isNull() && steps <= notebooks.size(); ++steps) {
        if (at == id)
            return true;
        const auto found = notebooks.find(at);
        at = found == notebooks.end() ? RecordId{} : found->second.parent;
    }
    return false;
}

std::size_t levelOf(const NotebookMap& notebooks, RecordId id)
{
    std::size_t level = 0;
    for (; !id.isNull() && level <= notebooks.size(); ++level)
        id = notebooks.at(id).parent;
    return level;
}

} // namespace

NotebookRecord joinedNotebook(const NotebookRecord& a, const NotebookRecord& b)
{
    const VersionOrder order = a.versions.compare(b.versions);
    if (order == VersionOrder::Ancestor)
        return copyOf(b);
    if (order == VersionOrder::Successor)
        return copyOf(a);
    const bool first = contentOf(a.notebook) >= contentOf(b.notebook);
    NotebookRecord joined = copyOf(first ? a : b);
    joined.versions.merge(first ? b.versions : a.versions);
    return joined;
}

std::string numberedName(std::string_view name, int number)
{
    const std::string suffix = " (" + std::to_string(number) + ")";
    std::string_view kept = name.substr(0, longestNotebookPart - suffix.size());
    while (kept.size() < name.size() && !kept.empty() &&
           (static_cast<unsigned char>(name[kept.size()]) & 0xC0) == 0x80)
        kept.remove_suffix(1); // whole characters
    return std::string(kept) + suffix;
}

void arrangeNotebooks(NotebookMap& notebooks)
{
    for (auto& [id, notebook] : notebooks)
        if (!notebook.parent.isNull() && !notebooks.contains(notebook.parent))
            notebook.parent = {};
    for (auto& [id, notebook] : notebooks) // by id, so that a ring is opened at the same place everywhere
        if (isWithinItself(notebooks, id))
            notebook.parent = {};
    for (auto& [id, notebook] : notebooks)
        if (levelOf(notebooks, id) > deepestNotebook)
            notebook.parent = {};
    std::set<std::pair<RecordId, std::string>> taken;
    std::vector<RecordId> clashing;
    for (const auto& [id, notebook] : notebooks)
        if (!taken.emplace(notebook.parent, notebook.name).second)
            clashing.push_back(id);
    for (const RecordId& id : clashing) {
        Notebook& notebook = notebooks.at(id);
        const std::string name = notebook.name;
        for (int number = 2; !taken.emplace(notebook.parent, notebook.name).second; ++number)
            notebook.name = numberedName(name, number);
    }
}

} // namespace lockleaf
