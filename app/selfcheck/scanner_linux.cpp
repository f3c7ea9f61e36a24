// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/selfcheck/scanner.h"

#include "app/selfcheck/interruption.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <fstream>
#include <poll.h>
#include <sstream>
#include <sys/stat.h>
#include <unistd.h>

namespace lockleaf::app {

namespace {

constexpr std::size_t scannedAtOnce = std::size_t{4} << 20;

struct MemoryRange
{
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
};

/// The readable mappings of a process; neighbours are one range, so that a text over their border is found.
std::vector<MemoryRange> readableMappings(pid_t process)
{
    std::vector<MemoryRange> ranges;
    std::ifstream maps("/proc/" + std::to_string(process) + "/maps");
    for (std::string line; std::getline(maps, line);) {
        std::istringstream words(line);
        MemoryRange range;
        char dash = 0;
        std::string rights;
        words >> std::hex >> range.begin >> dash >> range.end >> rights;
        if (rights.empty() || rights[0] != 'r' || line.find("[vvar") != std::string::npos ||
            line.find("[vsyscall]") != std::string::npos)
            continue;
        if (!ranges.empty() && ranges.back().end == range.begin)
            ranges.back().end = range.end;
        else
            ranges.push_back(range);
    }
    return ranges;
}

std::size_t readAt(int descriptor, std::uint64_t position, std::span<std::uint8_t> buffer)
{
    std::size_t have = 0;
    while (have < buffer.size()) {
        const ssize_t got = pread(descriptor, buffer.data() + have, buffer.size() - have,
                                  static_cast<off_t>(position + have));
        if (got < 0 && errno == EINTR && !wasInterrupted())
            continue;
        if (got <= 0)
            break;
        have += static_cast<std::size_t>(got);
    }
    return have;
}

} // namespace

void Looked::add(const Looked& other)
{
    items += other.items;
    bytes += other.bytes;
    unread += other.unread;
    cutShort = cutShort || other.cutShort;
    hits.insert(other.hits.begin(), other.hits.end());
}

Scanner::Scanner(std::vector<Needle> needles) : m_search(std::move(needles)) {}

void Scanner::note(const std::vector<Counts>& counts, const std::string& where, Looked& looked) const
{
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (std::ranges::any_of(counts[i], [](std::uint64_t count) { return count != 0; }))
            looked.hits.insert(m_search.needles()[i].label + " in " + where);
    }
}

std::string Scanner::withoutWords(std::string path) const
{
    for (const Needle& needle : m_search.needles()) {
        const std::string word(needle.text.begin(), needle.text.end());
        for (std::size_t at = path.find(word); at != std::string::npos; at = path.find(word))
            path.replace(at, word.size(), "…");
    }
    return path;
}

void Scanner::lookAtBytes(std::span<const std::uint8_t> bytes, const std::string& where, Looked& looked)
{
    std::vector<Counts> counts;
    m_search.count(bytes, bytes.size(), counts);
    looked.bytes += bytes.size();
    note(counts, where, looked);
}

void Scanner::lookAtText(const std::string& text, const std::string& where, Looked& looked)
{
    lookAtBytes({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}, where, looked);
}

void Scanner::lookAtRange(int descriptor, std::uint64_t begin, std::uint64_t end, const std::string& where,
                          Looked& looked)
{
    std::vector<Counts> counts;
    const std::size_t overlap = m_search.longestMatch();
    for (std::uint64_t at = begin; at < end && !wasInterrupted(); at += scannedAtOnce) {
        m_buffer.resize(static_cast<std::size_t>(std::min<std::uint64_t>(scannedAtOnce + overlap, end - at)));
        const std::size_t have = readAt(descriptor, at, m_buffer);
        if (have == 0)
            break;
        looked.bytes += std::min(have, scannedAtOnce);
        m_search.count(std::span(m_buffer).first(have), scannedAtOnce, counts);
    }
    std::fill(m_buffer.begin(), m_buffer.end(), std::uint8_t{0});
    note(counts, where, looked);
}

void Scanner::lookAtFile(const std::filesystem::path& file, Looked& looked)
{
    ++looked.items;
    // Not blocking, and only regular files: a pipe in a temporary folder must not hold the check up.
    const int descriptor = open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW);
    struct stat facts = {};
    if (descriptor < 0 || fstat(descriptor, &facts) != 0) {
        looked.unread += errno == ENOENT ? 0 : 1; // gone meanwhile
    } else if (S_ISREG(facts.st_mode)) {
        lookAtRange(descriptor, 0, static_cast<std::uint64_t>(facts.st_size), withoutWords(file.string()),
                    looked);
    }
    if (descriptor >= 0)
        close(descriptor);
}

void Scanner::lookAtName(const std::filesystem::path& path, Looked& looked)
{
    lookAtText(path.filename().string(), "the name of a file in " + withoutWords(path.parent_path().string()),
               looked);
}

bool Scanner::lookAtMemory(pid_t process, const std::string& where, Looked& looked)
{
    const int memory = open(("/proc/" + std::to_string(process) + "/mem").c_str(), O_RDONLY | O_CLOEXEC);
    if (memory < 0)
        return false;
    const std::uint64_t before = looked.bytes;
    for (const MemoryRange& range : readableMappings(process))
        lookAtRange(memory, range.begin, range.end, where, looked);
    close(memory);
    ++looked.items;
    return looked.bytes > before;
}

void Scanner::lookAtStream(int descriptor, const std::string& where, double seconds, Looked& looked)
{
    using Clock = std::chrono::steady_clock;
    const auto end =
        Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
    std::vector<std::uint8_t> text;
    while (!wasInterrupted()) {
        pollfd waiting{descriptor, POLLIN, 0};
        constexpr int slice = 100; // milliseconds
        std::vector<std::uint8_t> piece(65'536);
        if (poll(&waiting, 1, slice) > 0) {
            const ssize_t got = read(descriptor, piece.data(), piece.size());
            if (got <= 0)
                break;
            text.insert(text.end(), piece.begin(), piece.begin() + got);
        }
        if (Clock::now() > end || text.size() > (std::size_t{64} << 20)) {
            looked.cutShort = true;
            break;
        }
    }
    looked.items += static_cast<std::uint64_t>(std::ranges::count(text, std::uint8_t{'\n'}));
    lookAtBytes(text, where, looked);
}

} // namespace lockleaf::app
