// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/made_notebooks.h"

#include <algorithm>
#include <ranges>

namespace lockleaf {

Result<RecordId> ensureNotebookAt(Vault& vault, const std::string& path, std::vector<RecordId>& made)
{
    std::vector<RecordId> missing;
    for (std::size_t end = 0; end < path.size();) {
        end = std::min(path.find('/', end + 1), path.size());
        const std::string part = path.substr(0, end);
        if (vault.findNotebook(part))
            continue;
        LOCKLEAF_TRY(const RecordId id, vault.ensureNotebook(part));
        missing.push_back(id);
    }
    LOCKLEAF_TRY(const RecordId id, vault.ensureNotebook(path));
    made.insert(made.end(), missing.begin(), missing.end());
    return id;
}

Result<std::vector<DeletedNotebooks>> removeEmptyNotebooks(Vault& vault, const std::vector<RecordId>& made)
{
    std::vector<DeletedNotebooks> removed;
    for (const RecordId& id : made | std::views::reverse) { // those inside of others first
        LOCKLEAF_TRY(const std::vector<Notebook> all, vault.notebooks());
        const auto is = [&](const Notebook& one) { return one.id == id; };
        const auto found = std::ranges::find_if(all, is);
        const bool holdsSome =
            std::ranges::any_of(all, [&](const Notebook& one) { return one.parent == id; });
        if (found == all.end() || found->noteCount > 0 || holdsSome)
            continue;
        DeletedNotebooks deleted;
        NoProgress silent;
        const auto job = vault.makeDeleteNotebookJob(id, deleted);
        LOCKLEAF_CHECK(runToEnd(*job, {}, silent));
        removed.push_back(std::move(deleted));
    }
    return removed;
}

} // namespace lockleaf
