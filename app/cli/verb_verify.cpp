// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/open_vault.h"
#include "app/cli/run_job.h"
#include "app/cli/verbs.h"
#include "core/archive/json_object.h"

#include <CLI/CLI.hpp>

namespace lockleaf::app {

namespace {

Result<void> printJson(Context& context, const VerifyReport& report)
{
    std::vector<std::string> problems;
    problems.reserve(report.problems.size());
    for (const VerifyProblem& problem : report.problems)
        problems.push_back(problem.text);
    JsonObject object;
    object.add("pages", report.pages);
    object.add("records", report.records);
    object.add("notes", report.notes);
    object.add("problems", problems);
    return context.output.line(object.finish().text());
}

Result<void> printText(Context& context, const VerifyReport& report)
{
    for (const VerifyProblem& problem : report.problems)
        LOCKLEAF_CHECK(context.output.line(printable(problem.text)));
    std::string line = "Read " + grouped(report.pages) + " pages, " + grouped(report.records) + " records, " +
                       grouped(report.notes) + (report.notes == 1 ? " note: " : " notes: ");
    if (report.problems.empty())
        line += "everything is whole.";
    else
        line += grouped(report.problems.size()) + (report.problems.size() == 1 ? " problem." : " problems.");
    return context.output.line(line);
}

struct VerifyOptions : VaultOptions
{
    bool acceptOlder = false;
};

Result<int> runVerify(Context& context, const VerifyOptions& options)
{
    LOCKLEAF_TRY(const std::unique_ptr<Vault> vault, askAndOpenVault(context, options));
    VerifyReport report;
    {
        const auto job = vault->makeVerifyJob(report);
        LOCKLEAF_CHECK(runJob(*job, "Verifying"));
    }
    LOCKLEAF_CHECK(context.json ? printJson(context, report) : printText(context, report));
    LOCKLEAF_CHECK(context.output.flush());
    if (options.acceptOlder && report.problems.empty())
        LOCKLEAF_CHECK(vault->acceptOlderFile());
    const Result<void> closed = closeVault(*vault);
    if (!report.problems.empty())
        return 1; // a damaged vault may not close cleanly either; the problems are the answer
    LOCKLEAF_CHECK(closed);
    return 0;
}

} // namespace

void addVerifyVerb(CLI::App& app, Run& chosen)
{
    auto options = std::make_shared<VerifyOptions>();
    CLI::App* verb = app.add_subcommand("verify", "Read and authenticate everything; exit code 1 on damage");
    addVaultOptions(*verb, *options);
    verb->add_flag(
        "--accept-older", options->acceptOlder,
        "Where everything is whole: go on with a file that is older than the one known on this computer");
    verb->callback([options, &chosen] {
        chosen = [options](Context& context) { return runVerify(context, *options); };
    });
}

} // namespace lockleaf::app
