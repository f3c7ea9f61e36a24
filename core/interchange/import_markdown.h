// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/sliced_job.h"
#include "core/vault/vault.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace lockleaf {

/// One file that was found and not imported, with the reason.
struct SkippedFile
{
    std::string path; ///< Relative to the folder.
    Error reason;
};

/// found = imported + skipped.size(), always.
struct ImportReport
{
    std::uint64_t found = 0; ///< Markdown files (.md, .markdown) met in the tree.
    std::uint64_t imported = 0;
    std::uint64_t notebooksMade = 0;
    std::vector<SkippedFile> skipped;
};

struct MarkdownImportOptions
{
    std::string notebook; ///< Path of the notebook that everything goes below; empty: the top.
};

/// Imports a folder of Markdown files: one note each, the body byte for byte, sub-folders as notebooks, title
/// and dates from front matter, else from the file. Symbolic links and special files are not followed.
/// Commits in batches of about a slice; a cancelled job keeps what was committed and the report says how
/// much.
[[nodiscard]] std::unique_ptr<SlicedJob> makeMarkdownImportJob(Vault& vault, std::filesystem::path folder,
                                                               MarkdownImportOptions options,
                                                               ImportReport& report);

} // namespace lockleaf
