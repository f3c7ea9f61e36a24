// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/complaint.h"
#include "app/cli/done_work.h"
#include "app/cli/note_reference.h"
#include "app/cli/verbs.h"
#include "core/archive/json_object.h"
#include "core/base/iso_time.h"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace lockleaf::app {

namespace {

constexpr std::size_t digitsOfId = 32;

struct VersionsOptions
{
    NoteOptions note;
    std::string show; ///< A number or an id; empty: not asked for, as the next one.
    std::string restore;
    bool keep = false;
};

/// A version and its number: 1 is the oldest, so that keeping another one renumbers nothing.
struct NumberedVersion
{
    std::uint64_t number = 0;
    RevisionSummary summary;
};

std::string_view reasonName(RevisionReason reason)
{
    switch (reason) {
    case RevisionReason::Editing:
        return "editing";
    case RevisionReason::Asked:
        return "asked";
    case RevisionReason::Locked:
        return "lock";
    case RevisionReason::BeforeRestore:
        return "restore";
    }
    return "";
}

Result<std::vector<NumberedVersion>> numberedVersions(Vault& vault, const RecordId& note)
{
    LOCKLEAF_TRY(const std::vector<RevisionSummary> revisions, vault.revisions(note));
    std::vector<NumberedVersion> numbered;
    numbered.reserve(revisions.size());
    for (std::size_t i = 0; i < revisions.size(); ++i)
        numbered.push_back({revisions.size() - i, revisions[i]});
    return numbered;
}

Result<NumberedVersion> findVersion(Vault& vault, const RecordId& note, const std::string& reference)
{
    LOCKLEAF_TRY(const std::vector<NumberedVersion> versions, numberedVersions(vault, note));
    const auto found = std::ranges::find_if(versions, [&](const NumberedVersion& version) {
        return reference == std::to_string(version.number) ||
               (reference.size() == digitsOfId && RecordId::fromHex(reference) == version.summary.id);
    });
    if (found == versions.end())
        return complain(ErrorCode::NotFound, "There is no such version of this note.");
    return *found;
}

void addVersionMembers(JsonObject& object, const NumberedVersion& version)
{
    object.add("number", version.number);
    object.add("id", version.summary.id.toHex());
    object.add("made", isoTime(version.summary.made));
    object.add("kept", isoTime(version.summary.kept));
    object.add("reason", reasonName(version.summary.reason));
    object.add("size", version.summary.size);
    object.add("stored", version.summary.stored);
}

Result<void> printVersion(Context& context, const NumberedVersion& version)
{
    if (context.json) {
        JsonObject object;
        addVersionMembers(object, version);
        return context.output.line(object.finish().text());
    }
    std::string number = std::to_string(version.number);
    number.insert(0, number.size() < 4 ? 4 - number.size() : 0, ' ');
    return context.output.line(number + "  " + isoTime(version.summary.made).substr(0, 19) + "Z  " +
                               byteSize(version.summary.size) + "  " +
                               std::string(reasonName(version.summary.reason)));
}

Result<void> listVersions(Context& context, Vault& vault, const RecordId& note)
{
    LOCKLEAF_TRY(const std::vector<NumberedVersion> versions, numberedVersions(vault, note));
    std::uint64_t stored = 0;
    for (const NumberedVersion& version : versions) {
        stored += version.summary.stored;
        LOCKLEAF_CHECK(printVersion(context, version));
    }
    if (context.json)
        return {};
    const std::size_t number = versions.size();
    return context.output.line(grouped(number) + (number == 1 ? " version, " : " versions, ") +
                               byteSize(stored));
}

Result<void> showVersion(Context& context, Vault& vault, const RecordId& note, const std::string& reference)
{
    LOCKLEAF_TRY(const NumberedVersion version, findVersion(vault, note, reference));
    LOCKLEAF_TRY(const Revision revision, vault.revision(note, version.summary.id));
    if (!context.json)
        return context.output.write(revision.body.view());
    JsonObject object;
    addVersionMembers(object, version);
    object.add("title", revision.explicitTitle);
    object.add("body", revision.body.text());
    return context.output.line(object.finish().text());
}

Result<void> restoreVersion(Context& context, Vault& vault, const RecordId& note,
                            const std::string& reference)
{
    LOCKLEAF_TRY(const NumberedVersion version, findVersion(vault, note, reference));
    LOCKLEAF_TRY(const RecordId former, vault.restoreRevision(note, version.summary.id));
    LOCKLEAF_CHECK(closeVault(vault));
    if (!context.json)
        return {};
    JsonObject object;
    object.add("id", note.toHex());
    object.add("former", former.toHex());
    return tellOfDoneWork(context, context.output.line(object.finish().text()), "The version was restored");
}

Result<void> keepVersion(Context& context, Vault& vault, const RecordId& note)
{
    LOCKLEAF_TRY(const std::optional<RecordId> kept, vault.keepRevision(note, RevisionReason::Asked));
    LOCKLEAF_CHECK(closeVault(vault));
    Result<void> printed;
    if (context.json) {
        JsonObject object;
        object.add("id", note.toHex());
        if (kept)
            object.add("version", kept->toHex());
        else
            object.addNull("version");
        printed = context.output.line(object.finish().text());
    } else if (kept) {
        printed = context.output.line(kept->toHex());
    }
    return tellOfDoneWork(context, std::move(printed), "The version was kept");
}

Result<int> runVersions(Context& context, const VersionsOptions& options)
{
    LOCKLEAF_TRY(const std::unique_ptr<Vault> vault, askAndOpenVault(context, options.note.vault));
    LOCKLEAF_TRY(const RecordId note, vault->findNote(options.note.note));
    if (options.keep) {
        LOCKLEAF_CHECK(keepVersion(context, *vault, note));
        return 0;
    }
    if (!options.restore.empty()) {
        LOCKLEAF_CHECK(restoreVersion(context, *vault, note, options.restore));
        return 0;
    }
    LOCKLEAF_CHECK(options.show.empty() ? listVersions(context, *vault, note)
                                        : showVersion(context, *vault, note, options.show));
    LOCKLEAF_CHECK(context.output.flush());
    LOCKLEAF_CHECK(closeVault(*vault));
    return 0;
}

std::string checkVersionReference(const std::string& text)
{
    const bool isNumber = !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
    if (isNumber || RecordId::fromHex(text))
        return {};
    return "it takes the number of a version, or its id";
}

} // namespace

void addVersionsVerb(CLI::App& app, Run& chosen)
{
    auto options = std::make_shared<VersionsOptions>();
    CLI::App* verb = app.add_subcommand("versions", "List a note's earlier versions, or bring one back");
    addNoteOptions(*verb, options->note);
    CLI::Option* show = verb->add_option("--show", options->show, "Print version N, byte for byte")
                            ->type_name("N")
                            ->check(checkVersionReference);
    CLI::Option* restore = verb->add_option("--restore", options->restore,
                                            "Put version N in the place of the text; that becomes a version")
                               ->type_name("N")
                               ->check(checkVersionReference)
                               ->excludes(show);
    verb->add_flag("--keep", options->keep, "Keep the present text as a version")
        ->excludes(show)
        ->excludes(restore);
    verb->callback([options, &chosen] {
        chosen = [options](Context& context) { return runVersions(context, *options); };
    });
}

} // namespace lockleaf::app
