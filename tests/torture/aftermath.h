// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/torture/course.h"

#include <map>

namespace lockleaf::test {

/// How often something was met, by its name.
using Tally = std::map<std::string, std::uint64_t>;

/// Lets the power fail once `point` operations of `course` are done, and looks at what is found: everything
/// acknowledged is there, of what was under way all or nothing, and a verification finds nothing wrong.
/// `seed` decides what of the unsynced reached the disk, whether the power fails again while the vault is
/// opened, and whether it is worked on with afterwards. Returns what is wrong, empty for nothing.
[[nodiscard]] std::string aftermath(const Course& course, const DiskState& then, std::size_t point,
                                    std::uint64_t seed, Tally& tally);

/// The same for a program that was killed when it had acknowledged the step `acknowledged` and perhaps begun
/// the next one, on the file system that is in use now.
[[nodiscard]] std::string aftermathOfKill(const Course& course, std::size_t acknowledged, std::uint64_t seed,
                                          Tally& tally);

} // namespace lockleaf::test
