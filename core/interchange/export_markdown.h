// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/sliced_job.h"
#include "core/vault/vault.h"

#include <filesystem>
#include <memory>

namespace lockleaf {

struct PlainExportReport
{
    std::uint64_t notes = 0;
    std::uint64_t attachments = 0;
    std::uint64_t bytes = 0; ///< Of both, as written.
};

/// Writes every living note as a Markdown file into a new folder, NOT ENCRYPTED: a folder for each notebook,
/// before each text the block of an archive's notes, with the files that the note means where its text looks
/// for them, or in `attachments/`. makeMarkdownImportJob() makes the same notes of it. The folder is there
/// whole or not at all. `vault` and `report` must outlive the job. Errors: AlreadyExists, DiskFull…
[[nodiscard]] std::unique_ptr<SlicedJob> makeMarkdownExportJob(Vault& vault, std::filesystem::path folder,
                                                               PlainExportReport& report);

} // namespace lockleaf
