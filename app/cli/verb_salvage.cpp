// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/complaint.h"
#include "app/cli/done_work.h"
#include "app/cli/new_file_target.h"
#include "app/cli/open_vault.h"
#include "app/cli/run_job.h"
#include "app/cli/verbs.h"
#include "core/archive/json_object.h"
#include "core/vault/salvage_job.h"

#include <CLI/CLI.hpp>

#include <utility>

namespace lockleaf::app {

namespace {

using What = SalvageLoss::What;

struct SalvageOptions
{
    VaultOptions damaged;
    std::string target;
    bool dryRun = false;
};

const char* lossName(What what)
{
    switch (what) {
    case What::Note:
        return "note";
    case What::EarlierState:
        return "earlier state";
    case What::Version:
        return "version";
    case What::File:
        return "file";
    case What::Notebook:
        return "notebook";
    case What::Other:
        break;
    }
    return "other";
}

std::string lossSentence(const SalvageLoss& loss)
{
    const std::string name =
        loss.title.empty() ? loss.id.toHex().substr(0, 8) : "\"" + printable(loss.title) + "\"";
    switch (loss.what) {
    case What::Note:
        return "Lost: the note " + name + ".";
    case What::EarlierState:
        return "Came back as it was before its last changes: the note " + name + ".";
    case What::Version:
        return "Lost: the version " + name + " of a note.";
    case What::File:
        return "Lost: the file " + name + ".";
    case What::Notebook:
        return "Lost: the notebook " + name + "; its notes are in none.";
    case What::Other:
        break;
    }
    return "Lost: the record " + name + ", which is neither a note nor a file.";
}

std::string counted(std::uint64_t number, const char* one, const char* many)
{
    return grouped(number) + " " + (number == 1 ? one : many);
}

std::uint64_t lossesOf(const SalvageReport& report)
{
    std::uint64_t all = 0;
    for (const std::uint64_t count : report.lost)
        all += count;
    return all;
}

/// Notes that came, whatever became of them where they came to.
std::uint64_t notesOf(const TakenOver& taken)
{
    return taken.added + taken.same + taken.broughtUp + taken.older + taken.conflicts + taken.stayDeleted;
}

Result<void> printText(Context& context, const SalvageOptions& options, const SalvageReport& report)
{
    for (const SalvageLoss& loss : report.losses)
        LOCKLEAF_CHECK(context.output.line(lossSentence(loss)));
    if (lossesOf(report) > report.losses.size())
        LOCKLEAF_CHECK(
            context.output.line("And " + grouped(lossesOf(report) - report.losses.size()) + " more."));
    if (report.leftLogOut)
        LOCKLEAF_CHECK(context.output.line("The log beside the file is of another state and was left out."));
    std::string text = options.dryRun ? "This would come back: " : "";
    text += counted(notesOf(report.taken), "note", "notes") + ", " +
            counted(report.taken.attachments, "file", "files") + ", " +
            counted(report.taken.versions, "version", "versions") + ", " +
            counted(report.taken.notebooks, "notebook", "notebooks") +
            "; lost: " + counted(report.lostOf(What::Note), "note", "notes") + ", " +
            counted(report.lostOf(What::File), "file", "files") + "; " + grouped(report.badPages) + " of " +
            counted(report.pages, "page", "pages") + " can't be read";
    if (report.lostFrames > 0)
        text += ", nor can " + grouped(report.lostFrames) + " pages of the log";
    LOCKLEAF_CHECK(context.output.line(text + "."));
    if (lossesOf(report) == 0 || options.dryRun)
        return {};
    return context.output.line(
        "The damaged file is as it was. Merge a copy or restore an archive of this vault "
        "into the new one to fill in what is missing.");
}

Result<void> printJson(Context& context, const SalvageOptions& options, const SalvageReport& report)
{
    JsonObject object;
    object.add("vault", shownPath(options.target));
    object.add("dryRun", options.dryRun);
    object.add("pages", std::uint64_t{report.pages});
    object.add("badPages", std::uint64_t{report.badPages});
    object.add("lostFrames", report.lostFrames);
    object.add("leftLogOut", report.leftLogOut);
    object.add("notes", notesOf(report.taken));
    object.add("versions", report.taken.versions);
    object.add("notebooks", report.taken.notebooks);
    object.add("attachments", report.taken.attachments);
    object.add("attachmentBytes", report.taken.attachmentBytes);
    for (const auto& [name, what] : {std::pair{"lostNotes", What::Note},
                                     {"earlierStates", What::EarlierState},
                                     {"lostVersions", What::Version},
                                     {"lostFiles", What::File},
                                     {"lostNotebooks", What::Notebook},
                                     {"lostOthers", What::Other}})
        object.add(name, report.lostOf(what));
    SecureBytes losses;
    for (const SalvageLoss& loss : report.losses) {
        JsonObject one;
        one.add("what", std::string_view{lossName(loss.what)});
        one.add("id", loss.id.toHex());
        one.add("title", loss.title);
        appendText(losses, losses.empty() ? "" : ", ");
        losses.append(one.finish().view());
    }
    SecureBytes list;
    appendText(list, "[");
    list.append(losses.view());
    appendText(list, "]");
    object.addJson("losses", list.view());
    return context.output.line(object.finish().text());
}

Result<void> salvageInto(Context& context, const SalvageOptions& options,
                         std::unique_ptr<SalvageScan> damaged, Vault* into)
{
    SalvageReport report;
    {
        const auto job = makeSalvageJob(std::move(damaged), into, report);
        LOCKLEAF_CHECK(runJob(*job, "Salvaging"));
    }
    const Result<void> printed =
        context.json ? printJson(context, options, report) : printText(context, options, report);
    return tellOfDoneWork(context, printed, "What can be read was salvaged");
}

Result<int> runSalvage(Context& context, const SalvageOptions& options)
{
    if (!options.dryRun)
        LOCKLEAF_CHECK(checkNewFile(options.target, "the new vault"));
    LOCKLEAF_TRY(WayAndKey both, askWayAndUnlock(context, options.damaged));
    LOCKLEAF_TRY(auto pages, SalvagePages::open(options.damaged.vault, both.key));
    auto damaged = std::make_unique<SalvageScan>(std::move(pages), both.key);
    if (options.dryRun) {
        LOCKLEAF_CHECK(salvageInto(context, options, std::move(damaged), nullptr));
        return 0;
    }
    // The same vault by its id, in a file with keys of its own: copies of it can be merged in.
    LOCKLEAF_TRY(UnlockedKey key, Vault::create(options.target, both.way, {{}, both.key.vaultId}));
    LOCKLEAF_TRY(const std::unique_ptr<Vault> vault, Vault::open(options.target, std::move(key), {}));
    const Result<void> ended = salvageInto(context, options, std::move(damaged), vault.get());
    // After an error one sentence is enough; closing says no second one.
    const Result<void> closed = ended ? closeVault(*vault) : vault->close();
    LOCKLEAF_CHECK(ended);
    LOCKLEAF_CHECK(closed);
    return 0;
}

} // namespace

void addSalvageVerb(CLI::App& app, Run& chosen)
{
    auto options = std::make_shared<SalvageOptions>();
    CLI::App* verb = app.add_subcommand(
        "salvage",
        "Take everything that can be read in a damaged vault into a new one; the damaged file stays "
        "as it is");
    addVaultOptions(*verb, options->damaged);
    verb->add_option("NEW", options->target,
                     "The new vault file, with the same password, or whatever opened the damaged one")
        ->required();
    verb->add_flag("--dry-run", options->dryRun, "Make nothing; say what would come back");
    verb->callback([options, &chosen] {
        chosen = [options](Context& context) { return runSalvage(context, *options); };
    });
}

} // namespace lockleaf::app
