// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/selfcheck/checked_program.h"

#include "app/selfcheck/interruption.h"
#include "app/selfcheck/process_facts.h"

#include <cerrno>
#include <chrono>
#include <climits>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

namespace lockleaf::app {

namespace {

using Steady = std::chrono::steady_clock;

constexpr std::size_t largestAnswer = 65'536;
constexpr int sliceMilliseconds = 20;
constexpr long sliceNanoseconds = 20'000'000;
constexpr double orderSeconds = 60; // the steps have a patience of their own

Steady::time_point after(double seconds)
{
    return Steady::now() +
           std::chrono::duration_cast<Steady::duration>(std::chrono::duration<double>(seconds));
}

void waitASlice()
{
    const timespec slice{0, sliceNanoseconds};
    nanosleep(&slice, nullptr);
}

/// The environment of this process with folders of its own. Session management would start the keeper again
/// at the next login; what belongs to another person than the checked one is left out.
std::vector<std::string> environmentFor(const Person& person, const CheckedProgram::Start& start)
{
    std::vector<std::string> kept;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string variable{*entry};
        const std::string name = variable.substr(0, variable.find('='));
        bool leftOut = name == "SESSION_MANAGER" || name == "XDG_CONFIG_HOME" || name == "XDG_STATE_HOME" ||
                       (start.withoutDisplay && name == "QT_QPA_PLATFORM");
        if (person.isSomebodyElse) {
            leftOut = leftOut || name == "HOME" || name == "USER" || name == "LOGNAME" || name == "MAIL" ||
                      name == "XDG_RUNTIME_DIR" || name == "XDG_DATA_HOME" || name == "XDG_CACHE_HOME" ||
                      name == "DBUS_SESSION_BUS_ADDRESS" || name.starts_with("SUDO_");
        }
        if (!leftOut)
            kept.push_back(variable);
    }
    kept.push_back("XDG_CONFIG_HOME=" + (start.folder / "config").string());
    kept.push_back("XDG_STATE_HOME=" + (start.folder / "state").string());
    if (start.withoutDisplay)
        kept.emplace_back("QT_QPA_PLATFORM=offscreen");
    if (person.isSomebodyElse) {
        kept.push_back("HOME=" + person.home.string());
        kept.push_back("USER=" + person.name);
        kept.push_back("LOGNAME=" + person.name);
        const std::string runtime = "/run/user/" + std::to_string(person.uid);
        std::error_code ignored;
        if (std::filesystem::is_directory(runtime, ignored))
            kept.push_back("XDG_RUNTIME_DIR=" + runtime);
    }
    return kept;
}

std::vector<char*> pointersTo(std::vector<std::string>& words)
{
    std::vector<char*> pointers;
    pointers.reserve(words.size() + 1);
    for (std::string& word : words)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);
    return pointers;
}

/// What the forked process does before it is another program. It was the only thread, so all may be called.
[[noreturn]] void becomeKeeper(const Person& person, const std::array<int, 2>& sockets, int output,
                               pid_t parent, std::vector<std::string> arguments,
                               std::vector<std::string> environment)
{
    // Out of the way of the numbers that they are to have.
    constexpr int firstFree = 10;
    const int lockScreen = fcntl(sockets[0], F_DUPFD, firstFree);
    const int session = fcntl(sockets[1], F_DUPFD, firstFree);
    const int nothing = open("/dev/null", O_RDONLY);
    setpgid(0, 0); // Ctrl+C is for the check, which ends it
    const bool ready = nothing >= 0 && dup2(nothing, STDIN_FILENO) >= 0 && dup2(output, STDOUT_FILENO) >= 0 &&
                       dup2(output, STDERR_FILENO) >= 0 &&
                       dup2(lockScreen, drivenLockScreenDescriptor) >= 0 &&
                       dup2(session, drivenSessionDescriptor) >= 0 &&
                       close_range(drivenSessionDescriptor + 1, UINT_MAX, 0) == 0 && becomePerson(person) &&
                       chdir(person.home.c_str()) == 0;
    // After the change of user, which takes it back.
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE})
        std::signal(signal, SIG_DFL);
    if (!ready || getppid() != parent)
        _exit(1);
    execve("/proc/self/exe", pointersTo(arguments).data(), pointersTo(environment).data());
    _exit(1);
}

} // namespace

Result<std::unique_ptr<CheckedProgram>> CheckedProgram::start(const Person& person, const Start& start)
{
    std::unique_ptr<CheckedProgram> program{new CheckedProgram};
    std::array<int, 2> theirs{};
    for (std::size_t i = 0; i < theirs.size(); ++i) {
        std::array<int, 2> ends{};
        if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0)
            return failErrno(errno, "socketpair");
        program->m_sockets[i] = ends[0];
        theirs[i] = ends[1];
    }
    int output = -1;
    {
        const AsPerson asPerson{person};
        output = open((start.folder / "printed").c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    }
    if (output < 0)
        return failErrno(errno, "file for what is printed");
    const pid_t parent = getpid();
    std::vector<std::string> arguments{"lockleaf", std::string{checkedKeeperArgument}, start.vault.string()};
    std::vector<std::string> environment = environmentFor(person, start);
    program->m_keeper = fork();
    if (program->m_keeper == 0)
        becomeKeeper(person, theirs, output, parent, std::move(arguments), std::move(environment));
    for (const int descriptor : {output, theirs[0], theirs[1]})
        close(descriptor);
    if (program->m_keeper < 0)
        return failErrno(errno, "fork");
    return program;
}

CheckedProgram::~CheckedProgram()
{
    end();
    for (const int socket : m_sockets) {
        if (socket >= 0)
            close(socket);
    }
}

bool CheckedProgram::isRunning()
{
    if (m_keeper > 0 && waitpid(m_keeper, nullptr, WNOHANG) != 0)
        m_keeper = -1;
    return m_keeper > 0;
}

void CheckedProgram::end()
{
    if (!isRunning())
        return;
    const std::vector<pid_t> all = processAndBelow(m_keeper);
    kill(m_keeper, SIGTERM);
    for (const auto limit = after(3); isRunning() && Steady::now() < limit;)
        waitASlice();
    if (isRunning()) {
        kill(m_keeper, SIGKILL);
        waitpid(m_keeper, nullptr, 0);
        m_keeper = -1;
    }
    for (const pid_t process : all) // they end with the keeper, which may take them a moment
        static_cast<void>(awaitEndOf(process, 2));
}

std::optional<std::string> CheckedProgram::receive(Part part, double seconds)
{
    for (const auto limit = after(seconds); Steady::now() < limit && !wasInterrupted() && isRunning();) {
        pollfd waiting{socketOf(part), POLLIN, 0};
        if (poll(&waiting, 1, sliceMilliseconds) <= 0)
            continue;
        std::string packet(largestAnswer, '\0');
        const ssize_t count = recv(socketOf(part), packet.data(), packet.size(), MSG_DONTWAIT);
        if (count <= 0)
            return std::nullopt;
        packet.resize(static_cast<std::size_t>(count));
        return packet;
    }
    return std::nullopt;
}

std::optional<pid_t> CheckedProgram::awaitPart(Part part, double seconds)
{
    // What one that was locked still said comes before.
    auto packet = receive(part, seconds);
    while (packet && packet->front() != static_cast<char>(DriveAnswer::Here))
        packet = receive(part, seconds);
    if (!packet)
        return std::nullopt;
    const auto fields = driveFields(*packet);
    return fields.empty() ? std::nullopt
                          : std::optional{static_cast<pid_t>(std::strtol(fields[0].c_str(), nullptr, 10))};
}

bool CheckedProgram::tell(Part part, DriveOrder order, const std::vector<std::string>& fields)
{
    const std::string packet = drivePacket(static_cast<char>(order), fields);
    return send(socketOf(part), packet.data(), packet.size(), MSG_NOSIGNAL) ==
           static_cast<ssize_t>(packet.size());
}

Result<std::vector<std::string>> CheckedProgram::order(Part part, DriveOrder order,
                                                       const std::vector<std::string>& fields)
{
    if (!tell(part, order, fields))
        return failErrno(errno, "an order");
    const auto packet = receive(part, orderSeconds);
    if (!packet)
        return fail(ErrorCode::InputOutput, wasInterrupted() ? "it was ended" : "Lockleaf gave no answer");
    std::vector<std::string> answer = driveFields(*packet);
    if (packet->front() == static_cast<char>(DriveAnswer::Failed))
        return fail(ErrorCode::InputOutput,
                    "this did not come about: " + (answer.empty() ? std::string{"?"} : answer[0]));
    return answer;
}

bool awaitEndOf(pid_t process, double seconds)
{
    for (const auto limit = after(seconds); Steady::now() < limit && !wasInterrupted();) {
        if (!isRunning(process))
            return true;
        waitASlice();
    }
    return !isRunning(process);
}

} // namespace lockleaf::app
