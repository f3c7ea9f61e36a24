// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/done_work.h"
#include "app/cli/note_text.h"
#include "app/cli/run_job.h"
#include "app/cli/state_folder.h"
#include "app/cli/verbs.h"
#include "core/archive/json_object.h"
#include "core/capture/capture.h"
#include "core/capture/take_inbox.h"

#include <CLI/CLI.hpp>

namespace lockleaf::app {

namespace {

Result<int> runCapture(Context& context, const std::string& vault)
{
    LOCKLEAF_TRY(const SecureBytes body, readBody(context));
    LOCKLEAF_CHECK(captureNote(vault, stateFolder(), body.view(), systemClock()));
    return 0;
}

/// A line for each thing that a person should know.
Result<void> printReport(Context& context, const InboxReport& report)
{
    if (context.json) {
        JsonObject json;
        json.add("added", report.added.size());
        json.add("knownBefore", report.knownBefore);
        json.add("refused", report.refused);
        json.add("unreadableBytes", report.unreadable);
        json.add("setAside", report.setAside);
        return context.output.line(json.finish().text());
    }
    LOCKLEAF_CHECK(context.output.line(report.added.size() == 1
                                           ? "1 note was taken in."
                                           : grouped(report.added.size()) + " notes were taken in."));
    if (!report.setAside)
        return {};
    return context.output.line("Not all of the inbox could be read: " + grouped(report.refused) +
                               " entries for other keys, " + byteSize(report.unreadable) +
                               " of damage. It was kept under another name.");
}

Result<int> runInbox(Context& context, const VaultOptions& options)
{
    LOCKLEAF_TRY(const std::unique_ptr<Vault> vault, askAndOpenVault(context, options));
    InboxReport report;
    Result<void> done = runJob(*makeTakeInboxJob(*vault, options.vault, report), "Taking in");
    if (done)
        done = tellOfDoneWork(context, printReport(context, report), "The inbox was taken in");
    const Result<void> closed = closeVault(*vault);
    LOCKLEAF_CHECK(done);
    LOCKLEAF_CHECK(closed);
    return 0;
}

} // namespace

void addCaptureVerbs(CLI::App& app, Run& chosen)
{
    auto vault = std::make_shared<std::string>();
    CLI::App* capture = app.add_subcommand(
        "capture",
        "Write a note to a locked vault without its password; the text is read from standard input");
    capture->add_option("VAULT", *vault, "The vault file")->required();
    capture->callback(
        [vault, &chosen] { chosen = [vault](Context& context) { return runCapture(context, *vault); }; });

    auto options = std::make_shared<VaultOptions>();
    CLI::App* inbox =
        app.add_subcommand("inbox", "Take in the notes that were written while the vault was locked");
    addVaultOptions(*inbox, *options);
    inbox->callback(
        [options, &chosen] { chosen = [options](Context& context) { return runInbox(context, *options); }; });
}

} // namespace lockleaf::app
