// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/plain_export.h"

#include "app/cli/done_work.h"
#include "app/cli/export_date.h"
#include "app/cli/new_file_target.h"
#include "app/cli/output.h"
#include "app/cli/run_job.h"
#include "core/archive/json_object.h"
#include "core/interchange/export_html.h"

#include <cstdio>

namespace lockleaf::app {

namespace {

Result<void> printPlain(Context& context, const std::string& folder, const PlainExportReport& report)
{
    if (context.json) {
        JsonObject object;
        object.add("folder", shownPath(folder));
        object.add("notes", report.notes);
        object.add("attachments", report.attachments);
        object.add("bytes", report.bytes);
        object.add("encrypted", false);
        return context.output.line(object.finish().text());
    }
    std::string what = grouped(report.notes) + (report.notes == 1 ? " note" : " notes");
    if (report.attachments > 0)
        what += " and " + grouped(report.attachments) +
                (report.attachments == 1 ? " attachment" : " attachments");
    return context.output.line(what + " are in " + printable(folder) + " (" + byteSize(report.bytes) +
                               "), NOT encrypted.");
}

} // namespace

Result<int> runPlainExport(Context& context, const VaultOptions& options, const std::string& folder,
                           const std::function<Result<ExportChoice>(Vault&)>& choose, PlainFormat format)
{
    LOCKLEAF_CHECK(checkNewFile(folder, "the folder"));
    LOCKLEAF_TRY(UnlockedKey key, askAndUnlock(context, options));
    if (!options.saysAll()) {
        std::fprintf(stderr,
                     "lockleaf-cli: note: What is written now is NOT encrypted. The password once more:\n");
        LOCKLEAF_TRY(key, askAndUnlock(context, options));
    }
    LOCKLEAF_TRY(const std::unique_ptr<Vault> vault, openVault(options, std::move(key)));
    LOCKLEAF_TRY(ExportChoice choice, choose(*vault));
    PlainExportReport report;
    {
        const auto job = format == PlainFormat::Html
                             ? makeHtmlExportJob(*vault, folder, report, std::move(choice))
                             : makeMarkdownExportJob(*vault, folder, report, std::move(choice));
        LOCKLEAF_CHECK(runJob(*job, "Exporting"));
    }
    rememberExport(*vault);
    const Result<void> told =
        tellOfDoneWork(context, printPlain(context, folder, report), "The notes were written");
    const Result<void> closed = closeVault(*vault);
    LOCKLEAF_CHECK(told);
    LOCKLEAF_CHECK(closed);
    return 0;
}

} // namespace lockleaf::app
