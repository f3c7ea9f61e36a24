// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/paper_thread.h"

#include <QCoreApplication>
#include <QThread>

#include <condition_variable>
#include <mutex>

namespace lockleaf::ui {

/// What outlives the owner while the thread still works.
struct PaperThread::Shared
{
    std::mutex mutex; // guards what stands below it
    std::condition_variable changed;
    Work work;
    bool busy = false;
    bool ended = false;
    std::stop_source stop;

    void run()
    {
        std::unique_lock lock(mutex);
        while (true) {
            changed.wait(lock, [this] { return ended || work; });
            if (ended)
                return;
            Work next = std::exchange(work, nullptr);
            lock.unlock();
            next(stop.get_token());
            next = nullptr; // what it owned goes before somebody is told
            lock.lock();
            busy = false;
            changed.notify_all();
        }
    }
};

PaperThread::PaperThread() : m_shared(std::make_shared<Shared>())
{
    QThread* const thread = QThread::create([shared = m_shared] { shared->run(); });
    // The owner's thread may have no event loop that would delete it.
    thread->moveToThread(QCoreApplication::instance()->thread());
    QObject::connect(thread, &QThread::finished, thread, &QObject::deleteLater);
    thread->start();
}

PaperThread::~PaperThread()
{
    m_shared->stop.request_stop();
    const std::lock_guard lock(m_shared->mutex);
    m_shared->ended = true;
    m_shared->work = nullptr;
    m_shared->changed.notify_all();
}

void PaperThread::begin(Work work)
{
    const std::lock_guard lock(m_shared->mutex);
    m_shared->work = std::move(work);
    m_shared->busy = true;
    m_shared->changed.notify_all();
}

bool PaperThread::waitUntil(std::chrono::steady_clock::time_point end)
{
    std::unique_lock lock(m_shared->mutex);
    return m_shared->changed.wait_until(lock, end, [this] { return !m_shared->busy; });
}

} // namespace lockleaf::ui
