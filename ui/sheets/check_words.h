// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/vault/vault.h"

#include <QString>
#include <QStringList>

namespace lockleaf::ui {

/// What a check of the whole vault came to, one sentence a line. `names`: the notes and files that are
/// damaged, as far as their names are known.
[[nodiscard]] QString checkReport(const VerifyReport& report, const QStringList& names);
/// The same in a few words.
[[nodiscard]] QString checkSummary(const VerifyReport& report);

} // namespace lockleaf::ui
