// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace lockleaf {

/// A piece of two texts that were compared.
struct DiffPiece
{
    enum class Kind { Same, Removed, Added };
    Kind kind = Kind::Same;
    std::string_view text; ///< Of the text before for Same and Removed, of the one after for Added.

    bool operator==(const DiffPiece&) const = default;
};

/// How much work a comparison may be. Beyond it the answer is still right, but coarser.
struct DiffLimits
{
    std::size_t mostUnits = std::size_t{1} << 20;     ///< Lines, or words of one change, in both texts.
    std::size_t mostSteps = std::size_t{1} << 25;     ///< About a third of a second.
    std::size_t mostWordBytes = std::size_t{1} << 16; ///< A change of more bytes is not looked at by words.
};

/// What changed from `before` to `after`: by lines, and within changed lines by words.
///
/// Same and Removed in a row are `before`, Same and Added are `after`, octet by octet; what was removed comes
/// before what was added in its place, no piece is empty, and no two of a kind follow each other. Valid UTF-8
/// is not cut within a character. Pure; the pieces are views into the two texts. Memory is linear in the
/// number of lines, and so is time but for the steps that `limits` allows.
[[nodiscard]] std::vector<DiffPiece> diffTexts(std::string_view before, std::string_view after,
                                               const DiffLimits& limits = {});

} // namespace lockleaf
