// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/roles/process/owned_descriptor.h"
#include "app/selfcheck/drive_protocol.h"

#include <QElapsedTimer>
#include <QObject>
#include <QSocketNotifier>
#include <QTimer>

#include <deque>
#include <functional>

namespace lockleaf::app {

/// One thing after another that a driven role does. It is asked again every few milliseconds until it says
/// true; nothing here waits.
struct DriveStep
{
    const char* name; ///< Told where it does not come about in time.
    std::function<bool()> attempt;
};
using DriveSteps = std::deque<DriveStep>;

/// Carries out the orders of a self-check in its own lock screen and session, by events to the real widgets.
/// Only a process that inherited the self-check's socket has one (drive_protocol.h). GUI thread.
class Driver : public QObject
{
public:
    /// What to do at an order, with the fields that came with it. May leave words for the answer.
    using Plan = std::function<DriveSteps(DriveOrder order, const std::vector<std::string>& fields,
                                          std::vector<std::string>& answer)>;

    /// Owns `descriptor`, says that this process is there, and shields it from a person's input.
    Driver(int descriptor, Plan plan);

private:
    void handleOrder();
    void handleTick();
    void answer(DriveAnswer code, const std::vector<std::string>& fields);

    OwnedDescriptor m_descriptor;
    Plan m_plan;
    QSocketNotifier m_notifier;
    QTimer m_tick;
    QElapsedTimer m_since; ///< The present step was begun.
    DriveSteps m_steps;
    std::vector<std::string> m_answer;
};

/// What a driven lock screen does.
[[nodiscard]] DriveSteps lockScreenSteps(DriveOrder order, const std::vector<std::string>& fields);
/// What a driven session does.
[[nodiscard]] DriveSteps sessionSteps(DriveOrder order, const std::vector<std::string>& fields,
                                      std::vector<std::string>& answer);

} // namespace lockleaf::app
