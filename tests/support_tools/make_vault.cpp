// SPDX-License-Identifier: GPL-3.0-or-later
// Makes a vault for tests: cheap key derivation and generated notes.
//   make_vault FILE NOTES [--password-file F] [--seed N] [--idle-seconds N] [--clear-copied N] [--cost
//   cheap|real]
// The password is the first line of F, else "test password". --idle-seconds sets when the window locks by
// itself, --clear-copied after how many seconds it takes back what was copied, --cost real derives the key as
// for any new vault.
#include "core/crypto/secret_key.h"
#include "tests/support_tools/fill_vault.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <optional>
#include <string>

using namespace lockleaf;

namespace {

struct Arguments
{
    std::string file;
    std::uint64_t notes = 0;
    std::string password = "test password";
    std::uint64_t seed = 1;
    std::optional<std::uint32_t> idleSeconds;
    std::optional<LockTriggers> locks;
    std::optional<std::uint32_t> clearCopied;
    bool cheap = true;
};

/// "+NAME" or "-NAME" for each switch that is to stand otherwise than by itself, with commas between them.
bool readSwitches(std::string_view words, LockTriggers& locks)
{
    while (!words.empty()) {
        const std::size_t end = std::min(words.find(','), words.size());
        const std::string_view name = words.substr(1, end - 1);
        const bool on = words.front() == '+';
        if (name == "screen-lock")
            locks.screenLock = on;
        else if (name == "sleep")
            locks.sleep = on;
        else if (name == "session-switch")
            locks.sessionSwitch = on;
        else if (name == "minimised")
            locks.minimized = on;
        else if (name == "time-elsewhere")
            locks.timeElsewhere = on;
        else
            return false;
        words.remove_prefix(std::min(end + 1, words.size()));
    }
    return true;
}

bool readArguments(int count, char** values, Arguments& arguments)
{
    if (count < 3 || count % 2 == 0)
        return false;
    arguments.file = values[1];
    arguments.notes = std::strtoull(values[2], nullptr, 10);
    for (int i = 3; i + 1 < count; i += 2) {
        if (std::strcmp(values[i], "--seed") == 0) {
            arguments.seed = std::strtoull(values[i + 1], nullptr, 10);
        } else if (std::strcmp(values[i], "--idle-seconds") == 0) {
            arguments.idleSeconds = static_cast<std::uint32_t>(std::strtoul(values[i + 1], nullptr, 10));
        } else if (std::strcmp(values[i], "--locks") == 0) {
            if (!readSwitches(values[i + 1], arguments.locks.emplace()))
                return false;
        } else if (std::strcmp(values[i], "--clear-copied") == 0) {
            arguments.clearCopied = static_cast<std::uint32_t>(std::strtoul(values[i + 1], nullptr, 10));
        } else if (std::strcmp(values[i], "--cost") == 0) {
            arguments.cheap = std::strcmp(values[i + 1], "real") != 0;
        } else if (std::strcmp(values[i], "--password-file") == 0) {
            std::ifstream in(values[i + 1]);
            if (!std::getline(in, arguments.password))
                return false;
        } else {
            return false;
        }
    }
    return true;
}

Result<void> make(const Arguments& arguments)
{
    LOCKLEAF_TRY(const Passphrase passphrase, Passphrase::fromTyped(bytesOf(arguments.password)));
    Vault::CreateOptions options;
    if (arguments.cheap)
        options.cost = KeyDerivationCost::cheapForTests();
    LOCKLEAF_TRY(UnlockedKey key, Vault::create(arguments.file, passphrase, options));
    LOCKLEAF_TRY(const std::unique_ptr<Vault> vault, Vault::open(arguments.file, std::move(key), {}));
    LOCKLEAF_TRY(const std::uint64_t bytes, test::fillVault(*vault, arguments.notes, arguments.seed));
    if (arguments.idleSeconds || arguments.locks || arguments.clearCopied) {
        LOCKLEAF_TRY(VaultSettings settings, vault->settings());
        settings.idleSeconds = arguments.idleSeconds.value_or(settings.idleSeconds);
        settings.locks = arguments.locks.value_or(settings.locks);
        settings.clearCopiedSeconds = arguments.clearCopied.value_or(settings.clearCopiedSeconds);
        LOCKLEAF_CHECK(vault->saveSettings(settings));
    }
    std::printf("%llu notes, %llu bytes of text\n", static_cast<unsigned long long>(arguments.notes),
                static_cast<unsigned long long>(bytes));
    return vault->close();
}

} // namespace

int main(int count, char** values)
{
    Arguments arguments;
    if (!readArguments(count, values, arguments)) {
        std::fputs("usage: make_vault FILE NOTES [--password-file F] [--seed N] [--idle-seconds N] "
                   "[--clear-copied N] [--cost cheap|real] [--locks -sleep,+minimised]\n",
                   stderr);
        return 2;
    }
    if (!startCrypto())
        return 4;
    if (const auto made = make(arguments); !made) {
        std::fprintf(stderr, "%s\n", describe(made.error()).c_str());
        return exitCode(made.error().code);
    }
    return 0;
}
