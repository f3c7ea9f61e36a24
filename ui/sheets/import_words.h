// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/vault/import_run.h"

#include <QString>

namespace lockleaf::ui {

/// "412 notes, 96 files, 3 cannot be read": what a dry run has counted, or what the source is.
[[nodiscard]] QString previewWords(const ImportOutcome& outcome);
/// "412 notes came in, with 96 files.": what an import has done.
[[nodiscard]] QString importedWords(const ImportOutcome& outcome);
/// Every count, then every item that did not come in, with its reason, one a line.
[[nodiscard]] QString reportText(const ImportOutcome& outcome);
/// Why an import ended early.
[[nodiscard]] QString importSentence(ImportOutcome::Source source, const Error& error);

} // namespace lockleaf::ui
