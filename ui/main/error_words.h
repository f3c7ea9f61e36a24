// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QString>

namespace lockleaf::ui {

/// Why something failed, in two or three words that follow a colon: "disk full".
[[nodiscard]] QString shortReason(const Error& error);
/// One translated sentence for `error`.
[[nodiscard]] QString sentence(const Error& error);

} // namespace lockleaf::ui
