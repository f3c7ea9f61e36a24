// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/work_queue.h"

#include <future>
#include <vector>

#include <QTest>

using namespace lockleaf;

namespace {

/// Finishes after some slices and says when it is stepped and destroyed.
class CountingJob final : public SlicedJob
{
public:
    CountingJob(int slices, std::function<void(int)> atSlice, std::function<void()> atEnd)
        : m_slices(slices), m_atSlice(std::move(atSlice)), m_atEnd(std::move(atEnd))
    {
    }
    ~CountingJob() override { m_atEnd(); }
    Result<bool> runSlice(std::chrono::milliseconds, ProgressSink& progress) override
    {
        m_atSlice(++m_done);
        progress.progressed(static_cast<std::uint64_t>(m_done), static_cast<std::uint64_t>(m_slices));
        return m_done == m_slices;
    }

private:
    int m_slices;
    std::function<void(int)> m_atSlice;
    std::function<void()> m_atEnd;
    int m_done = 0;
};

WorkQueue::JobFactory countingJob(int slices, std::function<void(int)> atSlice, std::function<void()> atEnd)
{
    return [=]() -> Result<std::unique_ptr<SlicedJob>> {
        return std::unique_ptr<SlicedJob>(std::make_unique<CountingJob>(slices, atSlice, atEnd));
    };
}

} // namespace

/// The thread that owns a vault.
class WorkQueueTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void runsCallsInOrder();
    void letsCallsOvertakeJobs();
    void cancelsBetweenSlices();
    void reportsWhatCannotBeMade();
    void endsWithCallsDoneAndJobsCancelled();
    void takesCallsFromManyThreads();
    void runsAJobWithoutAQueue();
};

void WorkQueueTest::runsCallsInOrder()
{
    std::vector<int> order;
    {
        WorkQueue queue;
        for (int i = 0; i < 100; ++i)
            QVERIFY(queue.post([&order, i] { order.push_back(i); }));
    }
    QCOMPARE(order.size(), std::size_t{100});
    QVERIFY(std::is_sorted(order.begin(), order.end()));
}

void WorkQueueTest::letsCallsOvertakeJobs()
{
    std::vector<std::string> order;
    std::promise<void> finished;
    NoProgress progress;
    WorkQueue queue;
    const auto atSlice = [&](int slice) {
        order.push_back("slice " + std::to_string(slice));
        if (slice == 2)
            queue.post([&order] { order.push_back("call"); });
    };
    queue.postJob(countingJob(4, atSlice, [&order] { order.push_back("gone"); }), {}, progress,
                  [&](Result<void> outcome) {
                      order.push_back(outcome ? "done" : "failed");
                      finished.set_value();
                  });
    finished.get_future().wait();
    QCOMPARE(order,
             (std::vector<std::string>{"slice 1", "slice 2", "call", "slice 3", "slice 4", "gone", "done"}));
}

void WorkQueueTest::cancelsBetweenSlices()
{
    std::stop_source stop;
    std::promise<Result<void>> ended;
    NoProgress progress;
    int slices = 0;
    bool gone = false;
    WorkQueue queue;
    const auto atSlice = [&](int slice) {
        slices = slice;
        if (slice == 3)
            stop.request_stop();
    };
    queue.postJob(countingJob(1000, atSlice, [&gone] { gone = true; }), stop.get_token(), progress,
                  [&](Result<void> outcome) { ended.set_value(std::move(outcome)); });
    const auto outcome = ended.get_future().get();
    QVERIFY(!outcome && outcome.error().code == ErrorCode::Cancelled);
    QCOMPARE(slices, 3);
    QVERIFY(gone);
}

void WorkQueueTest::reportsWhatCannotBeMade()
{
    std::promise<Result<void>> ended;
    NoProgress progress;
    WorkQueue queue;
    queue.postJob([]() -> Result<std::unique_ptr<SlicedJob>> { return fail(ErrorCode::DiskFull); }, {},
                  progress, [&](Result<void> outcome) { ended.set_value(std::move(outcome)); });
    const auto outcome = ended.get_future().get();
    QVERIFY(!outcome && outcome.error().code == ErrorCode::DiskFull);
}

void WorkQueueTest::endsWithCallsDoneAndJobsCancelled()
{
    int calls = 0;
    int cancelled = 0;
    int gone = 0;
    NoProgress progress;
    {
        WorkQueue queue;
        std::promise<void> started;
        queue.postJob(countingJob(
                          1 << 30,
                          [&started](int slice) {
                              if (slice == 1)
                                  started.set_value();
                          },
                          [&gone] { ++gone; }),
                      {}, progress, [&](Result<void> outcome) { cancelled += !outcome; });
        queue.postJob(countingJob(
                          1, [](int) {}, [&gone] { ++gone; }),
                      {}, progress, [&](Result<void> outcome) { cancelled += !outcome; });
        started.get_future().wait();
        for (int i = 0; i < 10; ++i)
            queue.post([&calls] { ++calls; });
    }
    QCOMPARE(calls, 10);
    QCOMPARE(cancelled, 2);
    QCOMPARE(gone, 1); // the second was never made
}

void WorkQueueTest::takesCallsFromManyThreads()
{
    int sum = 0; // touched by the queue's thread alone
    {
        WorkQueue queue;
        std::vector<std::jthread> threads;
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([&queue, &sum] {
                for (int i = 0; i < 500; ++i)
                    queue.post([&sum] { ++sum; });
            });
        threads.clear();
    }
    QCOMPARE(sum, 2000);
}

void WorkQueueTest::runsAJobWithoutAQueue()
{
    NoProgress progress;
    int slices = 0;
    CountingJob job(5, [&slices](int slice) { slices = slice; }, [] {});
    QVERIFY(runToEnd(job, {}, progress));
    QCOMPARE(slices, 5);
    std::stop_source stop;
    stop.request_stop();
    CountingJob never(5, [](int) { QFAIL("stepped"); }, [] {});
    const auto outcome = runToEnd(never, stop.get_token(), progress);
    QVERIFY(!outcome && outcome.error().code == ErrorCode::Cancelled);
}

QTEST_GUILESS_MAIN(WorkQueueTest)
#include "work_queue_test.moc"
