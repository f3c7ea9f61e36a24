// SPDX-License-Identifier: GPL-3.0-or-later
// memory_scan [--pid N]… [--unlocked-pid N]… [--file PATH]…: counts needles in every readable mapping of
// processes, and in files; with --unlocked-pid in all but those that are locked (VmFlags "lo").
//
// Needles come on standard input (needle_lines.h). Output, a line each:
//   read SOURCE BYTES MAPPINGS UNREADABLE
//   hit SOURCE LABEL ENCODING COUNT          (only where COUNT is not 0)
// SOURCE is pid:N or file:NUMBER, the NUMBERth --file from 0 on. Exit code 0 when everything was read, 3 when
// a process or a file could not be opened, 2 for wrong usage. Reading another process needs ptrace rights to
// it.
#include "tests/support_tools/needle_lines.h"

#include <algorithm>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <iostream>
#include <sstream>
#include <sys/stat.h>
#include <unistd.h>

namespace {

using namespace lockleaf::test;

constexpr std::size_t chunkBytes = std::size_t{16} << 20;

struct Range
{
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
};

struct Totals
{
    std::uint64_t bytes = 0;
    std::uint64_t mappings = 0;
    std::uint64_t unreadable = 0;
    std::vector<Counts> counts;
};

/// Fills `buffer` from `position`; the number of bytes that could be read.
std::size_t readAt(int descriptor, std::uint64_t position, std::span<std::uint8_t> buffer)
{
    std::size_t have = 0;
    while (have < buffer.size()) {
        const ssize_t got = pread(descriptor, buffer.data() + have, buffer.size() - have,
                                  static_cast<off_t>(position + have));
        if (got <= 0)
            break;
        have += static_cast<std::size_t>(got);
    }
    return have;
}

void scanRange(int descriptor, Range range, const NeedleSearch& search, Totals& totals)
{
    static std::vector<std::uint8_t> buffer;
    const std::size_t overlap = search.longestMatch();
    ++totals.mappings;
    for (std::uint64_t at = range.begin; at < range.end; at += chunkBytes) {
        const std::uint64_t wanted = std::min<std::uint64_t>(chunkBytes + overlap, range.end - at);
        buffer.resize(static_cast<std::size_t>(wanted));
        const std::size_t have = readAt(descriptor, at, buffer);
        if (have == 0) {
            ++totals.unreadable;
            return;
        }
        totals.bytes += std::min(have, chunkBytes);
        search.count(std::span(buffer).first(have), chunkBytes, totals.counts);
    }
}

bool isReadable(const std::string& rights, const std::string& line)
{
    return !rights.empty() && rights[0] == 'r' && line.find("[vvar") == std::string::npos &&
           line.find("[vsyscall]") == std::string::npos;
}

/// The readable mappings of a process that are not locked, from /proc/PID/smaps.
std::vector<Range> unlockedRanges(const std::string& pid)
{
    std::vector<Range> ranges;
    std::ifstream smaps("/proc/" + pid + "/smaps");
    bool listed = false;
    for (std::string line; std::getline(smaps, line);) {
        std::istringstream words(line);
        Range range;
        char dash = 0;
        std::string rights;
        if (words >> std::hex >> range.begin >> dash >> range.end >> rights && dash == '-') {
            listed = isReadable(rights, line);
            if (listed)
                ranges.push_back(range);
        } else if (listed && line.starts_with("VmFlags:") && (line + " ").find(" lo ") != std::string::npos) {
            ranges.pop_back();
        }
    }
    return ranges;
}

/// The readable mappings of a process; neighbours are one range, so that a text over their border is found.
std::vector<Range> readableRanges(const std::string& pid)
{
    std::vector<Range> ranges;
    std::ifstream maps("/proc/" + pid + "/maps");
    for (std::string line; std::getline(maps, line);) {
        std::istringstream words(line);
        Range range;
        char dash = 0;
        std::string rights;
        words >> std::hex >> range.begin >> dash >> range.end >> rights;
        if (!isReadable(rights, line))
            continue;
        if (!ranges.empty() && ranges.back().end == range.begin)
            ranges.back().end = range.end;
        else
            ranges.push_back(range);
    }
    return ranges;
}

bool scanProcess(const std::string& pid, bool locked, const NeedleSearch& search, Totals& totals)
{
    const int memory = open(("/proc/" + pid + "/mem").c_str(), O_RDONLY | O_CLOEXEC);
    const std::vector<Range> ranges = locked ? readableRanges(pid) : unlockedRanges(pid);
    if (memory < 0 || ranges.empty())
        return false;
    for (const Range& range : ranges)
        scanRange(memory, range, search, totals);
    close(memory);
    return totals.bytes > 0;
}

bool scanFile(const std::string& path, const NeedleSearch& search, Totals& totals)
{
    // Not blocking, and only regular files: a pipe in a temporary folder must not hold the scan up.
    const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    struct stat facts{};
    if (file < 0 || fstat(file, &facts) != 0)
        return false;
    if (S_ISREG(facts.st_mode) && facts.st_size > 0)
        scanRange(file, {0, static_cast<std::uint64_t>(facts.st_size)}, search, totals);
    close(file);
    return true;
}

void report(const std::string& source, const std::vector<Needle>& needles, const Totals& totals)
{
    std::cout << "read " << source << ' ' << totals.bytes << ' ' << totals.mappings << ' '
              << totals.unreadable << '\n';
    for (std::size_t i = 0; i < needles.size(); ++i) {
        for (std::size_t k = 0; k < encodingCount; ++k) {
            if (totals.counts[i][k] != 0)
                std::cout << "hit " << source << ' ' << needles[i].label << ' ' << encodingNames[k] << ' '
                          << totals.counts[i][k] << '\n';
        }
    }
}

} // namespace

int main(int argc, char** argv)
{
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    auto needles = readNeedles(std::cin);
    if (!needles || needles->empty() || arguments.empty() || arguments.size() % 2 != 0) {
        std::cerr << "memory_scan [--pid N]... [--file PATH]... with needles on standard input\n";
        return 2;
    }
    const NeedleSearch search(std::move(*needles));
    int code = 0;
    int files = 0;
    for (std::size_t i = 0; i < arguments.size(); i += 2) {
        Totals totals;
        totals.counts.resize(search.needles().size());
        const bool unlocked = arguments[i] == "--unlocked-pid";
        const bool process = unlocked || arguments[i] == "--pid";
        const std::string source = process ? "pid:" + arguments[i + 1] : "file:" + std::to_string(files++);
        if (!(process ? scanProcess(arguments[i + 1], !unlocked, search, totals)
                      : scanFile(arguments[i + 1], search, totals))) {
            std::cerr << "cannot read " << source << '\n';
            code = 3;
        }
        report(source, search.needles(), totals);
    }
    return code;
}
