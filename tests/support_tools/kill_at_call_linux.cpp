// SPDX-License-Identifier: GPL-3.0-or-later
// kill_at_call REPORT NUMBER before|after PROGRAM [ARGUMENT]…: runs a program and kills it with SIGKILL at
// the NUMBERth of its system calls that change a file, before the kernel does it or right after. NUMBER 0
// kills nothing. Writes "killed at CALL" or "ended after COUNT" into REPORT; the exit code is the program's,
// or 137.
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <map>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

constexpr int killedCode = 137;
constexpr std::uint64_t lastStandardStream = 2;

/// Numbers of calls that change a file or a folder; where the flag is given, only with it in that argument.
struct Change
{
    const char* name;
    int flagsIn = -1;
    std::uint64_t flag = 0;
};

const std::map<std::uint64_t, Change>& changes()
{
    static const std::map<std::uint64_t, Change> all{
        {SYS_write, {"write"}},         {SYS_pwrite64, {"pwrite64"}},   {SYS_pwritev, {"pwritev"}},
        {SYS_fsync, {"fsync"}},         {SYS_fdatasync, {"fdatasync"}}, {SYS_ftruncate, {"ftruncate"}},
        {SYS_renameat2, {"renameat2"}}, {SYS_renameat, {"renameat"}},   {SYS_linkat, {"linkat"}},
        {SYS_unlinkat, {"unlinkat"}},   {SYS_mkdirat, {"mkdirat"}},     {SYS_openat, {"openat", 2, O_CREAT}},
#ifdef SYS_rename
        {SYS_rename, {"rename"}},       {SYS_unlink, {"unlink"}},       {SYS_mkdir, {"mkdir"}},
#endif
    };
    return all;
}

struct Course
{
    pid_t program;
    std::uint64_t wanted;
    bool after;
    std::uint64_t count = 0;
    std::uint64_t waitsFor = 0; ///< The thread in whose call it is to end; 0: none.
    const char* killedAt = nullptr;

    /// A thread stands at the beginning or the end of a call.
    void look(pid_t thread)
    {
        __ptrace_syscall_info info{};
        if (ptrace(PTRACE_GET_SYSCALL_INFO, thread, sizeof info, &info) <= 0)
            return;
        if (info.op == PTRACE_SYSCALL_INFO_EXIT && waitsFor == static_cast<std::uint64_t>(thread))
            kill(program, SIGKILL);
        if (info.op != PTRACE_SYSCALL_INFO_ENTRY || killedAt != nullptr)
            return;
        const auto found = changes().find(info.entry.nr);
        if (found == changes().end())
            return;
        const Change& change = found->second;
        if (change.flagsIn >= 0 && (info.entry.args[change.flagsIn] & change.flag) == 0)
            return;
        if (info.entry.nr == SYS_write && info.entry.args[0] <= lastStandardStream)
            return;
        if (++count != wanted)
            return;
        killedAt = change.name;
        if (after)
            waitsFor = static_cast<std::uint64_t>(thread);
        else
            kill(program, SIGKILL);
    }

    /// Follows the program to its end; what wait says of it.
    int follow()
    {
        int status = 0;
        while (true) {
            const pid_t thread = waitpid(-1, &status, __WALL);
            if (thread < 0)
                return errno == EINTR ? follow() : 0;
            if (!WIFSTOPPED(status)) {
                if (thread == program)
                    return status;
                continue;
            }
            const int signal = WSTOPSIG(status);
            const bool isCall = signal == (SIGTRAP | 0x80);
            if (isCall)
                look(thread);
            const bool isOurs = isCall || signal == SIGTRAP || signal == SIGSTOP;
            ptrace(PTRACE_SYSCALL, thread, nullptr, isOurs ? 0L : static_cast<long>(signal));
        }
    }
};

[[noreturn]] void become(char** command)
{
    ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
    raise(SIGSTOP);
    execv(command[0], command);
    _exit(127);
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 5) {
        std::fputs("kill_at_call REPORT NUMBER before|after PROGRAM [ARGUMENT]...\n", stderr);
        return 2;
    }
    const pid_t program = fork();
    if (program == 0)
        become(argv + 4);
    int status = 0;
    const long options = PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACECLONE | PTRACE_O_EXITKILL;
    if (program < 0 || waitpid(program, &status, 0) != program ||
        ptrace(PTRACE_SETOPTIONS, program, nullptr, options) != 0)
        return 3;
    ptrace(PTRACE_SYSCALL, program, nullptr, nullptr);
    Course course{program, std::strtoull(argv[2], nullptr, 10), std::strcmp(argv[3], "after") == 0};
    status = course.follow();
    std::FILE* report = std::fopen(argv[1], "we");
    if (report == nullptr)
        return 3;
    if (WIFSIGNALED(status) && course.killedAt != nullptr)
        std::fprintf(report, "killed at %s\n", course.killedAt);
    else
        std::fprintf(report, "ended after %llu\n", static_cast<unsigned long long>(course.count));
    std::fclose(report);
    return WIFEXITED(status) ? WEXITSTATUS(status) : killedCode;
}
