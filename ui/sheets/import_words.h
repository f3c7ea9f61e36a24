// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/interchange/import_markdown.h"

#include <QString>

namespace lockleaf::ui {

/// "412 notes, 96 files, 3 cannot be read": what a dry run has counted.
[[nodiscard]] QString previewWords(const ImportReport& report);
/// "412 notes came in, with 96 files.": what an import has done.
[[nodiscard]] QString importedWords(const ImportReport& report);
/// Every count, then every item that did not come in, with its reason, one a line.
[[nodiscard]] QString reportText(const ImportReport& report);
/// Why an import ended early.
[[nodiscard]] QString importSentence(const Error& error);

} // namespace lockleaf::ui
