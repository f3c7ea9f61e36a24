// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <vector>

namespace lockleaf {

class RecordStore;

/// How tables of one version become those of the next. It may read and change everything; the whole way from
/// the version of a file to the present one is one transaction, so a file is of the one or of the other.
struct MigrationStep
{
    std::int64_t from = 0; ///< It leads to `from` + 1.
    /// Within the transaction. An error takes back all steps, and the vault stays of its earlier version.
    Result<void> (*take)(RecordStore& store) = nullptr;
};

/// The present version of the tables, and the steps that lead to it.
struct MigrationPlan
{
    std::int64_t present = 0; ///< presentSchema, but in tests.
    std::vector<MigrationStep> steps;
};

/// What vaults of earlier versions go through when they are opened (docs/vault-format.md, 6.1). A new version
/// of the tables raises presentSchema and adds one step here.
[[nodiscard]] const MigrationPlan& migrationPlan();

/// In tests, while it lives: another plan, so that the way is tried before there is a step to take. One at a
/// time; no vault is opened beside on another thread while it is made or ends.
class MigrationPlanInUse
{
public:
    explicit MigrationPlanInUse(MigrationPlan plan);
    ~MigrationPlanInUse();
    MigrationPlanInUse(const MigrationPlanInUse&) = delete;
    MigrationPlanInUse& operator=(const MigrationPlanInUse&) = delete;

private:
    MigrationPlan m_plan;
};

} // namespace lockleaf
