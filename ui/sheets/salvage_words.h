// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/vault/salvage_job.h"

#include <QString>
#include <QStringList>

namespace lockleaf::ui {

/// What a dry run has found, one sentence each.
[[nodiscard]] QStringList salvagePreview(const SalvageReport& report);
/// What came back, what did not by its names, and where the rest may come from; one sentence a line.
[[nodiscard]] QString salvageReport(const SalvageReport& report);
/// What is lost, one thing a line; empty: nothing.
[[nodiscard]] QStringList salvageLosses(const SalvageReport& report);
/// Whether anything came back, or would.
[[nodiscard]] bool salvagesAnything(const SalvageReport& report);
/// Why the damaged file could not be looked through, or the new one not be made.
[[nodiscard]] QString salvageProblem(const Error& error);

} // namespace lockleaf::ui
