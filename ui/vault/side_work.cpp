// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/vault/side_work.h"

#include <QMetaObject>

#include <mutex>
#include <thread>

namespace lockleaf::ui {

struct SideWork::Shared
{
    std::mutex mutex; // guards target: reset on the GUI thread, used by the worker
    SideWork* target = nullptr;

    [[nodiscard]] bool isWanted()
    {
        const std::lock_guard lock(mutex);
        return target != nullptr;
    }
};

SideWork::SideWork(QObject* parent) : QObject(parent) {}

SideWork::~SideWork()
{
    giveUp();
}

void SideWork::giveUp()
{
    const std::shared_ptr<Shared> former = std::exchange(m_shared, nullptr);
    if (!former)
        return;
    const std::lock_guard lock(former->mutex);
    former->target = nullptr;
}

void SideWork::start(std::function<void()> work, std::function<void()> answer)
{
    giveUp();
    m_shared = std::make_shared<Shared>();
    m_shared->target = this;
    std::thread([shared = m_shared, work = std::move(work), answer = std::move(answer)]() mutable {
        {
            static std::mutex turn;
            const std::lock_guard mine(turn);
            if (!shared->isWanted())
                return;
            work();
            work = nullptr; // lets its secrets go on this thread
        }
        const std::lock_guard lock(shared->mutex);
        SideWork* const target = shared->target;
        if (target == nullptr)
            return;
        QMetaObject::invokeMethod(
            target,
            [target, shared, answer = std::move(answer)]() mutable {
                if (target->m_shared != shared)
                    return; // given up meanwhile
                target->m_shared.reset();
                answer();
            },
            Qt::QueuedConnection);
    }).detach();
}

} // namespace lockleaf::ui
