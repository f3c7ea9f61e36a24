// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/selfcheck/temporary_place.h"

#include <array>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <system_error>
#include <time.h>
#include <unistd.h>

namespace lockleaf::app {

namespace {

constexpr char allIsWell = 'w';

bool isOwnFolder(const std::filesystem::path& path, const Person& person)
{
    struct stat facts = {};
    return stat(path.c_str(), &facts) == 0 && S_ISDIR(facts.st_mode) && facts.st_uid == person.uid;
}

std::filesystem::path folderForVaults(const Person& person)
{
    const std::filesystem::path documents = person.home / "Documents";
    return isOwnFolder(documents, person) ? documents : person.home;
}

/// The desktop's folder in memory, else the one that is given.
std::filesystem::path folderForGivenFiles(const Person& person, const std::filesystem::path& otherwise)
{
    const std::filesystem::path runtime = "/run/user/" + std::to_string(person.uid);
    return isOwnFolder(runtime, person) ? runtime : otherwise;
}

Result<std::filesystem::path> makeFolder(const std::filesystem::path& folder, const char* name)
{
    std::string path = (folder / name).string();
    if (mkdtemp(path.data()) == nullptr)
        return failErrno(errno, "temporary folder");
    return std::filesystem::path{path};
}

/// Programs that are just ending may still write into it.
void removeFolders(const std::filesystem::path& one, const std::filesystem::path& other)
{
    constexpr int mostTries = 25;
    for (int i = 0; i < mostTries; ++i) {
        std::error_code problem;
        std::filesystem::remove_all(one, problem);
        std::filesystem::remove_all(other, problem);
        if (!std::filesystem::exists(one, problem) && !std::filesystem::exists(other, problem))
            return;
        const timespec moment{0, 100'000'000};
        nanosleep(&moment, nullptr);
    }
}

/// The warden's whole life. It has nothing open but the pipe, and no rights but the person's.
[[noreturn]] void watchOver(int pipe, const Person& person, const std::filesystem::path& folder,
                            const std::filesystem::path& given)
{
    setsid(); // Ctrl+C is not for it
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        std::signal(signal, SIG_IGN);
    const int ours = dup2(pipe, STDIN_FILENO);
    close_range(STDERR_FILENO + 1, UINT_MAX, 0);
    close(STDOUT_FILENO);
    close(STDERR_FILENO);
    if (!becomePerson(person))
        _exit(1);
    char word = 0;
    ssize_t count = 0;
    do {
        count = read(ours, &word, 1);
    } while (count < 0 && errno == EINTR);
    if (count != 1 || word != allIsWell) {
        // The keeper was told to end by the kernel, and needs a moment for it.
        const timespec moment{1, 0};
        nanosleep(&moment, nullptr);
        removeFolders(folder, given);
    }
    _exit(0);
}

} // namespace

TemporaryPlace::TemporaryPlace(const Person& person, std::filesystem::path folder,
                               std::filesystem::path given, int warden)
    : m_person(person), m_folder(std::move(folder)), m_given(std::move(given)), m_warden(warden)
{
}

Result<std::unique_ptr<TemporaryPlace>> TemporaryPlace::make(const Person& person)
{
    std::filesystem::path folder;
    std::filesystem::path given;
    {
        const AsPerson asPerson{person};
        LOCKLEAF_TRY(folder, makeFolder(folderForVaults(person), "lockleaf-check-XXXXXX"));
        LOCKLEAF_TRY(given, makeFolder(folderForGivenFiles(person, folder), ".lockleaf-given-XXXXXX"));
    }
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0)
        return failErrno(errno, "pipe");
    const pid_t first = fork();
    if (first == 0) {
        close(ends[1]);
        if (fork() != 0)
            _exit(0); // so that the check is not its parent, and has nothing to wait for
        watchOver(ends[0], person, folder, given);
    }
    close(ends[0]);
    if (first < 0)
        return failErrno(errno, "fork");
    waitpid(first, nullptr, 0);
    return std::unique_ptr<TemporaryPlace>(new TemporaryPlace(person, folder, given, ends[1]));
}

TemporaryPlace::~TemporaryPlace()
{
    {
        const AsPerson asPerson{m_person};
        std::error_code ignored;
        if (m_kept)
            std::filesystem::remove_all(m_given, ignored);
        else
            removeFolders(m_folder, m_given);
    }
    if (write(m_warden, &allIsWell, 1) != 1)
        m_kept = false; // it has gone before, and removes nothing any more
    close(m_warden);
}

} // namespace lockleaf::app
