// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <chrono>
#include <functional>
#include <memory>
#include <stop_token>

namespace lockleaf::ui {

/// A thread of Qt's, since the layout of a document has timers, that does one piece of work after the other
/// for a job on another thread. Used by one thread at a time, which may be any. When it is deleted nobody
/// waits for the work that is under way: it goes on to where it looks at its token, and what it made is
/// dropped.
class PaperThread
{
public:
    /// What is done there; it owns all that it uses.
    using Work = std::function<void(const std::stop_token& stop)>;

    PaperThread();
    ~PaperThread();
    PaperThread(const PaperThread&) = delete;
    PaperThread& operator=(const PaperThread&) = delete;

    /// Only while nothing is under way.
    void begin(Work work);
    /// Waits for the work that is under way until `end` at most. True: there is none any more, and what it
    /// made may be used on this thread.
    [[nodiscard]] bool waitUntil(std::chrono::steady_clock::time_point end);

private:
    struct Shared;
    std::shared_ptr<Shared> m_shared;
};

} // namespace lockleaf::ui
