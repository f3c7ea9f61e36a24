// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>

#include <chrono>
#include <functional>
#include <vector>

namespace lockleaf::test {

/// What the GUI thread did from one painting to the next, in milliseconds.
struct Frame
{
    double wall = 0; ///< In events, by the clock; what it slept between them is not counted.
    double cpu = 0;  ///< Of the processor, in events or not.
};

/// An application that knows what its GUI thread takes: it times the handling of every event, with all that
/// is painted and sent to the screen meanwhile. GUI thread only.
class FrameClock : public QApplication
{
public:
    using QApplication::QApplication;

    /// Of these widgets paintings count. `painted` is told of each after the whole event in which it
    /// happened: the picture is on its way to the screen by then.
    void watch(std::vector<const QObject*> widgets, std::function<void()> painted);
    /// Forgets the frames so far.
    void beginFrames();
    /// The frames that have ended since beginFrames().
    [[nodiscard]] const std::vector<Frame>& frames() const { return m_frames; }

    bool notify(QObject* receiver, QEvent* event) override;

private:
    void endFrame();

    std::vector<const QObject*> m_watched;
    std::function<void()> m_painted;
    std::vector<Frame> m_frames;
    Frame m_current;
    double m_cpuBefore = 0; ///< At the end of the last frame.
    int m_depth = 0;
    bool m_hasPainted = false;
};

/// Lets `hand` act at a pace of its own on another thread, as somebody at the keyboard would who does not
/// wait for the program, while this one handles events. Returns when all of it has been done. GUI thread
/// only.
struct Step
{
    std::chrono::milliseconds pause{0}; ///< After the step before.
    /// Run on the thread of the hand with the time at which it should run.
    std::function<void(std::chrono::steady_clock::time_point)> act;
};
void play(std::vector<Step> steps);

} // namespace lockleaf::test
