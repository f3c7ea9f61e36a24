// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support_tools/generated_notes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace lockleaf::test {

namespace {

constexpr std::size_t vocabulary = 20'000;
constexpr std::array<const char*, 24> syllables{"ta", "ri",  "no",  "mel", "ka", "su",  "ven", "do",
                                                "la", "per", "mi",  "tor", "es", "qui", "ban", "che",
                                                "lo", "fra", "gen", "us",  "ha", "win", "der", "sol"};
constexpr std::array<const char*, 12> foreign{"заметка", "город", "вечером", "λόγος", "θάλασσα", "φίλος",
                                              "日本語",  "笔记",  "東京",    "노트",  "café",    "Straße"};

} // namespace

NoteGenerator::NoteGenerator(std::uint64_t seed) : m_random(seed)
{
    std::mt19937_64 letters(20'240'601); // the vocabulary is the same for every seed
    double sum = 0;
    for (std::size_t rank = 1; rank <= vocabulary; ++rank) {
        std::string made;
        if (letters() % 40 == 0) {
            made = foreign.at(letters() % foreign.size());
        } else {
            for (std::size_t parts = 1 + letters() % 4; parts > 0; --parts)
                made += syllables.at(letters() % syllables.size());
        }
        m_words.push_back(std::move(made));
        sum += 1.0 / static_cast<double>(rank);
        m_cumulative.push_back(sum);
    }
}

double NoteGenerator::uniform()
{
    // Not std::uniform_real_distribution, whose values the standard leaves open.
    return static_cast<double>(m_random() >> 11) * 0x1.0p-53;
}

const std::string& NoteGenerator::word()
{
    const auto at =
        std::lower_bound(m_cumulative.begin(), m_cumulative.end(), uniform() * m_cumulative.back());
    return m_words.at(std::min(static_cast<std::size_t>(at - m_cumulative.begin()), vocabulary - 1));
}

void NoteGenerator::sentence(std::string& out)
{
    for (std::size_t words = 4 + m_random() % 14; words > 0; --words) {
        const std::uint64_t dress = m_random() % 60;
        const std::string& text = word();
        if (dress == 0)
            out += "**" + text + "**";
        else if (dress == 1)
            out += "[" + text + "](https://example.org/" + text + ")";
        else
            out += text;
        out += words == 1 ? ". " : " ";
    }
}

void NoteGenerator::block(std::string& out)
{
    const std::uint64_t kind = m_random() % 12;
    if (kind == 0) {
        out += "## " + word() + " " + word() + "\n\n";
    } else if (kind <= 2) {
        for (std::size_t items = 2 + m_random() % 5; items > 0; --items) {
            out += kind == 1 ? "- " : m_random() % 2 == 0 ? "- [ ] " : "- [x] ";
            out += word() + " " + word() + " " + word() + "\n";
        }
        out += "\n";
    } else if (kind == 3) {
        out += "```\n" + word() + "(" + word() + ");\n```\n\n";
    } else {
        for (std::size_t sentences = 1 + m_random() % 4; sentences > 0; --sentences)
            sentence(out);
        out += "\n\n";
    }
}

GeneratedNote NoteGenerator::next()
{
    GeneratedNote note;
    // Box and Muller's normal value; e^(6.9 + 1.15 n) has a mean of about 2 KB and a long tail.
    const double radius = std::sqrt(-2 * std::log(1 - uniform()));
    const double normal = radius * std::cos(2 * std::numbers::pi * uniform());
    const auto size = static_cast<std::size_t>(std::clamp(std::exp(6.9 + 1.15 * normal), 20.0, 200'000.0));
    note.body = "# ";
    for (std::size_t words = 2 + m_random() % 5; words > 0; --words)
        note.body += word() + (words == 1 ? "\n\n" : " ");
    while (note.body.size() < size)
        block(note.body);
    note.modified = 1'577'836'800'000 + static_cast<std::int64_t>(m_random() % 157'766'400'000);
    note.notebook = static_cast<std::uint32_t>(m_random() % 40);
    return note;
}

} // namespace lockleaf::test
