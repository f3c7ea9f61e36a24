// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/migration.h"

#include "core/vault/sealed_vault.h"

#include <algorithm>
#include <string>
#include <utility>

namespace lockleaf {

namespace {

const MigrationPlan* planInUse = nullptr;

} // namespace

const MigrationPlan& migrationPlan()
{
    static const MigrationPlan plan{presentSchema, {}};
    return planInUse != nullptr ? *planInUse : plan;
}

MigrationPlanInUse::MigrationPlanInUse(MigrationPlan plan) : m_plan(std::move(plan))
{
    planInUse = &m_plan;
}

MigrationPlanInUse::~MigrationPlanInUse()
{
    planInUse = nullptr;
}

Result<void> SealedVault::judgeSchema()
{
    LOCKLEAF_TRY(const std::int64_t version, schemaVersion(*m_database));
    const std::int64_t present = migrationPlan().present;
    if (version > present)
        return fail(ErrorCode::NewerFormat, "schema version");
    if (version < present)
        m_earlierSchema = version;
    return {};
}

void SealedVault::noteMigration(const std::vector<OpenNotice>& before)
{
    for (const OpenNotice notice : before) {
        if (std::ranges::find(m_notices, notice) == m_notices.end())
            m_notices.push_back(notice);
    }
    m_notices.push_back(OpenNotice::Migrated);
}

Result<void> SealedVault::migrate()
{
    const MigrationPlan& plan = migrationPlan();
    LOCKLEAF_CHECK(m_file->checkPlace());
    const auto taken = m_store->transact([&]() -> Result<void> {
        m_store->willWrite();
        for (std::int64_t version = *m_earlierSchema; version < plan.present; ++version) {
            const auto step = std::ranges::find(plan.steps, version, &MigrationStep::from);
            if (step == plan.steps.end())
                return fail(ErrorCode::Internal, "no step from schema " + std::to_string(version));
            LOCKLEAF_CHECK(step->take(*m_store));
        }
        return setSchemaVersion(*m_database, plan.present);
    });
    LOCKLEAF_CHECK(taken);
    rememberQuietly(Witness::Safety::Quick);
    return {};
}

} // namespace lockleaf
