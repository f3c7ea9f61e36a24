// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/backup_settings.h"
#include "app/cli/backup_words.h"
#include "app/cli/complaint.h"
#include "app/cli/done_work.h"
#include "app/cli/local_time.h"
#include "app/cli/new_file_target.h"
#include "app/cli/note_rows.h"
#include "app/cli/open_vault.h"
#include "app/cli/run_job.h"
#include "app/cli/several_notes.h"
#include "app/cli/verbs.h"
#include "core/backup/rotation.h"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace lockleaf::app {

namespace {

struct BackupOptions
{
    VaultOptions vault;
    std::string folder;
    bool list = false;
    bool ifDue = false;
    bool acceptShrink = false;
    bool dryRun = false;
    std::vector<std::string> prove; ///< At most one generation; none, or an empty text: all.
    bool proves = false;
    std::string notes;
    std::string search;
    std::vector<std::string> show;
    std::vector<std::string> restoreNote;
    std::vector<std::string> restore;
    std::string remove;
    std::string every;
    std::string setFolder;
};

Result<BackupPlace> placeOf(const BackupOptions& options, Vault& vault)
{
    LOCKLEAF_TRY(VaultSettings settings, vault.settings());
    if (!options.folder.empty())
        settings.backupFolder = options.folder;
    return BackupPlace::of(options.vault.vault, settings, localOffset(vault.now()));
}

/// A number of the list (1 is the last made), a file name, or a part of one that no other has.
Result<std::string> findGeneration(Vault& vault, const BackupPlace& place, const std::string& reference)
{
    LOCKLEAF_TRY(const BackupListing listing, listBackups(vault, place));
    const bool isNumber = !reference.empty() && reference.size() < 5 &&
                          reference.find_first_not_of("0123456789") == std::string::npos;
    if (isNumber) {
        const std::size_t number = std::stoul(reference);
        if (number >= 1 && number <= listing.generations.size())
            return listing.generations[number - 1].name;
    }
    std::vector<std::string> named;
    for (const Generation& generation : listing.generations) {
        if (generation.name == reference)
            return generation.name;
        if (!isNumber && !reference.empty() && generation.name.find(reference) != std::string::npos)
            named.push_back(generation.name);
    }
    if (named.size() == 1)
        return named.front();
    return complain(named.empty() ? ErrorCode::NotFound : ErrorCode::AmbiguousReference,
                    named.empty() ? "There is no such backup; backup --list shows them."
                                  : "Several backups match; use the number of backup --list.");
}

Result<int> makeBackup(Context& context, Vault& vault, const BackupPlace& place, const BackupOptions& options)
{
    if (options.ifDue) {
        LOCKLEAF_TRY(const BackupListing listing, listBackups(vault, place));
        LOCKLEAF_TRY(const VaultSettings settings, vault.settings());
        LOCKLEAF_TRY(const VaultCounts counts, vault.counts());
        if (!isBackupDue(settings, listing, counts.epoch, vault.now())) {
            LOCKLEAF_CHECK(context.output.line(context.json ? "{\"due\":false}" : "No backup is due."));
            return 0;
        }
    }
    BackupReport report;
    const auto reason = options.ifDue ? BackupReason::Scheduled : BackupReason::Asked;
    LOCKLEAF_CHECK(runJob(*makeBackupJob(vault, place, reason, report), "Backing up"));
    LOCKLEAF_CHECK(tellOfDoneWork(context, printBackup(context, report), "The backup was made"));
    return 0;
}

Result<void> printProof(Context& context, const std::string& name, const ProofReport& report)
{
    if (context.json) {
        JsonObject object;
        object.add("name", shownPath(name));
        object.add("whole", report.proven);
        object.add("problems", std::uint64_t{report.findings.problems.size()});
        object.add("records", report.findings.records);
        return context.output.line(object.finish().text());
    }
    LOCKLEAF_CHECK(
        context.output.line(printable(name) + ": " + (report.proven ? "whole, proven." : "damaged.")));
    for (const VerifyProblem& problem : report.findings.problems)
        LOCKLEAF_CHECK(context.output.line("  " + printable(problem.text)));
    return {};
}

/// One generation, or all that can be proven.
Result<int> proveBackups(Context& context, Vault& vault, const BackupPlace& place,
                         const BackupOptions& options)
{
    std::vector<std::string> names;
    if (!options.prove.empty() && !options.prove.front().empty()) {
        LOCKLEAF_TRY(std::string name, findGeneration(vault, place, options.prove.front()));
        names.push_back(std::move(name));
    } else {
        LOCKLEAF_TRY(const BackupListing listing, listBackups(vault, place));
        for (const Generation& generation : listing.generations)
            if (generation.state != GenerationState::EarlierKeys &&
                generation.state != GenerationState::Missing)
                names.push_back(generation.name);
        std::ranges::reverse(names); // in the order of their making
    }
    if (names.empty())
        return complain(ErrorCode::NotFound, "There is no backup to prove.");
    bool whole = true;
    for (const std::string& name : names) {
        ProofReport report;
        LOCKLEAF_CHECK(runJob(*makeProveJob(vault, place, name, report), "Proving"));
        LOCKLEAF_CHECK(printProof(context, name, report));
        whole = whole && report.proven && report.findings.problems.empty();
    }
    return whole ? 0 : 1;
}

Result<int> listNotesIn(Context& context, Vault& generation, const std::string& search)
{
    NoteRows rows(context, generation);
    if (!search.empty()) {
        LOCKLEAF_TRY(const SearchHits hits, generation.search(search, {}, 1000));
        LOCKLEAF_TRY(const std::vector<NoteSummary> found, generation.summaries(hits.ids));
        for (const NoteSummary& row : found)
            LOCKLEAF_CHECK(rows.print(row));
        return found.empty() ? 1 : 0;
    }
    constexpr std::uint64_t atOnce = 500;
    for (const bool trash : {false, true}) {
        for (std::uint64_t offset = 0;; offset += atOnce) {
            LOCKLEAF_TRY(const std::vector<NoteSummary> some,
                         generation.listNotes({.trash = trash}, offset, atOnce));
            for (const NoteSummary& row : some)
                LOCKLEAF_CHECK(rows.print(row));
            if (some.size() < atOnce)
                break;
        }
    }
    return 0;
}

Result<int> showNoteIn(Context& context, Vault& generation, const std::string& reference)
{
    LOCKLEAF_TRY(const RecordId id, generation.findNote(reference));
    LOCKLEAF_TRY(const Note note, generation.note(id));
    if (!context.json) {
        LOCKLEAF_CHECK(context.output.write(note.body.view()));
        return 0;
    }
    LOCKLEAF_TRY(const NoteSummary summary, generation.summary(id));
    JsonObject object;
    object.add("id", id.toHex());
    object.add("title", summary.title);
    object.add("body", note.body.text());
    LOCKLEAF_CHECK(context.output.line(object.finish().text()));
    return 0;
}

Result<int> restoreNotes(Context& context, Vault& vault, Vault& generation, const BackupOptions& options)
{
    const std::vector<std::string> references(options.restoreNote.begin() + 1, options.restoreNote.end());
    LOCKLEAF_TRY(std::vector<RecordId> notes, findNotes(generation, references));
    ReturnReport report;
    LOCKLEAF_CHECK(
        runJob(*makeReturnJob(vault, generation, std::move(notes), options.dryRun, report), "Restoring"));
    LOCKLEAF_CHECK(
        tellOfDoneWork(context, printReturned(context, report, options.dryRun), "The notes were restored"));
    return report.countOf(Return::Refused) == 0 ? 0 : exitCode(ErrorCode::Damaged);
}

Result<int> restoreAll(Context& context, OpenGeneration& generation, const std::string& target)
{
    SnapshotReport report;
    LOCKLEAF_CHECK(runJob(*makeRestoreAllJob(generation, target, report), "Restoring"));
    Result<void> printed;
    if (context.json) {
        JsonObject object;
        object.add("vault", shownPath(target));
        object.add("notes", report.counts.notes);
        object.add("trashed", report.counts.trashed);
        object.add("size", report.fileSize);
        printed = context.output.line(object.finish().text());
    } else {
        printed = context.output.line("Restored and proven: " + notesInWords(report.counts.notes) + " in " +
                                      printable(shownPath(target)) +
                                      ". It opens with the password of the time of the backup.");
    }
    LOCKLEAF_CHECK(tellOfDoneWork(context, std::move(printed), "The backup was restored"));
    return 0;
}

/// The generation that one of the options names; empty: none does.
std::string generationOf(const BackupOptions& options)
{
    for (const auto* values : {&options.show, &options.restoreNote, &options.restore})
        if (!values->empty())
            return values->front();
    return options.notes;
}

Result<int> runOnGeneration(Context& context, Vault& vault, const BackupPlace& place,
                            const BackupOptions& options)
{
    LOCKLEAF_TRY(const std::string name, findGeneration(vault, place, generationOf(options)));
    LOCKLEAF_TRY(const auto generation, OpenGeneration::open(vault, place, name));
    if (!options.show.empty())
        return showNoteIn(context, generation->vault(), options.show[1]);
    if (!options.restoreNote.empty())
        return restoreNotes(context, vault, generation->vault(), options);
    if (!options.restore.empty())
        return restoreAll(context, *generation, options.restore[1]);
    return listNotesIn(context, generation->vault(), options.search);
}

/// Changes the settings, and says what they are now.
Result<int> changeSettings(Context& context, Vault& vault, const BackupOptions& options)
{
    LOCKLEAF_CHECK(setBackupSettings(vault, options.every, options.setFolder));
    LOCKLEAF_TRY(const VaultSettings settings, vault.settings());
    LOCKLEAF_TRY(const BackupPlace place, placeOf(options, vault));
    if (context.json) {
        JsonObject object;
        addBackupSettings(object, settings, place);
        LOCKLEAF_CHECK(tellOfDoneWork(context, context.output.line(object.finish().text()),
                                      "The settings were changed"));
    } else {
        LOCKLEAF_CHECK(tellOfDoneWork(context, printBackupSettings(context, settings, place),
                                      "The settings were changed"));
    }
    return 0;
}

Result<int> runOnOpenVault(Context& context, Vault& vault, const BackupOptions& options)
{
    if (!options.every.empty() || !options.setFolder.empty())
        return changeSettings(context, vault, options);
    LOCKLEAF_TRY(const BackupPlace place, placeOf(options, vault));
    if (options.list) {
        LOCKLEAF_TRY(const BackupListing listing, listBackups(vault, place));
        LOCKLEAF_TRY(const VaultSettings settings, vault.settings());
        LOCKLEAF_CHECK(printListing(context, listing, settings, place));
        return 0;
    }
    if (options.proves)
        return proveBackups(context, vault, place, options);
    if (options.acceptShrink) {
        LOCKLEAF_CHECK(acceptShrink(vault, place));
        return 0;
    }
    if (!options.remove.empty()) {
        LOCKLEAF_TRY(const std::string name, findGeneration(vault, place, options.remove));
        LOCKLEAF_CHECK(removeGeneration(vault, place, name));
        return 0;
    }
    if (!generationOf(options).empty())
        return runOnGeneration(context, vault, place, options);
    return makeBackup(context, vault, place, options);
}

Result<int> runBackup(Context& context, const BackupOptions& options)
{
    if (!options.restore.empty())
        LOCKLEAF_CHECK(checkNewFile(options.restore[1], "the restored vault"));
    LOCKLEAF_TRY(const std::unique_ptr<Vault> vault, askAndOpenVault(context, options.vault));
    Result<int> ended = runOnOpenVault(context, *vault, options);
    const Result<void> flushed = context.output.flush();
    // After an error one sentence is enough; closing says no second one.
    const Result<void> closed = ended ? closeVault(*vault) : vault->close();
    LOCKLEAF_CHECK(ended);
    LOCKLEAF_CHECK(flushed);
    LOCKLEAF_CHECK(closed);
    return ended;
}

void addBackupOptions(CLI::App& verb, BackupOptions& options)
{
    addVaultOptions(verb, options.vault);
    auto* folder =
        verb.add_option("--folder", options.folder, "The folder of the backups instead of the usual one")
            ->type_name("FOLDER");
    std::vector<CLI::Option*> ways;
    ways.push_back(verb.add_flag("--list", options.list, "List the backups, the last made first"));
    ways.push_back(verb.add_option("--prove", options.prove, "Read one backup, or all, as a whole once more")
                       ->type_name("[BACKUP]")
                       ->expected(0, 1));
    ways.push_back(
        verb.add_option("--notes", options.notes, "List the notes of a backup")->type_name("BACKUP"));
    verb.add_option("--search", options.search, "With --notes: only those that QUERY finds")
        ->type_name("QUERY")
        ->needs(ways.back());
    ways.push_back(verb.add_option("--show", options.show, "Print a note as it is in a backup, byte for byte")
                       ->type_name("BACKUP NOTE")
                       ->expected(2));
    ways.push_back(verb.add_option("--restore-note", options.restoreNote,
                                   "Bring notes back; a text that gives way becomes a version")
                       ->type_name("BACKUP NOTE...")
                       ->expected(2, 10000));
    verb.add_flag("--dry-run", options.dryRun, "With --restore-note: change nothing; say what would be done")
        ->needs(ways.back());
    ways.push_back(verb.add_option("--restore", options.restore, "Copy all of a backup into a new vault file")
                       ->type_name("BACKUP NEW")
                       ->expected(2));
    ways.push_back(verb.add_flag("--accept-shrink", options.acceptShrink,
                                 "The vault is smaller on purpose: backups of before may be rotated again"));
    ways.push_back(verb.add_option("--remove", options.remove, "Take one backup away")->type_name("BACKUP"));
    ways.push_back(verb.add_flag("--if-due", options.ifDue, "Make one only if it is time for it"));
    auto* every = verb.add_option("--every", options.every,
                                  "Set how often backups are made by themselves at most, or off")
                      ->type_name("MINUTES|off");
    auto* setFolder = verb.add_option("--set-folder", options.setFolder,
                                      "Set where backups go from now on; beside: beside the vault")
                          ->type_name("FOLDER|beside");
    for (CLI::Option* setting : {every, setFolder}) {
        setting->excludes(folder);
        for (CLI::Option* way : ways)
            setting->excludes(way);
    }
    for (std::size_t i = 0; i < ways.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            ways[i]->excludes(ways[j]);
}

} // namespace

void addBackupVerb(CLI::App& app, Run& chosen)
{
    auto options = std::make_shared<BackupOptions>();
    CLI::App* verb = app.add_subcommand("backup", "Make a backup and prove it, or look into the backups");
    addBackupOptions(*verb, *options);
    verb->callback([options, verb, &chosen] {
        options->proves = verb->count("--prove") > 0;
        chosen = [options](Context& context) { return runBackup(context, *options); };
    });
}

} // namespace lockleaf::app
