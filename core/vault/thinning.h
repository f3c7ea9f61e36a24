// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/sliced_job.h"
#include "core/store/revision_index.h"

#include <chrono>
#include <span>
#include <vector>

namespace lockleaf {

class SealedVault;

/// Which versions of one note fall away at `now`, as indexes into `revisions` (the one kept last first):
/// all of the last 24 hours stay, then the last text of each day for 30 days, then the last of each month.
/// Days and months are those of a place `utcOffset` ahead of UTC. Whoever thins often keeps no other versions
/// than one who thins once.
[[nodiscard]] std::vector<std::size_t> fallingAway(std::span<const RevisionRow> revisions, Timestamp now,
                                                   std::chrono::minutes utcOffset);

/// Vault::makeThinJob: note by note, a transaction for each that has versions to drop.
class ThinJob final : public SlicedJob
{
public:
    /// `vault` must outlive the job.
    ThinJob(SealedVault& vault, std::chrono::minutes utcOffset) : m_vault(vault), m_utcOffset(utcOffset) {}
    Result<bool> runSlice(std::chrono::milliseconds budget, ProgressSink& progress) override;

private:
    [[nodiscard]] Result<bool> step();

    SealedVault& m_vault;
    std::chrono::minutes m_utcOffset;
    RecordId m_after;         ///< The last note that was thinned.
    std::uint64_t m_seen = 0; ///< Versions met so far.
};

} // namespace lockleaf
