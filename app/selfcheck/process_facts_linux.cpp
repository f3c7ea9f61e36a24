// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/selfcheck/process_facts.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <string_view>
#include <sys/stat.h>

namespace lockleaf::app {

namespace {

std::string procFolder(pid_t process)
{
    return "/proc/" + std::to_string(process);
}

std::optional<std::string> procFile(pid_t process, const char* name)
{
    std::ifstream file(procFolder(process) + '/' + name, std::ios::binary);
    if (!file)
        return std::nullopt;
    std::string text{std::istreambuf_iterator<char>(file), {}};
    if (file.bad())
        return std::nullopt;
    return text;
}

std::optional<pid_t> processNumber(const std::filesystem::path& folder)
{
    const std::string name = folder.filename().string();
    pid_t number = 0;
    const auto read = std::from_chars(name.data(), name.data() + name.size(), number);
    return read.ec == std::errc{} && read.ptr == name.data() + name.size() ? std::optional{number}
                                                                           : std::nullopt;
}

/// The inodes of the local sockets that the network of this process has.
std::set<std::string> localSockets(pid_t process)
{
    std::set<std::string> inodes;
    std::ifstream list(procFolder(process) + "/net/unix");
    for (std::string line; std::getline(list, line);) {
        std::istringstream words(line);
        const std::vector<std::string> columns{std::istream_iterator<std::string>(words), {}};
        constexpr std::size_t inodeColumn = 6;
        if (columns.size() > inodeColumn)
            inodes.insert(columns[inodeColumn]);
    }
    return inodes;
}

} // namespace

std::vector<pid_t> processAndBelow(pid_t process)
{
    std::vector<std::pair<pid_t, pid_t>> parents;
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator("/proc", ignored)) {
        const auto number = processNumber(entry.path());
        const auto parent = number ? statusField(*number, "PPid") : std::nullopt;
        if (parent)
            parents.emplace_back(*number, static_cast<pid_t>(std::strtol(parent->c_str(), nullptr, 10)));
    }
    std::vector<pid_t> found{process};
    for (std::size_t i = 0; i < found.size(); ++i) {
        for (const auto& [number, parent] : parents) {
            if (parent == found[i])
                found.push_back(number);
        }
    }
    return found;
}

bool isRunning(pid_t process)
{
    const auto state = statusField(process, "State");
    return state && !state->starts_with('Z');
}

std::optional<std::string> statusField(pid_t process, const std::string& name)
{
    std::ifstream status(procFolder(process) + "/status");
    for (std::string line; std::getline(status, line);) {
        if (!line.starts_with(name + ':'))
            continue;
        const std::size_t begin = line.find_first_not_of(" \t", name.size() + 1);
        return begin == std::string::npos ? std::string{} : line.substr(begin);
    }
    return std::nullopt;
}

std::optional<bool> forbidsCoreFiles(pid_t process)
{
    std::ifstream limits(procFolder(process) + "/limits");
    constexpr std::string_view name = "Max core file size";
    for (std::string line; std::getline(limits, line);) {
        if (!line.starts_with(name))
            continue;
        std::istringstream words(line.substr(name.size()));
        std::string soft;
        std::string hard;
        words >> soft >> hard;
        return soft == "0" && hard == "0";
    }
    return std::nullopt;
}

std::optional<bool> isClosedToItsOwner(pid_t process)
{
    struct stat facts = {};
    const auto owner = statusField(process, "Uid");
    if (!owner || owner->starts_with("0\t") || stat((procFolder(process) + "/mem").c_str(), &facts) != 0)
        return std::nullopt;
    return facts.st_uid == 0;
}

std::optional<std::string> commandLineOf(pid_t process)
{
    return procFile(process, "cmdline");
}

std::optional<std::string> environmentOf(pid_t process)
{
    return procFile(process, "environ");
}

std::optional<SocketsOf> socketsOf(pid_t process)
{
    std::error_code refused;
    std::filesystem::directory_iterator descriptors(procFolder(process) + "/fd", refused);
    if (refused)
        return std::nullopt;
    const std::set<std::string> local = localSockets(process);
    SocketsOf sockets;
    for (const auto& descriptor : descriptors) {
        const std::string target = std::filesystem::read_symlink(descriptor.path(), refused).string();
        if (!target.starts_with("socket:["))
            continue;
        const std::string inode = target.substr(8, target.size() - 9);
        ++(local.contains(inode) ? sockets.local : sockets.foreign);
    }
    return sockets;
}

} // namespace lockleaf::app
