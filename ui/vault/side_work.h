// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>

namespace lockleaf::ui {

/// Slow work that needs no vault, as deriving a key, on a thread of its own; the answer comes on the GUI
/// thread, where this lives. Of all these in a process one works at a time, since each may take gigabytes.
/// Deleting it gives the work up, as giveUp() does: nobody waits for it.
class SideWork : public QObject
{
    Q_OBJECT

public:
    explicit SideWork(QObject* parent = nullptr);
    ~SideWork() override;

    /// `work` returns a Result<T> and owns all that it uses; it must be copyable, so secrets belong into it
    /// by a shared pointer. `answer` takes that result. What ran before is given up.
    template <class Work, class Answer>
    void run(Work work, Answer answer);
    /// The answer is not wanted any more. The work goes on to its end, and what it found is dropped there;
    /// where it has not begun yet, it never does.
    void giveUp();
    [[nodiscard]] bool isBusy() const { return m_shared != nullptr; }

private:
    struct Shared;
    void start(std::function<void()> work, std::function<void()> answer);

    std::shared_ptr<Shared> m_shared; ///< Of the work whose answer is wanted.
};

template <class Work, class Answer>
void SideWork::run(Work work, Answer answer)
{
    auto found = std::make_shared<std::optional<std::invoke_result_t<Work&>>>();
    start([found, work = std::move(work)]() mutable { found->emplace(work()); },
          [found, answer = std::move(answer)]() mutable { answer(std::move(**found)); });
}

} // namespace lockleaf::ui
