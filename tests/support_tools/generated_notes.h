// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace lockleaf::test {

/// One generated note.
struct GeneratedNote
{
    std::string body;
    std::int64_t modified = 0;  ///< Milliseconds since 1970, within five years.
    std::uint32_t notebook = 0; ///< 0 to 39; 0 means none.
};

/// Writes Markdown notes of about 2 KB on average (log-normal sizes, words by Zipf's law, headings, lists,
/// tasks, code, some Cyrillic, Greek and CJK), the same ones for the same seed.
class NoteGenerator
{
public:
    explicit NoteGenerator(std::uint64_t seed);
    [[nodiscard]] GeneratedNote next();
    /// A word as the notes have them: the common ones often.
    [[nodiscard]] const std::string& word();

private:
    [[nodiscard]] double uniform();
    void sentence(std::string& out);
    void block(std::string& out);

    std::mt19937_64 m_random;
    std::vector<std::string> m_words;
    std::vector<double> m_cumulative;
};

} // namespace lockleaf::test
