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

} // namespace lockleaf::app
