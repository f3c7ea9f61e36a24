// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/base/clock.h"
#include "core/base/result.h"

#include <chrono>
#include <cstdint>
#include <filesystem>

namespace lockleaf {

/// Wrong ways into a vault that were tried on this computer since they were told last. A lower bound: what
/// Lockleaf saw and could write down.
struct FailedAttempts
{
    std::uint64_t count = 0;
    Timestamp last = 0; ///< When the last one failed; 0 without any.

    bool operator==(const FailedAttempts&) const = default;
};

/// How long to wait after so many in a row: not at all after two, then 1, 2, 4… up to 30 seconds. It slows a
/// person at the keyboard down; whoever has the file is slowed by the key derivation alone.
[[nodiscard]] std::chrono::seconds pauseAfter(std::uint64_t failures);
/// What is left of that pause at `now`, by a clock that somebody may have set since.
[[nodiscard]] std::chrono::milliseconds pauseLeft(const FailedAttempts& attempts, Timestamp now);

/// Writes one more down in the state folder; on the disk when it returns. Slow; for any thread. It is no
/// secret, and nothing proves it: whoever can write to that folder can make the number another one. Errors:
/// those of files; InvalidArgument without a folder.
[[nodiscard]] Result<void> noteFailedAttempt(const std::filesystem::path& stateFolder, const VaultId& vault,
                                             Timestamp now);
/// None where nothing was written, or where what stands there makes no sense.
[[nodiscard]] FailedAttempts failedAttempts(const std::filesystem::path& stateFolder, const VaultId& vault);
/// The person has been told of `told`: those that came after them stay. Errors: those of files.
[[nodiscard]] Result<void> forgetFailedAttempts(const std::filesystem::path& stateFolder,
                                                const VaultId& vault, const FailedAttempts& told);

} // namespace lockleaf
