// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/window_speed/frame_clock.h"

#include <QEventLoop>
#include <QThread>

#include <algorithm>
#include <ctime>
#include <thread>

namespace lockleaf::test {

namespace {

double threadCpuMilliseconds()
{
    std::timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

} // namespace

void FrameClock::watch(std::vector<const QObject*> widgets, std::function<void()> painted)
{
    m_watched = std::move(widgets);
    m_painted = std::move(painted);
}

void FrameClock::beginFrames()
{
    m_frames.clear();
    m_current = {};
    m_cpuBefore = threadCpuMilliseconds();
}

void FrameClock::endFrame()
{
    const double cpu = threadCpuMilliseconds();
    m_current.cpu = cpu - m_cpuBefore;
    m_frames.push_back(m_current);
    m_current = {};
    m_hasPainted = false;
    if (m_painted)
        m_painted();
    m_cpuBefore = threadCpuMilliseconds(); // what the watcher did is not the program's
}

bool FrameClock::notify(QObject* receiver, QEvent* event)
{
    if (QThread::currentThread() != thread())
        return QApplication::notify(receiver, event);
    if (event->type() == QEvent::Paint && std::ranges::find(m_watched, receiver) != m_watched.end())
        m_hasPainted = true;
    ++m_depth;
    const auto begin = std::chrono::steady_clock::now();
    const bool handled = QApplication::notify(receiver, event);
    if (--m_depth == 0) {
        const auto took = std::chrono::steady_clock::now() - begin;
        m_current.wall += std::chrono::duration<double, std::milli>(took).count();
        if (m_hasPainted)
            endFrame();
    }
    return handled;
}

void play(std::vector<Step> steps)
{
    QEventLoop loop;
    const std::jthread hand([&] {
        auto time = std::chrono::steady_clock::now();
        for (const Step& step : steps) {
            time += step.pause;
            std::this_thread::sleep_until(time); // the pace of a hand: there is nothing to wait for
            step.act(time);
        }
        QMetaObject::invokeMethod(&loop, &QEventLoop::quit, Qt::QueuedConnection);
    });
    loop.exec();
}

} // namespace lockleaf::test
