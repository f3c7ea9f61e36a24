// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/interchange/import_file.h"
#include "core/interchange/import_foreign.h"

namespace lockleaf {

/// makeForeignImportJob() for a JEX that is open. Three readings: names and ids, files, notes.
[[nodiscard]] std::unique_ptr<SlicedJob> makeJexImportJob(Vault& vault,
                                                          std::shared_ptr<const ImportFile> file,
                                                          ForeignImportOptions options,
                                                          ForeignReport& report);

} // namespace lockleaf
