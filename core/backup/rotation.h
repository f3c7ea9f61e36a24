// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/backup/generation.h"

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>

namespace lockleaf {

/// What decides about one proven generation. In a row of them the order is that of their making, which clocks
/// that jump do not change.
struct KeptGeneration
{
    Timestamp made = 0;
    BackupReason reason = BackupReason::Scheduled;
    std::uint64_t notes = 0; ///< Living ones.
    std::uint64_t textBytes = 0;
    std::uint64_t fileBytes = 0;
    bool accepted = false; ///< A person said of this one that it may be as small as it is.
};

/// How many generations of each kind stay: of the last so many hours, days, weeks and months in which one was
/// made, the last of each. Counted by generations and not by the clock: a jump of it ages nothing.
struct RotationCounts
{
    std::size_t hours = 24;
    std::size_t days = 7;
    std::size_t weeks = 5;
    std::size_t months = 12;
};

/// How long those stay that were made before a change of keys, a migration or a large deletion: so long at
/// least by every generation made since and before the newest, and for `apartDays` days with generations.
constexpr std::chrono::days apartFor{90};
constexpr std::size_t apartDays = 8;
/// Of those before large deletions at least so many of the last ones; older ones rotate as others do.
constexpr std::size_t mostBeforeDeletions = 10;

/// Whether going from `before` to `now` is a sudden shrink: by a quarter and more, and by 10 notes, 16 KiB of
/// text, or 1 MiB of files at the least; or to nothing.
[[nodiscard]] bool isSuddenShrink(const KeptGeneration& before, const KeptGeneration& now);

/// The index of the last generation that a shrink holds, with all before it; nothing: none. Each one is
/// compared with the one before it and with those made within a day before it, after the last accepted one.
struct HeldGenerations
{
    std::size_t last = 0;   ///< Held with all before it.
    std::size_t shrunk = 0; ///< The first that shows the shrink.
};
[[nodiscard]] std::optional<HeldGenerations> heldBack(std::span<const KeptGeneration> generations);

/// Which one generation falls away now that the last of `generations` was made and proven; nothing: none. The
/// last one never does. One run takes away one at most. Days begin at midnight, weeks on Monday, as they are
/// `utcOffset` ahead of UTC. Pure.
[[nodiscard]] std::optional<std::size_t> fallsAway(std::span<const KeptGeneration> generations,
                                                   std::chrono::minutes utcOffset,
                                                   const RotationCounts& counts = {});

/// So many notes deleted for good at once are a large deletion.
constexpr std::uint64_t largeDeletion = 10;
/// Whether a backup is to be made before `notes` notes are deleted for good: a large deletion, and the
/// settings want backups. Pure.
[[nodiscard]] inline bool isBackupWantedBefore(const VaultSettings& settings, std::uint64_t notes)
{
    return settings.backups && notes >= largeDeletion;
}

/// Whether a backup is due on schedule: something changed since the last proven one, and that was made
/// `backupMinutes` ago or more (or later than now, as after a clock that was wrong). Pure.
[[nodiscard]] bool isBackupDue(const VaultSettings& settings, const BackupListing& listing,
                               std::uint64_t presentEpoch, Timestamp now);

} // namespace lockleaf
