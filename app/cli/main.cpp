// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/complaint.h"
#include "app/cli/interrupt.h"
#include "app/cli/parsed_words.h"
#include "app/hardening/process_isolation.h"
#include "app/hardening/standard_descriptors.h"
#include "app/hardening/syscall_filter.h"
#include "core/crypto/locked_memory.h"
#include "core/crypto/secret_key.h"

#include <cstdio>
#include <new>

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

Result<int> runVerb(const Run& run, Context& context)
{
    LOCKLEAF_TRY(const int code, run(context));
    LOCKLEAF_CHECK(context.output.flush());
    return code;
}

/// Help or version.
int printAnswer(const std::string& answer)
{
    std::fwrite(answer.data(), 1, answer.size(), stdout);
    if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0)
        return 0;
    printError("Standard output could not be written.");
    return exitCode(ErrorCode::InputOutput);
}

int runCommandLine(int argumentCount, char** arguments)
{
    Context context;
    const ParsedWords words = parseWords(argumentCount, arguments, context);
    if (!words.complaint.empty()) {
        printError(words.complaint);
        return usageError;
    }
    if (!words.run)
        return printAnswer(words.answer);
    const Result<int> result = runVerb(words.run, context);
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
    lockedPool().keepFromChildren();
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
