// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace lockleaf::app {

/// How one look ended.
enum class Outcome {
    Clean,     ///< Nothing was there, as it is promised.
    Found,     ///< Something is there that must not be.
    NotLooked, ///< It could not be looked at here, and that is told.
    Control,   ///< What had to be found was found.
    Unproven,  ///< What had to be found was not: the other rows prove nothing.
};

/// One row of the table.
struct Row
{
    std::string what;   ///< "The lock screen's memory".
    std::string looked; ///< "142 MiB".
    Outcome outcome = Outcome::Clean;
    std::string words;                     ///< "nothing".
    std::vector<std::string> details = {}; ///< What was found where: a line each below the row.
};

/// The rows of a check as a table for people, at most 80 characters wide, and what follows from all of them.
class ReportTable
{
public:
    /// A line over the rows that follow: "After Ctrl+L".
    [[nodiscard]] static std::string heading(const std::string& words);
    /// The lines of a row; long words go on below.
    [[nodiscard]] static std::string lines(const Row& row);

    void add(const Row& row) { m_rows.push_back(row); }
    /// The check could not be carried through; the reason in plain English.
    void giveUp(std::string reason) { m_gaveUp = std::move(reason); }

    /// 0: all clean; 1: something was found; 2: it could not be done or cannot be judged.
    [[nodiscard]] int exitCode() const;
    /// One sentence or two. `byRoot`: root looked.
    [[nodiscard]] std::string summary(bool byRoot) const;

private:
    [[nodiscard]] std::size_t count(Outcome outcome) const;

    std::vector<Row> m_rows;
    std::string m_gaveUp;
};

/// Words in lines of at most `width` characters. What has no blank is cut.
[[nodiscard]] std::vector<std::string> wrapped(const std::string& words, std::size_t width);

/// "1 file", "2,345 files".
[[nodiscard]] std::string countedWords(std::uint64_t count, const std::string& one, const std::string& many);
/// "12 KiB", "3.4 MiB".
[[nodiscard]] std::string sizeWords(std::uint64_t bytes);

} // namespace lockleaf::app
