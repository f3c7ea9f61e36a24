// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/selfcheck/person.h"
#include "app/selfcheck/report_table.h"
#include "app/selfcheck/scanner.h"

#include <ctime>
#include <functional>

namespace lockleaf::app {

/// Where Lockleaf stands when it is looked at.
struct LookedScene
{
    const Person& person;
    std::filesystem::path folder; ///< Of the check.
    timespec since{};             ///< The check began.
    pid_t keeper = -1;
    pid_t lockScreen = -1;
    pid_t session = -1; ///< The one that was locked.
    bool onDisplay = false;
};

using SayRow = std::function<void(Row)>;

/// Looks everywhere after a lock, and says a row each.
void lookAfterLock(const LookedScene& scene, Scanner& scanner, const SayRow& say);

/// The row for a look that must find nothing.
[[nodiscard]] Row rowOf(std::string what, std::string lookedWords, const Looked& looked);

/// The row for the memory of a process. `control`: the words must be there.
[[nodiscard]] Row memoryRow(const std::string& what, pid_t process, Scanner& scanner, bool control);

} // namespace lockleaf::app
