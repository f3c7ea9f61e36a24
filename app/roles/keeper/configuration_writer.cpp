// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/keeper/configuration_writer.h"

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace lockleaf::app {

struct ConfigurationWriter::Shared
{
    Write write;
    std::mutex mutex;
    std::condition_variable ended;
    std::optional<Configuration> next;
    bool running = false;
};

ConfigurationWriter::ConfigurationWriter(Write write) : m_shared(std::make_shared<Shared>())
{
    m_shared->write = std::move(write);
}

ConfigurationWriter::~ConfigurationWriter()
{
    constexpr std::chrono::milliseconds patience{500};
    std::unique_lock lock{m_shared->mutex};
    m_shared->ended.wait_for(lock, patience, [this] { return !m_shared->running; });
}

void ConfigurationWriter::write(Configuration configuration)
{
    const std::scoped_lock lock{m_shared->mutex};
    m_shared->next = std::move(configuration);
    if (!std::exchange(m_shared->running, true))
        std::thread([shared = m_shared] { run(*shared); }).detach(); // one that hangs is left behind
}

void ConfigurationWriter::run(Shared& shared)
{
    std::unique_lock lock{shared.mutex};
    while (const auto configuration = std::exchange(shared.next, std::nullopt)) {
        lock.unlock();
        shared.write(*configuration);
        lock.lock();
    }
    shared.running = false;
    shared.ended.notify_all();
}

} // namespace lockleaf::app
