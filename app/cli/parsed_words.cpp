// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/parsed_words.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <span>
#include <sstream>

namespace lockleaf::app {

namespace {

/// CLI11's messages as one sentence of ours.
std::string usageSentence(const CLI::ParseError& error)
{
    std::string text = error.what();
    std::ranges::replace(text, '\n', ' ');
    while (text.ends_with('.') || text.ends_with(' '))
        text.pop_back();
    return text + "; see lockleaf-cli --help.";
}

/// What went wrong with the command line, in one sentence.
std::string usageComplaint(const CLI::App& app, const CLI::ParseError& error,
                           std::span<char* const> arguments)
{
    if (!app.get_subcommands().empty())
        return usageSentence(error);
    // Before the verb stand switches alone, so the first word is what was taken for one.
    for (const char* argument : arguments.subspan(std::min<std::size_t>(1, arguments.size()))) {
        if (*argument != '-')
            return "There is no verb \"" + std::string{argument} + "\"; see lockleaf-cli --help.";
    }
    if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr)
        return "A verb is missing; see lockleaf-cli --help.";
    return usageSentence(error);
}

void addVerbs(CLI::App& app, Run& run)
{
    for (const auto addVerb :
         {addCreateVerb,  addInfoVerb,       addAddVerb,         addShowVerb,   addEditVerb,
          addRmVerb,      addVersionsVerb,   addAttachmentsVerb, addListVerb,   addSearchVerb,
          addReindexVerb, addTagVerb,        addTagsVerb,        addMoveVerb,   addPinVerbs,
          addTrashVerbs,  addNotebooksVerb,  addImportVerb,      addExportVerb, addRestoreVerb,
          addMergeVerb,   addVerifyVerb,     addSalvageVerb,     addBackupVerb, addPasswdVerb,
          addSlotsVerb,   addChangeKeysVerb, addCaptureVerbs})
        addVerb(app, run);
}

} // namespace

ParsedWords parseWords(int argumentCount, char** arguments, Context& context)
{
    CLI::App app{"Private notes in one sealed file, from the command line.", "lockleaf-cli"};
    app.set_version_flag("--version", "lockleaf-cli " LOCKLEAF_VERSION);
    app.require_subcommand(1);
    app.fallthrough(); // --json may stand before or after the verb
    app.add_flag("--json", context.json, "Print JSON: one object, or one a line");
    app.footer("Passwords are asked for on the terminal or read from files, never taken from arguments.\n"
               "Exit codes: 0 done; 1 the answer is no; 2 usage, or the target exists; 3 damaged or not a\n"
               "vault; 4 input/output, or interrupted; 5 in use. The manual page lockleaf-cli(1) says more.");
    ParsedWords parsed;
    addVerbs(app, parsed.run);
    try {
        app.parse(argumentCount, arguments);
    } catch (const CLI::ParseError& error) {
        parsed.run = {};
        if (error.get_exit_code() != 0) {
            parsed.complaint =
                usageComplaint(app, error, {arguments, static_cast<std::size_t>(argumentCount)});
            return parsed;
        }
        std::ostringstream answer;
        app.exit(error, answer, answer);
        parsed.answer = answer.str();
    }
    return parsed;
}

} // namespace lockleaf::app
