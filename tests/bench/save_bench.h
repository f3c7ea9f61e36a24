// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/jobs_bench.h"

namespace lockleaf::test {

/// Durable saves of notes of about 2 KB, ours and the reference's (a file that importing has made) in turn:
/// of a note whose text and title are replaced by others, and of a note in which somebody is typing. The
/// first save of an old note also keeps what it said before as a version: that is measured by itself, and
/// before. Tells what the budget of a save is made of: octets that go to the log, and what the disk takes for
/// so many alone.
void benchSaves(const BenchVault& vault, const std::filesystem::path& plain);

} // namespace lockleaf::test
