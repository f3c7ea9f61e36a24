// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QString>

namespace lockleaf::app {

/// What a person who asked for a vault is told about an error: the core's sentence in the language of the
/// desktop.
[[nodiscard]] QString errorSentence(ErrorCode code);
/// What can be done about a damaged vault, for the lock screen.
[[nodiscard]] QString salvageAdvice();
/// Whether the backup of that time ("today, 10:42") is to be opened instead, and what can be done then.
[[nodiscard]] QString backupQuestion(const QString& time);
/// What the vault is that a password is asked for: a backup of that time.
[[nodiscard]] QString backupRemark(const QString& time);

} // namespace lockleaf::app
