// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/vault/salvage_run.h"

#include "ui/vault/held_job.h"

#include <utility>

namespace lockleaf::ui {

namespace {

Result<std::unique_ptr<SalvageScan>> scanOf(const std::filesystem::path& damaged, const UnlockedKey& key)
{
    LOCKLEAF_TRY(auto pages, SalvagePages::open(damaged, key));
    return std::make_unique<SalvageScan>(std::move(pages), key);
}

/// Fills a vault of its own, and closes it at the end.
class FillingJob final : public SlicedJob
{
public:
    FillingJob(std::unique_ptr<Vault> vault, std::unique_ptr<SalvageScan> scan,
               std::shared_ptr<SalvageReport> report)
        : m_report(std::move(report)), m_vault(std::move(vault)),
          m_job(makeSalvageJob(std::move(scan), m_vault.get(), *m_report))
    {
    }
    Result<bool> runSlice(std::chrono::milliseconds budget, ProgressSink& progress) override
    {
        LOCKLEAF_TRY(const bool finished, m_job->runSlice(budget, progress));
        if (!finished)
            return false;
        m_job.reset();
        LOCKLEAF_CHECK(m_vault->close());
        return true;
    }

private:
    std::shared_ptr<SalvageReport> m_report;
    std::unique_ptr<Vault> m_vault;
    std::unique_ptr<SlicedJob> m_job; ///< Goes first.
};

} // namespace

JobRun::Make lookThrough(const std::filesystem::path& damaged, const std::shared_ptr<UnlockedKey>& key,
                         const std::shared_ptr<SalvageReport>& report)
{
    return [=](Vault&) -> Result<std::unique_ptr<SlicedJob>> {
        LOCKLEAF_TRY(auto scan, scanOf(damaged, *key));
        return std::make_unique<HeldJob>(report, makeSalvageJob(std::move(scan), nullptr, *report));
    };
}

JobRun::Make salvageInto(const std::filesystem::path& damaged, const std::shared_ptr<UnlockedKey>& key,
                         const std::filesystem::path& target, const std::shared_ptr<UnlockedKey>& targetKey,
                         const std::shared_ptr<SalvageReport>& report)
{
    return [=](Vault&) -> Result<std::unique_ptr<SlicedJob>> {
        LOCKLEAF_TRY(auto scan, scanOf(damaged, *key));
        LOCKLEAF_TRY(auto vault,
                     Vault::open(target, UnlockedKey{targetKey->vaultId, targetKey->dataKey.clone()}, {}));
        return std::make_unique<FillingJob>(std::move(vault), std::move(scan), report);
    };
}

} // namespace lockleaf::ui
