// SPDX-License-Identifier: GPL-3.0-or-later
// The arguments of lockleaf-cli and of lockleaf, one a line. They are read, and nothing is done of what they
// say: each gives a verb, an answer or a sentence of complaint.
#include "app/cli/parsed_words.h"
#include "app/roles/command_line.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

using namespace lockleaf;
using namespace lockleaf::app;

namespace {

/// As the system hands them over: a NUL ends one, and there are 64 at most here.
std::vector<std::string> argumentsIn(std::string_view text)
{
    std::vector<std::string> found;
    while (!text.empty() && found.size() < 64) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        found.emplace_back(line.substr(0, line.find('\0')));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return found;
}

void readForCli(std::vector<std::string> words)
{
    std::string name = "lockleaf-cli";
    std::vector<char*> pointers{name.data()};
    for (std::string& word : words)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);
    Context context;
    const ParsedWords parsed = parseWords(static_cast<int>(pointers.size() - 1), pointers.data(), context);
    const int set =
        (parsed.run ? 1 : 0) + (parsed.answer.empty() ? 0 : 1) + (parsed.complaint.empty() ? 0 : 1);
    if (set != 1 || parsed.complaint.find('\n') != std::string::npos)
        std::abort();
}

void readForWindow(const std::vector<std::string>& words)
{
    std::vector<const char*> pointers;
    for (const std::string& word : words)
        pointers.push_back(word.c_str());
    const CommandLine asked = readCommandLine(pointers);
    const bool names = asked.vault.empty() || std::ranges::find(words, asked.vault) != words.end();
    if (!names || (asked.kind != CommandLine::Kind::Open && !asked.vault.empty()) ||
        asked.vault.starts_with('-'))
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::vector<std::string> words =
        argumentsIn({reinterpret_cast<const char*>(data), std::min<std::size_t>(size, 2048)});
    readForWindow(words);
    readForCli(words);
    return 0;
}
