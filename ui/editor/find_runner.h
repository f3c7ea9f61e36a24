// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"
#include "core/base/work_queue.h"
#include "ui/editor/note_finder.h"

#include <QObject>

#include <functional>
#include <memory>

namespace lockleaf::ui {

/// Searches beside the GUI thread, one search at a time: a newer one ends the one that runs. GUI thread only.
class FindRunner : public QObject
{
    Q_OBJECT

public:
    using Done = std::function<void(FindResult)>;

    explicit FindRunner(QObject* parent = nullptr);
    ~FindRunner() override;

    /// Searches; `done` hears the result from the event loop unless cancel() or another run() comes first.
    /// The copy of the text is gone by then.
    void run(FindJob job, Done done);
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_done != nullptr; }

private:
    void finish(quint64 number, FindResult& result);

    Done m_done;
    quint64 m_number = 0; ///< Of the newest search.
    std::stop_source m_stop;
    std::unique_ptr<WorkQueue> m_queue; ///< Its thread comes with the first search.
};

} // namespace lockleaf::ui
