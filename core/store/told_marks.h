// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"

#include <array>
#include <cstdint>
#include <vector>

namespace lockleaf {

/// Stands for something beside the vault that the person was told of; kept sealed with the settings, so that
/// it is not told again.
using ToldMark = std::array<std::uint8_t, 16>;

/// So many are kept.
constexpr std::size_t mostToldMarks = 64;

/// As they stand in the file: one after the other, strictly ascending. `marks` are that, and not none.
[[nodiscard]] Bytes writeToldMarks(const std::vector<ToldMark>& marks);
[[nodiscard]] bool readToldMarks(ByteView plain, std::vector<ToldMark>& marks);

/// Adds `more`; where there are too many then, those go of which nothing was `seen` just now.
void addToldMarks(std::vector<ToldMark>& marks, const std::vector<ToldMark>& more,
                  const std::vector<ToldMark>& seen);

} // namespace lockleaf
