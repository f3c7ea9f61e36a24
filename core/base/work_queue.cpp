// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/work_queue.h"

#include <utility>

namespace lockleaf {

WorkQueue::WorkQueue() : m_thread([this](const std::stop_token& ending) { run(ending); }) {}

WorkQueue::~WorkQueue()
{
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
    }
    m_thread.request_stop();
    m_wake.notify_all();
    m_thread.join();
}

bool WorkQueue::post(Call call)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_ending)
            return false;
        m_calls.push_back(std::move(call));
    }
    m_wake.notify_one();
    return true;
}

bool WorkQueue::postJob(JobFactory make, std::stop_token stop, ProgressSink& progress, JobDone done)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_ending)
            return false;
        m_jobs.push_back(Job{std::move(make), std::move(stop), &progress, std::move(done), nullptr});
    }
    m_wake.notify_one();
    return true;
}

void WorkQueue::run(const std::stop_token& ending)
{
    std::unique_lock lock(m_mutex);
    while (true) {
        m_wake.wait(lock, ending, [this] { return !m_calls.empty() || !m_jobs.empty(); });
        if (!m_calls.empty()) {
            Call call = std::move(m_calls.front());
            m_calls.pop_front();
            lock.unlock();
            call();
            call = nullptr; // what it captured dies outside the mutex
            lock.lock();
        } else if (ending.stop_requested()) {
            break;
        } else if (!m_jobs.empty()) {
            lock.unlock();
            stepFrontJob();
            lock.lock();
        }
    }
    std::deque<Job> cancelled = std::exchange(m_jobs, {});
    lock.unlock();
    for (Job& job : cancelled) {
        job.running.reset();
        job.done(fail(ErrorCode::Cancelled));
    }
}

void WorkQueue::stepFrontJob()
{
    Job* job = nullptr;
    {
        const std::lock_guard lock(m_mutex);
        job = &m_jobs.front(); // stays put: others only push to the back of the deque
    }
    Result<void> outcome;
    bool finished = true;
    if (job->stop.stop_requested()) {
        outcome = fail(ErrorCode::Cancelled);
    } else if (!job->running) {
        auto made = job->make();
        if (made) {
            job->running = std::move(*made);
            finished = false;
        } else {
            outcome = std::unexpected(std::move(made).error());
        }
    } else {
        auto slice = job->running->runSlice(SlicedJob::sliceBudget, *job->progress);
        if (!slice)
            outcome = std::unexpected(std::move(slice).error());
        else
            finished = *slice;
    }
    if (!finished)
        return;
    Job ended;
    {
        const std::lock_guard lock(m_mutex);
        ended = std::move(m_jobs.front());
        m_jobs.pop_front();
    }
    ended.running.reset();
    ended.done(std::move(outcome));
}

} // namespace lockleaf
