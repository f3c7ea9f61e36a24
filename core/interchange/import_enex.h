// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/interchange/import_file.h"
#include "core/interchange/import_foreign.h"

namespace lockleaf {

/// makeForeignImportJob() for an ENEX that is open. `notebook`: the name of the one that its notes go to.
[[nodiscard]] std::unique_ptr<SlicedJob> makeEnexImportJob(Vault& vault,
                                                           std::shared_ptr<const ImportFile> file,
                                                           std::string notebook, ForeignImportOptions options,
                                                           ForeignReport& report);

} // namespace lockleaf
