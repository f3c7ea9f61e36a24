// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/open_vault.h"

#include <functional>
#include <string>
#include <vector>

namespace lockleaf::app {

/// What every verb on several notes is told.
struct NotesOptions
{
    VaultOptions vault;
    std::vector<std::string> notes; ///< Ids, beginnings of ids, or exact titles.
};

/// Adds VAULT, NOTE… and --password-file to `verb`.
void addNotesOptions(CLI::App& verb, NotesOptions& options);

/// The notes that `references` name, each once. Errors: as Vault::findNote(); where there are several
/// references the sentence names the one that fails.
[[nodiscard]] Result<std::vector<RecordId>> findNotes(Vault& vault,
                                                      const std::vector<std::string>& references);

/// Does `change` to `ids`, all or none, closes the vault, and with --json prints the id of each. `done` is
/// the beginning of a sentence ("moved to the trash") about what stands even where it cannot be printed.
[[nodiscard]] Result<void> changeNotes(Context& context, Vault& vault, const std::vector<RecordId>& ids,
                                       const std::function<Result<void>(const RecordId&)>& change,
                                       const std::string& done);

/// A verb that does the same to each note that it is given, and nothing else.
[[nodiscard]] Result<int> runOnNotes(Context& context, const NotesOptions& options,
                                     const std::function<Result<void>(Vault&, const RecordId&)>& change,
                                     const std::string& done);

/// "1 note", "1,873 notes".
[[nodiscard]] std::string notesInWords(std::uint64_t number);

} // namespace lockleaf::app
