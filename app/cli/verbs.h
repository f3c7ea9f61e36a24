// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"
#include "core/base/result.h"

#include <functional>

namespace CLI {
class App;
}

namespace lockleaf::app {

/// What the command line asked for. The value is the exit code; errors bring their own.
using Run = std::function<Result<int>(Context&)>;

// Each adds one verb to `app`; parsing a command line that names the verb sets `chosen`.
void addCreateVerb(CLI::App& app, Run& chosen);
void addInfoVerb(CLI::App& app, Run& chosen);
void addAddVerb(CLI::App& app, Run& chosen);
void addShowVerb(CLI::App& app, Run& chosen);
void addEditVerb(CLI::App& app, Run& chosen);
void addRmVerb(CLI::App& app, Run& chosen);
void addVersionsVerb(CLI::App& app, Run& chosen);
void addAttachmentsVerb(CLI::App& app, Run& chosen);
void addListVerb(CLI::App& app, Run& chosen);
void addSearchVerb(CLI::App& app, Run& chosen);
void addReindexVerb(CLI::App& app, Run& chosen);
void addTagVerb(CLI::App& app, Run& chosen);
void addTagsVerb(CLI::App& app, Run& chosen);
void addMoveVerb(CLI::App& app, Run& chosen);
void addPinVerbs(CLI::App& app, Run& chosen);   ///< pin and unpin.
void addTrashVerbs(CLI::App& app, Run& chosen); ///< trash, untrash and empty-trash.
void addNotebooksVerb(CLI::App& app, Run& chosen);
void addImportVerb(CLI::App& app, Run& chosen);
void addExportVerb(CLI::App& app, Run& chosen);
void addRestoreVerb(CLI::App& app, Run& chosen);
void addBackupVerb(CLI::App& app, Run& chosen);
void addMergeVerb(CLI::App& app, Run& chosen);
void addVerifyVerb(CLI::App& app, Run& chosen);
void addSalvageVerb(CLI::App& app, Run& chosen);
void addPasswdVerb(CLI::App& app, Run& chosen);
void addSlotsVerb(CLI::App& app, Run& chosen);
void addChangeKeysVerb(CLI::App& app, Run& chosen);
void addCaptureVerbs(CLI::App& app, Run& chosen); ///< capture and inbox.

} // namespace lockleaf::app
