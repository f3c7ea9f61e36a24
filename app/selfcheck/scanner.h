// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/selfcheck/needle_search.h"

#include <cstdint>
#include <filesystem>
#include <set>
#include <span>
#include <string>
#include <sys/types.h>
#include <vector>

namespace lockleaf::app {

/// What one look was at, and what it found.
struct Looked
{
    std::uint64_t items = 0;    ///< Files, processes, lines: what the look was at.
    std::uint64_t bytes = 0;    ///< Read.
    std::uint64_t unread = 0;   ///< Items that could not be read.
    bool cutShort = false;      ///< There was more than it had time for.
    std::set<std::string> hits; ///< "the title in /some/file": what, and where; never the text itself.

    void add(const Looked& other);
};

/// Looks for the words of a canary in bytes, files and processes, in every form that NeedleSearch knows.
/// Stops early where the person ends the check. One thread.
class Scanner
{
public:
    explicit Scanner(std::vector<Needle> needles);

    /// Some octets; `where` is told of a hit.
    void lookAtBytes(std::span<const std::uint8_t> bytes, const std::string& where, Looked& looked);
    void lookAtText(const std::string& text, const std::string& where, Looked& looked);
    /// A regular file, whole. Of a hit its path is told, without the words that stand in it.
    void lookAtFile(const std::filesystem::path& file, Looked& looked);
    /// The name itself.
    void lookAtName(const std::filesystem::path& path, Looked& looked);
    /// All readable memory of a process. False: the kernel gives none of it.
    [[nodiscard]] bool lookAtMemory(pid_t process, const std::string& where, Looked& looked);
    /// What comes out of a descriptor until its end, for `seconds` at most.
    void lookAtStream(int descriptor, const std::string& where, double seconds, Looked& looked);

private:
    void lookAtRange(int descriptor, std::uint64_t begin, std::uint64_t end, const std::string& where,
                     Looked& looked);
    void note(const std::vector<Counts>& counts, const std::string& where, Looked& looked) const;
    [[nodiscard]] std::string withoutWords(std::string path) const;

    NeedleSearch m_search;
    std::vector<std::uint8_t> m_buffer;
};

} // namespace lockleaf::app
