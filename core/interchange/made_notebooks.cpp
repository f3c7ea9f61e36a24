// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/made_notebooks.h"

#include <algorithm>
#include <ranges>

namespace lockleaf {

Result<RecordId> ensureNotebookAt(Vault& vault, const std::string& path, std::vector<RecordId>& made)
{
    std::vector<std::string> missing;
    for (std::size_t end = 0; end < path.size();) {
        end = std::min(path.find('/', end + 1), path.size());
        std::string part = path.substr(0, end);
        if (const auto there = vault.findNotebook(part); !there && there.error().code == ErrorCode::NotFound)
            missing.push_back(std::move(part));
    }
    LOCKLEAF_TRY(const RecordId id, vault.ensureNotebook(path)); // all of them, or none
    for (const std::string& part : missing) {
        LOCKLEAF_TRY(const RecordId one, vault.findNotebook(part));
        made.push_back(one);
    }
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
