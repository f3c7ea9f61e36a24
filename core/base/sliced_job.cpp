// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/sliced_job.h"

namespace lockleaf {

Result<void> runToEnd(SlicedJob& job, const std::stop_token& stop, ProgressSink& progress)
{
    while (true) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled);
        LOCKLEAF_TRY(const bool finished, job.runSlice(SlicedJob::sliceBudget, progress));
        if (finished)
            return {};
    }
}

} // namespace lockleaf
