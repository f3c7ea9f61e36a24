// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/vault/key_change.h"

#include <QString>

namespace lockleaf::ui {

/// Why the keys cannot be changed where the vault lies; empty: nothing hinders it.
[[nodiscard]] QString hindranceSentence(KeyChangeHindrance hindrance);
/// Why they were not changed. `lacksBackup`: a backup was wanted first, and there is none.
[[nodiscard]] QString keyChangeProblem(const Error& error, bool lacksBackup);
/// What stands after an error that came with the exchange or after it.
[[nodiscard]] QString unfinishedChange(const Error& error, const KeyChangeReport& report);

} // namespace lockleaf::ui
