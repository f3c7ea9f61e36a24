// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/sliced_job.h"

#include <memory>

namespace lockleaf::ui {

/// A job together with what it works on and fills, which may be wanted longer than whoever started it: a job
/// can end after the window has forgotten it. Ends with the job, on the vault's thread.
class HeldJob final : public SlicedJob
{
public:
    HeldJob(std::shared_ptr<void> held, std::unique_ptr<SlicedJob> job)
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
