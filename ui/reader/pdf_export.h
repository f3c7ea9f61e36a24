// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include "core/interchange/export_markdown.h"
#include "ui/reader/note_pdf.h"

#include <functional>

namespace lockleaf::ui {

/// Makes the PDF of a note: makePdf(), or what a test has in its place. On a thread of its own.
using PaperLayout = std::function<Result<QByteArray>(const PaperNote& note, const std::stop_token& stop)>;
[[nodiscard]] PaperLayout paperLayout();

/// Writes notes as PDFs into a new folder, NOT ENCRYPTED: a folder for each notebook, one file for each note
/// with its pictures, and the files that notes have in `attachments/`. What lies in the trash, where it is
/// chosen, stands in a folder of that name; earlier versions are not written. A note that no pages can be
/// made of, being too large, is written as its Markdown text and counted (PlainExportReport::texts). The
/// folder is there whole or not at all. Pages are laid out and pictures decoded on a thread of its own, a
/// note at a time; `look` is a PaperNote without a note (paperLook()). A slice waits for it no longer than
/// its budget. Deleting the job waits for nothing. `vault` and `report` must outlive the job. Errors:
/// AlreadyExists, DiskFull…
[[nodiscard]] std::unique_ptr<SlicedJob> makePdfExportJob(Vault& vault, std::filesystem::path folder,
                                                          PlainExportReport& report, ExportChoice choice,
                                                          PaperNote look, PaperLayout layout = paperLayout());

} // namespace lockleaf::ui
