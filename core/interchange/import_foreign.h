// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/sliced_job.h"
#include "core/interchange/foreign_report.h"
#include "core/vault/vault.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace lockleaf {

enum class ForeignKind {
    Jex,  ///< Joplin's export: a tar of items.
    Enex, ///< Evernote's export: XML.
};

struct ForeignImportOptions
{
    std::string notebook; ///< Path of the notebook that everything goes below; empty: the top.
    bool dryRun = false;  ///< Only count: the vault is read and not changed.
};

/// What `file` is, by its beginning, else by its name; nothing where it is neither. Errors: those of opening
/// it (it must be a regular file; links to one are followed).
[[nodiscard]] Result<std::optional<ForeignKind>> foreignKindOf(const std::filesystem::path& file);

/// Imports Joplin's or Evernote's export. Reads the file through one descriptor, several times, with bounded
/// memory; names and links in it are data only, and nothing but the vault is written. Commits in batches of
/// about a slice; every note is whole or skipped with a reason, a cancelled job keeps what was committed and
/// the report says how much. Ids follow from the content, so that what is in the vault already is skipped
/// when the file is imported again. Errors: Damaged, where nothing of that kind can be found in the file.
[[nodiscard]] Result<std::unique_ptr<SlicedJob>>
makeForeignImportJob(Vault& vault, const std::filesystem::path& file, ForeignKind kind,
                     ForeignImportOptions options, ForeignReport& report);

} // namespace lockleaf
