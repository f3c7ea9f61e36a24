// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/selfcheck/holder.h"

#include "app/selfcheck/drive_protocol.h"

#include <array>
#include <climits>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace lockleaf::app {

namespace {

constexpr std::size_t mostHeld = 512;
constexpr char itIsHeld = 'h';

} // namespace

std::unique_ptr<Holder> Holder::start(const std::string& text)
{
    std::array<int, 2> input{};
    std::array<int, 2> output{};
    if (pipe2(input.data(), O_CLOEXEC) != 0 || pipe2(output.data(), O_CLOEXEC) != 0)
        return nullptr;
    const pid_t process = fork();
    if (process == 0) {
        std::string name = "lockleaf";
        std::string role{holderArgument};
        std::array<char*, 3> arguments{name.data(), role.data(), nullptr};
        dup2(input[0], STDIN_FILENO);
        dup2(output[1], STDOUT_FILENO);
        close_range(STDERR_FILENO + 1, UINT_MAX, 0);
        execv("/proc/self/exe", arguments.data());
        _exit(1);
    }
    close(input[0]);
    close(output[1]);
    char answer = 0;
    const bool held = process > 0 && text.size() < mostHeld &&
                      write(input[1], text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                      read(output[0], &answer, 1) == 1 && answer == itIsHeld;
    close(output[0]);
    std::unique_ptr<Holder> holder{process > 0 ? new Holder(process, input[1]) : nullptr};
    return held ? std::move(holder) : nullptr;
}

Holder::~Holder()
{
    close(m_input);
    waitpid(m_process, nullptr, 0);
}

int runHolder()
{
    std::array<char, mostHeld> held{};
    if (read(STDIN_FILENO, held.data(), held.size()) <= 0 || write(STDOUT_FILENO, &itIsHeld, 1) != 1)
        return 1;
    char end = 0;
    return read(STDIN_FILENO, &end, 1) == 0 ? 0 : 1;
}

} // namespace lockleaf::app
