// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"
#include "core/archive/json_object.h"
#include "core/base/result.h"
#include "core/vault/merge_job.h"

namespace lockleaf::app {

/// Says on standard output what a restore or a merge came to, with each conflict as the two notes that stand
/// side by side now, and what was left out, each with the reason. `vault` is null where it is still to be
/// made.
[[nodiscard]] Result<void> printTakenOver(Context& context, const TakenOver& taken, Vault* vault,
                                          bool dryRun);

/// The same as members of a JSON object.
void addTakenOver(JsonObject& object, const TakenOver& taken);

} // namespace lockleaf::app
