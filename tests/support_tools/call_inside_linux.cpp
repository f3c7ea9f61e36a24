// SPDX-License-Identifier: GPL-3.0-or-later
// call_inside PID NUMBER [ARGUMENT]…: makes another process do one system call and prints what it returned.
//
// This is how it is proved that a process cannot do something: not by what it says of itself, but by trying
// from inside. Needs the right to trace the process (root), x86-64, and a process that waits in a system
// call, as a program with an event loop mostly does. Output: "returned VALUE", a negative VALUE being -errno;
// exit code 0 when the call was made, 3 when the process cannot be traced, 77 on other machines.
#include <iostream>

#if defined(__x86_64__)

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <string>
#include <sys/ptrace.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace {

using Registers = user_regs_struct;

bool waitForStop(pid_t pid)
{
    int status = 0;
    return waitpid(pid, &status, __WALL) == pid && WIFSTOPPED(status);
}

/// True where the process was stopped right behind a `syscall` instruction (0f 05), which can be used again.
bool standsBehindSyscall(pid_t pid, const Registers& registers)
{
    errno = 0;
    const long word = ptrace(PTRACE_PEEKTEXT, pid, registers.rip - 2, nullptr);
    return errno == 0 && (word & 0xFFFF) == 0x050F;
}

bool call(pid_t pid, const std::vector<unsigned long long>& values, long long& returned)
{
    Registers before{};
    if (ptrace(PTRACE_GETREGS, pid, nullptr, &before) != 0 || !standsBehindSyscall(pid, before))
        return false;
    Registers during = before;
    const auto value = [&values](std::size_t i) { return i < values.size() ? values[i] : 0ULL; };
    during.rip -= 2;
    during.rax = value(0);
    // Not inside a system call any more: the kernel must not restart the one that was interrupted.
    during.orig_rax = ~0ULL;
    during.rdi = value(1);
    during.rsi = value(2);
    during.rdx = value(3);
    during.r10 = value(4);
    during.r8 = value(5);
    during.r9 = value(6);
    if (ptrace(PTRACE_SETREGS, pid, nullptr, &during) != 0 ||
        ptrace(PTRACE_SINGLESTEP, pid, nullptr, nullptr) != 0 || !waitForStop(pid))
        return false;
    Registers after{};
    const bool read = ptrace(PTRACE_GETREGS, pid, nullptr, &after) == 0;
    returned = static_cast<long long>(after.rax);
    return ptrace(PTRACE_SETREGS, pid, nullptr, &before) == 0 && read;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 3) {
        std::cerr << "call_inside PID NUMBER [ARGUMENT]...\n";
        return 2;
    }
    const auto pid = static_cast<pid_t>(std::stol(argv[1]));
    std::vector<unsigned long long> values;
    for (int i = 2; i < argc; ++i)
        values.push_back(static_cast<unsigned long long>(std::stoll(argv[i], nullptr, 0)));
    if (ptrace(PTRACE_SEIZE, pid, nullptr, nullptr) != 0 ||
        ptrace(PTRACE_INTERRUPT, pid, nullptr, nullptr) != 0 || !waitForStop(pid)) {
        std::cerr << "cannot trace " << pid << ": " << std::strerror(errno) << '\n';
        return 3;
    }
    long long returned = 0;
    const bool made = call(pid, values, returned);
    ptrace(PTRACE_DETACH, pid, nullptr, nullptr);
    if (!made) {
        std::cerr << "the process was not waiting in a system call\n";
        return 1;
    }
    std::cout << "returned " << returned << '\n';
    return 0;
}

#else

int main()
{
    std::cerr << "only for x86-64\n";
    return 77;
}

#endif
