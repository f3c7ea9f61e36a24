// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress_sink.h"
#include "core/base/result.h"

#include <chrono>
#include <stop_token>

namespace lockleaf {

/// Long work on a vault, cut into slices so that a save or a lock overtakes it.
///
/// A job is made, stepped and destroyed on the thread that owns the vault. Between two slices other calls on
/// the same vault may happen; a job meets each note in the version that stands when its turn comes.
/// Destroying an unfinished job leaves nothing half done (temporary files are removed, open batches end).
class SlicedJob
{
public:
    /// What one slice should take at most. It is a goal: a single large note may take longer.
    static constexpr std::chrono::milliseconds sliceBudget{20};

    virtual ~SlicedJob() = default;
    /// Works for about `budget`. True: finished, do not call again. An error ends the job as well.
    virtual Result<bool> runSlice(std::chrono::milliseconds budget, ProgressSink& progress) = 0;
};

/// Runs `job` to its end on this thread; ErrorCode::Cancelled once `stop` asks for it between two slices.
[[nodiscard]] Result<void> runToEnd(SlicedJob& job, const std::stop_token& stop, ProgressSink& progress);

} // namespace lockleaf
