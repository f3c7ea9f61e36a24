// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/sliced_job.h"

#include <memory>

namespace lockleaf::ui {

/// A job that keeps alive what it fills: it may end after whoever started it has gone.
class HoldingJob final : public SlicedJob
{
public:
    HoldingJob(std::shared_ptr<void> held, std::unique_ptr<SlicedJob> job)
        : m_held(std::move(held)), m_job(std::move(job))
    {
    }
    Result<bool> runSlice(std::chrono::milliseconds budget, ProgressSink& progress) override
    {
        return m_job->runSlice(budget, progress);
    }

private:
    std::shared_ptr<void> m_held;
    std::unique_ptr<SlicedJob> m_job; ///< Goes first.
};

} // namespace lockleaf::ui
