// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/roles/keeper/idle_source.h"

#include <QTimer>

#include <vector>

namespace lockleaf::app {

/// Finds out whether somebody is at work in other programs, for vaults that such time keeps open. It asks
/// now and then, and the more often the nearer the lock is: at its end once a second. GUI thread.
class IdleElsewhere : public QObject
{
    Q_OBJECT

public:
    /// How long until the lock if nobody does anything; nothing where none will come.
    using TimeLeft = std::function<std::optional<std::chrono::milliseconds>()>;

    /// The first of `sources` that is available is asked.
    IdleElsewhere(std::vector<std::unique_ptr<IdleSource>> sources, TimeLeft left, QObject* parent = nullptr);

    [[nodiscard]] bool isAvailable() const { return source() != nullptr; }
    /// Whether to ask at all.
    void setWanted(bool wanted);

Q_SIGNALS:
    /// Somebody did something somewhere that long ago.
    void activityFound(std::chrono::milliseconds ago);
    void availabilityChanged();

private:
    [[nodiscard]] IdleSource* source() const;
    void askAgainLater();
    void ask();

    std::vector<std::unique_ptr<IdleSource>> m_sources;
    TimeLeft m_left;
    bool m_wanted = false;
    QTimer m_next;
};

} // namespace lockleaf::app
