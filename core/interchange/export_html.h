// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/interchange/export_markdown.h"

namespace lockleaf {

/// Writes notes as pages of HTML into a new folder, NOT ENCRYPTED: a folder for each notebook, an index.html
/// with all of them, the files that notes mean in `attachments/`. What lies in the trash, where it is chosen,
/// stands in a folder of that name; earlier versions are not written. Links between notes lead to
/// the pages; the pages fetch nothing from elsewhere and hold no script. The folder is there whole or not at
/// all. `vault` and `report` must outlive the job. Errors: AlreadyExists, DiskFull…
[[nodiscard]] std::unique_ptr<SlicedJob> makeHtmlExportJob(Vault& vault, std::filesystem::path folder,
                                                           PlainExportReport& report,
                                                           ExportChoice choice = {});

} // namespace lockleaf
