// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/plain_pages.h"

#include "core/archive/archive_names.h"
#include "core/interchange/chosen_notes.h"

namespace lockleaf {

Result<std::map<RecordId, PlainPage>> plainPages(Vault& vault, const std::vector<RecordId>& notes,
                                                 std::string_view ending)
{
    constexpr std::string_view markdownEnding = ".md";
    LOCKLEAF_TRY(const std::vector<Notebook> notebooks, vault.notebooks());
    const NotebookFolders folders(notebooks);
    const NoteFileNames names(notes);
    std::map<RecordId, PlainPage> pages;
    for (const RecordId& id : notes) {
        LOCKLEAF_TRY(const NoteSummary summary, vault.summary(id));
        PlainPage page;
        page.title = summary.title;
        page.notebook = summary.trashed ? std::string{plainTrashFolder} : folders.pathOf(summary.notebook);
        std::string name = names.nameOf(id, summary.title);
        if (name.ends_with(markdownEnding))
            name.resize(name.size() - markdownEnding.size());
        page.path = page.notebook + (page.notebook.empty() ? "" : "/") + name + std::string(ending);
        pages.emplace(id, std::move(page));
    }
    return pages;
}

} // namespace lockleaf
