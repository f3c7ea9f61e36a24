// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"

#include "core/interchange/export_markdown.h"
#include "ui/vault/export_run.h"

#include <QString>

#include <functional>
#include <vector>

namespace lockleaf::ui {

/// A way out that is not encrypted. A new one is a new entry of plainFormats().
struct PlainFormat
{
    QString title;    ///< "Markdown folder"
    QString sentence; ///< What one gets.
    QString ending;   ///< Of the name that is proposed: ".html"; empty for a folder.
    QString caption;  ///< Of the chooser.
    /// Makes the job on the vault's thread.
    std::function<Result<std::unique_ptr<SlicedJob>>(Vault&, std::filesystem::path, PlainExportReport&,
                                                     ExportChoice)>
        make;
};
/// GUI thread.
[[nodiscard]] std::vector<PlainFormat> plainFormats();
/// What ExportRun runs for it.
[[nodiscard]] ExportRun::MakePlain plainJob(const PlainFormat& format);

} // namespace lockleaf::ui
