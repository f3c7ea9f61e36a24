// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/keeper/idle_elsewhere.h"

#include <algorithm>

namespace lockleaf::app {

using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

constexpr milliseconds leastPause = seconds{1};
constexpr milliseconds longestPause = seconds{10};

} // namespace

IdleElsewhere::IdleElsewhere(std::vector<std::unique_ptr<IdleSource>> sources, TimeLeft left, QObject* parent)
    : QObject(parent), m_sources(std::move(sources)), m_left(std::move(left)), m_next(this)
{
    m_next.setSingleShot(true);
    connect(&m_next, &QTimer::timeout, this, &IdleElsewhere::ask);
    for (const auto& one : m_sources)
        connect(one.get(), &IdleSource::availabilityChanged, this, &IdleElsewhere::availabilityChanged);
}

IdleSource* IdleElsewhere::source() const
{
    const auto found = std::ranges::find_if(m_sources, [](const auto& one) { return one->isAvailable(); });
    return found != m_sources.end() ? found->get() : nullptr;
}

void IdleElsewhere::setWanted(bool wanted)
{
    m_wanted = wanted;
    if (!wanted)
        m_next.stop();
    else if (!m_next.isActive())
        askAgainLater();
}

void IdleElsewhere::askAgainLater()
{
    const milliseconds left = m_left().value_or(longestPause * 2);
    m_next.start(std::clamp(left / 2, leastPause, longestPause));
}

void IdleElsewhere::ask()
{
    if (IdleSource* const one = source()) {
        one->ask([this](std::optional<milliseconds> ago) {
            if (ago && m_wanted)
                Q_EMIT activityFound(*ago);
        });
    }
    askAgainLater();
}

} // namespace lockleaf::app
