// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/roles/process/role.h"

#include <QString>
#include <QStringList>

/// Stand-ins for lock screen and session, played by the test program itself when the keeper starts it as a
/// role. What they do is a list of words in the environment; what they hear they write into a file.
namespace lockleaf::test {

/// Tells roles that are started from now on what to do ("unlock", "stop-at-lock"…), and where to write.
void setScenario(const QStringList& words, const QString& logFile);

/// Plays `role`; returns the exit code.
int playRole(lockleaf::app::Role role, int argc, char** argv);

} // namespace lockleaf::test
