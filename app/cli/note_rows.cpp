// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/note_rows.h"

#include "app/cli/note_reference.h"
#include "app/cli/open_vault.h"
#include "core/archive/json_object.h"
#include "core/base/iso_time.h"

namespace lockleaf::app {

namespace {

constexpr std::size_t idDigitsInRow = 12; // enough to be unique among a million notes

} // namespace

std::string checkLimit(const std::string& text)
{
    constexpr std::size_t mostDigits = 18;
    const bool digits = text.find_first_not_of("0123456789") == std::string::npos;
    if (digits && text.size() <= mostDigits && text.find_first_not_of('0') != std::string::npos)
        return {};
    return "it takes a whole number of at least 1";
}

Result<const std::string*> NoteRows::pathOf(RecordId notebook)
{
    auto found = m_paths.find(notebook);
    if (found == m_paths.end()) {
        LOCKLEAF_TRY(std::string path, m_vault.notebookPath(notebook));
        found = m_paths.emplace(notebook, std::move(path)).first;
    }
    return &found->second;
}

Result<void> NoteRows::print(const NoteSummary& row)
{
    LOCKLEAF_TRY(const std::string* notebook, pathOf(row.notebook));
    if (m_context.json) {
        JsonObject object;
        addNoteMembers(object, row, *notebook);
        return m_context.output.line(object.finish().text());
    }
    std::string line = row.id.toHex().substr(0, idDigitsInRow) + "  " + isoTime(row.modified).substr(0, 10) +
                       "  " + (row.title.empty() ? "New note" : printable(row.title));
    if (!notebook->empty())
        line += "  [" + printable(*notebook) + "]";
    return m_context.output.line(line);
}

} // namespace lockleaf::app
