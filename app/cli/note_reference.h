// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/open_vault.h"

#include <string>

namespace lockleaf {
class JsonObject;
}

namespace lockleaf::app {

/// What every verb on one note is told.
struct NoteOptions
{
    VaultOptions vault;
    std::string note; ///< Id, the beginning of an id, or the exact title.
};

/// Adds VAULT, NOTE and --password-file to `verb`.
void addNoteOptions(CLI::App& verb, NoteOptions& options);

/// Prints the JSON that tells which note something was done to: {"id":…}.
[[nodiscard]] Result<void> printIdAsJson(Context& context, const RecordId& id);

/// The members that describe a note wherever JSON does: id, title, notebook, tags, created, modified, pinned,
/// and trashed: null, or since when it is in the trash.
void addNoteMembers(JsonObject& object, const NoteSummary& summary, const std::string& notebookPath);

} // namespace lockleaf::app
