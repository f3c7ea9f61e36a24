// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/export_formats.h"

#include <QCoreApplication>

namespace lockleaf::ui {

namespace {

QString formatWords(const char* english)
{
    return QCoreApplication::translate("ExportFormats", english);
}

} // namespace

std::vector<PlainFormat> plainFormats()
{
    return {
        {formatWords("Markdown folder"),
         formatWords("One .md file per note, pictures beside them. Anyone who can open the folder can read "
                     "it."),
         {},
         formatWords("Save the folder"),
         [](Vault& vault, std::filesystem::path target, PlainExportReport& report,
            ExportChoice choice) -> Result<std::unique_ptr<SlicedJob>> {
             return makeMarkdownExportJob(vault, std::move(target), report, std::move(choice));
         }}};
}

} // namespace lockleaf::ui
