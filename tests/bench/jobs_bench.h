// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vaultfile/vault_info.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

namespace lockleaf::test {

/// A vault of generated notes that the benchmarks open, each for itself.
struct BenchVault
{
    std::filesystem::path file;
    const UnlockedKey& key;
    std::uint64_t notes = 0;
};

/// Saves of one note after the other as the window makes them, while each of the long jobs runs on the same
/// queue: from the order to the answer. Where a job ends before there are figures enough it begins anew.
void benchSavesBesideJobs(const BenchVault& vault);

/// An archive of all notes beside `tar` through `age` over the same notes as files, then one of a large file.
/// Both for a recipient, so that no password is derived. Reading back, which the reference does not do, is
/// told apart. Says so where there is no age.
void benchArchives(const BenchVault& vault, std::uint64_t largeFile);

} // namespace lockleaf::test
