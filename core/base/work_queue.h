// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/sliced_job.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

namespace lockleaf {

/// One thread with a queue of calls and, behind them, long jobs that run slice by slice whenever no call
/// waits.
///
/// Thread-safe. Calls run in the order they were posted; a job waits for every call posted before each slice,
/// so that a save or a lock overtakes it. Standard library only, so that ThreadSanitizer sees all of it.
class WorkQueue
{
public:
    using Call = std::function<void()>;
    /// Makes the job on the queue's thread, when its turn comes.
    using JobFactory = std::function<Result<std::unique_ptr<SlicedJob>>()>;
    /// Told once how a job ended, on the queue's thread.
    using JobDone = std::function<void(Result<void>)>;

    WorkQueue();
    /// Runs the calls still waiting, cancels jobs (their JobDone hears ErrorCode::Cancelled), joins the
    /// thread.
    ~WorkQueue();
    WorkQueue(const WorkQueue&) = delete;
    WorkQueue& operator=(const WorkQueue&) = delete;

    /// Queues `call`. Refused (false) once the queue is ending.
    bool post(Call call);
    /// Queues a job behind the jobs already there. `progress` must outlive the job's end.
    bool postJob(JobFactory make, std::stop_token stop, ProgressSink& progress, JobDone done);

private:
    struct Job
    {
        JobFactory make;
        std::stop_token stop;
        ProgressSink* progress = nullptr;
        JobDone done;
        std::unique_ptr<SlicedJob> running;
    };

    void run(const std::stop_token& ending);
    void stepFrontJob();

    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::deque<Call> m_calls;
    std::deque<Job> m_jobs; // the front one is touched by the thread only, without the mutex
    bool m_ending = false;
    std::jthread m_thread; // last: starts when everything above stands
};

} // namespace lockleaf
