// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/complaint.h"
#include "app/cli/interrupt.h"
#include "app/cli/verbs.h"
#include "app/hardening/process_isolation.h"
#include "app/hardening/standard_descriptors.h"
#include "app/hardening/syscall_filter.h"
#include "core/crypto/secret_key.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <new>
#include <span>

namespace {

using namespace lockleaf;
using namespace lockleaf::app;

constexpr int usageError = 2;

void printError(std::string_view sentence)
{
    std::fprintf(stderr, "lockleaf-cli: %s\n", printable(sentence).c_str());
}

Result<void> harden()
{
    LOCKLEAF_CHECK(becomeNonDumpable());
    LOCKLEAF_CHECK(forbidCoreFiles());
    return applySyscallFilter(FilterKind::SecretHolder);
}

/// CLI11's messages as one sentence of ours.
std::string usageSentence(const CLI::ParseError& error)
{
    std::string text = error.what();
    std::ranges::replace(text, '\n', ' ');
    while (text.ends_with('.') || text.ends_with(' '))
        text.pop_back();
    return text + "; see lockleaf-cli --help.";
}

Result<int> runVerb(const Run& run, Context& context)
{
    LOCKLEAF_TRY(const int code, run(context));
    LOCKLEAF_CHECK(context.output.flush());
    return code;
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

/// Help or version.
int printAnswer(const CLI::App& app, const CLI::ParseError& answer)
{
    app.exit(answer);
    std::cout.flush();
    if (std::cout)
        return 0;
    printError("Standard output could not be written.");
    return exitCode(ErrorCode::InputOutput);
}

int runCommandLine(int argumentCount, char** arguments)
{
    CLI::App app{"Private notes in one sealed file, from the command line.", "lockleaf-cli"};
    app.set_version_flag("--version", "lockleaf-cli " LOCKLEAF_VERSION);
    app.require_subcommand(1);
    app.fallthrough(); // --json may stand before or after the verb
    Context context;
    app.add_flag("--json", context.json, "Print JSON: one object, or one a line");
    app.footer("Passwords are asked for on the terminal or read from files, never taken from arguments.\n"
               "Exit codes: 0 done; 1 the answer is no; 2 usage, or the target exists; 3 damaged or not a\n"
               "vault; 4 input/output, or interrupted; 5 in use. The manual page lockleaf-cli(1) says more.");
    Run run;
    for (const auto addVerb :
         {addCreateVerb,  addInfoVerb,      addAddVerb,         addShowVerb,   addEditVerb,
          addRmVerb,      addVersionsVerb,  addAttachmentsVerb, addListVerb,   addSearchVerb,
          addReindexVerb, addTagVerb,       addTagsVerb,        addMoveVerb,   addPinVerbs,
          addTrashVerbs,  addNotebooksVerb, addImportVerb,      addExportVerb, addRestoreVerb,
          addMergeVerb,   addVerifyVerb,    addSalvageVerb,     addBackupVerb, addPasswdVerb,
          addSlotsVerb,   addChangeKeysVerb})
        addVerb(app, run);
    try {
        app.parse(argumentCount, arguments);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0)
            return printAnswer(app, error);
        printError(usageComplaint(app, error, {arguments, static_cast<std::size_t>(argumentCount)}));
        return usageError;
    }
    const Result<int> result = runVerb(run, context);
    if (result)
        return *result;
    printError(complaint(result.error()));
    return exitCode(result.error().code);
}

} // namespace

int main(int argumentCount, char** arguments)
{
    if (const auto occupied = occupyStandardDescriptors(); !occupied)
        return exitCode(occupied.error().code); // whom could it be told?
    if (const auto hardened = harden(); !hardened) {
        printError(complaint(hardened.error()));
        return exitCode(hardened.error().code);
    }
    watchForInterrupts();
    if (!startCrypto()) {
        printError("The cryptography of this computer gives wrong answers; nothing was done.");
        return exitCode(ErrorCode::Internal);
    }
    try {
        return runCommandLine(argumentCount, arguments);
    } catch (const std::bad_alloc&) {
        printError(plainEnglish(ErrorCode::OutOfMemory));
        return exitCode(ErrorCode::OutOfMemory);
    }
}
