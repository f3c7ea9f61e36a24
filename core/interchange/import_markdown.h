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

/// A link of a note that leads to no file of the tree.
struct LooseLink
{
    std::string path;    ///< Of the note's file.
    std::string written; ///< The target as it stands there.
};

/// found = imported + duplicates + skipped.size(), and files = filesTaken + filesThere +
/// filesSkipped.size() + filesUnused.size(), always; the second once the job has ended.
struct ImportReport
{
    std::uint64_t found = 0; ///< Markdown files (.md, .markdown) met in the tree.
    std::uint64_t imported = 0;
    std::uint64_t duplicates = 0; ///< Left out: the vault has a note of this title and text.
    std::uint64_t notebooksMade = 0;
    std::vector<SkippedFile> skipped;
    std::uint64_t files = 0;      ///< Other files of the tree.
    std::uint64_t filesTaken = 0; ///< Those that notes show or link to, which they have as attachments now.
    std::uint64_t fileBytes = 0;  ///< Of these.
    std::uint64_t filesThere = 0; ///< Named by duplicates alone.
    std::vector<SkippedFile> filesSkipped;
    std::vector<std::string> filesUnused; ///< Those that no note names.
    std::uint64_t links = 0;              ///< To files: of links, pictures and wiki links.
    std::uint64_t linksResolved = 0;
    std::vector<LooseLink> looseLinks; ///< The others; the first mostLooseLinks of them.
    std::vector<RecordId> notes;       ///< Those that were made.
    std::vector<RecordId> notebooks;   ///< Those that were made, the topmost before those in them.

    static constexpr std::size_t mostLooseLinks = 1000;
};

/// What becomes of a file whose title and text a note of the vault has.
enum class Duplicates { Skip, KeepBoth };

struct MarkdownImportOptions
{
    std::string notebook = {}; ///< Path of the notebook that everything goes below; empty: the top.
    Duplicates duplicates = Duplicates::KeepBoth;
    bool dryRun = false; ///< Only counts: nothing is written, no note is made.
};

/// Imports a folder of Markdown files: one note each, the body byte for byte, sub-folders as notebooks, title
/// and dates from front matter, else from the file. What pictures and links of a note name in the tree
/// becomes an attachment of it, or stands for the note that is made of it; the text stays as it is. Symbolic
/// links and special files are not followed, and nothing outside of the folder is read.
/// Commits in batches of about a slice; a cancelled job keeps what was committed and the report says how
/// much.
[[nodiscard]] std::unique_ptr<SlicedJob> makeMarkdownImportJob(Vault& vault, std::filesystem::path folder,
                                                               MarkdownImportOptions options,
                                                               ImportReport& report);

} // namespace lockleaf
