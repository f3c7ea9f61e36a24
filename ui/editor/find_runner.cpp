// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/find_runner.h"

#include <QMetaObject>

#include <utility>

namespace lockleaf::ui {

FindRunner::FindRunner(QObject* parent) : QObject(parent) {}

FindRunner::~FindRunner()
{
    m_stop.request_stop();
}

void FindRunner::run(FindJob job, Done done)
{
    cancel();
    m_done = std::move(done);
    m_stop = std::stop_source();
    if (!m_queue)
        m_queue = std::make_unique<WorkQueue>();
    m_queue->post([this, number = m_number, stop = m_stop.get_token(),
                   shared = std::make_shared<FindJob>(std::move(job))]() mutable {
        auto result = std::make_shared<FindResult>();
        if (!stop.stop_requested())
            *result = find(*shared, FindBudget(stop));
        shared.reset(); // the copy of the text does not outlive the search
        if (!stop.stop_requested())
            QMetaObject::invokeMethod(
                this, [this, number, result] { finish(number, *result); }, Qt::QueuedConnection);
    });
}

void FindRunner::cancel()
{
    m_stop.request_stop();
    m_done = nullptr;
    ++m_number;
}

void FindRunner::finish(quint64 number, FindResult& result)
{
    if (number != m_number || !m_done)
        return;
    const Done done = std::exchange(m_done, nullptr);
    done(std::move(result));
}

} // namespace lockleaf::ui
