// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <initializer_list>

namespace lockleaf {

// A vault that is being made has another name until it is whole: `.NAME.`, 12 random digits, `.new`. Whoever
// makes it holds it by its lock.

/// Such a name for `target`, another one each time.
[[nodiscard]] std::filesystem::path unfinishedName(const std::filesystem::path& target);

/// Removes what is left where the making of one of `targets`, all in one folder, was cut short: regular files
/// of such a name that are no larger than a vault without a note, hold nothing yet or begin as a vault does,
/// and that nobody holds; with their logs. What cannot be looked at or removed stays.
void sweepUnfinished(std::initializer_list<std::filesystem::path> targets);

} // namespace lockleaf
