// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/vault/salvage_job.h"

#include "ui/vault/job_run.h"

namespace lockleaf::ui {

/// A job that says what of a damaged vault would come back; nothing is made.
[[nodiscard]] JobRun::Make lookThrough(const std::filesystem::path& damaged,
                                       const std::shared_ptr<UnlockedKey>& key,
                                       const std::shared_ptr<SalvageReport>& report);
/// A job that takes it into the vault at `target`, whose key is `targetKey`: it is opened and closed on the
/// vault's thread, within the job. One that ends early leaves whole notes there.
[[nodiscard]] JobRun::Make salvageInto(const std::filesystem::path& damaged,
                                       const std::shared_ptr<UnlockedKey>& key,
                                       const std::filesystem::path& target,
                                       const std::shared_ptr<UnlockedKey>& targetKey,
                                       const std::shared_ptr<SalvageReport>& report);

} // namespace lockleaf::ui
