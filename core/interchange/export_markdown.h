// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/archive/export_archive.h"
#include "core/base/sliced_job.h"
#include "core/vault/vault.h"

#include <filesystem>
#include <memory>

namespace lockleaf {

struct PlainExportReport
{
    std::uint64_t notes = 0;
    std::uint64_t texts =
        0; ///< Of the notes: those that no page could be made of, as the text that they are.
    std::uint64_t attachments = 0;
    std::uint64_t bytes = 0; ///< Of both, as written.
};

/// Writes notes as Markdown files into a new folder, NOT ENCRYPTED: a folder for each notebook, before each
/// text the block of an archive's notes, with the files that the note means where its text looks for them, or
/// in `attachments/`. makeMarkdownImportJob() makes the same notes of it. What lies in the trash, where it is
/// chosen, stands in a folder of that name; earlier versions are not written. The folder is there whole or
/// not at all. `vault` and `report` must outlive the job. Errors: AlreadyExists, DiskFull…
[[nodiscard]] std::unique_ptr<SlicedJob> makeMarkdownExportJob(Vault& vault, std::filesystem::path folder,
                                                               PlainExportReport& report,
                                                               ExportChoice choice = {});

} // namespace lockleaf
