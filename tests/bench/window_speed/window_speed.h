// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/window_speed/frame_clock.h"
#include "tests/ui/search_fixture.h"

#include <filesystem>
#include <optional>

namespace lockleaf::test {

/// A word that stands in every other note, one in a hundred notes and one in a single note.
inline constexpr const char* halfWord = "bluebottle";
inline constexpr const char* hundredWord = "quincunx";
inline constexpr const char* singleWord = "zugzwang";

/// What all parts of the program share.
struct Measured
{
    FrameClock& clock;
    std::filesystem::path vault;
    std::uint64_t notes = 0;
    int words = 0; ///< Typed of those that the generator picks.
    bool failed = false;

    [[nodiscard]] std::unique_ptr<Vault> open() const;
    /// Prints a JSON line: how many, median, 95th percentile, greatest.
    void print(const char* what, const QString& kind, std::vector<double> milliseconds) const;
    void print(const char* what, const QString& kind, const std::vector<Frame>& frames, qint64 blank) const;
    /// Prints a sentence and remembers that something does not hold.
    void fail(const QString& sentence);
};

/// The rows that are seen at least in part.
[[nodiscard]] std::vector<int> seenRows(const ui::NoteListView& view);
/// Whether all of them have been read, with what was found in them.
[[nodiscard]] bool isComplete(const ui::NoteListView& view, const ui::ListRows& rows, bool withExcerpts);
/// Waits until the window has nothing more to do that shows; false: it never came to an end.
[[nodiscard]] bool settle(const ui::NoteListView& view, const ui::ListRows& rows, bool withExcerpts = false);
/// Waits until it has painted its first list and searched.
[[nodiscard]] bool waitUntilReady(SearchedWindow& shown);

/// Each prints its figures.
void measureTyping(Measured& measured);
void measureScrolling(Measured& measured, SearchedWindow& shown);
void watchSaves(Measured& measured, SearchedWindow& shown);

} // namespace lockleaf::test
