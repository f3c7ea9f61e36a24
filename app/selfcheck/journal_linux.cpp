// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/selfcheck/journal.h"

#include <array>
#include <climits>
#include <csignal>
#include <fcntl.h>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

namespace lockleaf::app {

namespace {

constexpr const char* journalProgram = "/usr/bin/journalctl";
constexpr double journalSeconds = 5;

[[noreturn]] void becomeJournalReader(int output, std::string since)
{
    const int nothing = open("/dev/null", O_RDWR);
    dup2(nothing, STDIN_FILENO);
    dup2(output, STDOUT_FILENO);
    dup2(nothing, STDERR_FILENO);
    close_range(STDERR_FILENO + 1, UINT_MAX, 0);
    std::string name = "journalctl";
    std::string pager = "--no-pager";
    std::string quiet = "--quiet";
    std::string format = "--output=export"; // every field, not the words alone
    std::array<char*, 6> arguments{name.data(),  since.data(),  pager.data(),
                                   quiet.data(), format.data(), nullptr};
    execv(journalProgram, arguments.data());
    _exit(127);
}

} // namespace

std::optional<Looked> lookAtJournal(const timespec& since, Scanner& scanner)
{
    std::array<int, 2> ends{};
    if (access(journalProgram, X_OK) != 0 || pipe2(ends.data(), O_CLOEXEC) != 0)
        return std::nullopt;
    const pid_t reader = fork();
    if (reader == 0)
        becomeJournalReader(ends[1], "--since=@" + std::to_string(since.tv_sec));
    close(ends[1]);
    Looked looked;
    if (reader > 0)
        scanner.lookAtStream(ends[0], "the system journal", journalSeconds, looked);
    close(ends[0]);
    int status = 1;
    if (reader > 0) {
        if (looked.cutShort)
            kill(reader, SIGKILL);
        waitpid(reader, &status, 0);
    }
    if (!looked.cutShort && (!WIFEXITED(status) || WEXITSTATUS(status) != 0))
        return std::nullopt;
    return looked;
}

} // namespace lockleaf::app
