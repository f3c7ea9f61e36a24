// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/sliced_job.h"
#include "core/vault/sealed_vault.h"
#include "core/vaultfile/page_copy.h"

#include <filesystem>
#include <memory>

namespace lockleaf {

/// SnapshotSource::makeSnapshotJob: copies, syncs, opens the copy by its own path, has it verified, compares
/// its head with that of the vault as it was copied, and gives it its name.
class SnapshotJob final : public SlicedJob
{
public:
    SnapshotJob(SealedVault& vault, std::filesystem::path target, SnapshotReport& report);
    ~SnapshotJob() override;
    Result<bool> runSlice(std::chrono::milliseconds budget, ProgressSink& progress) override;
    /// The vault is about to close: what was copied is dropped, and the next slice fails with Cancelled.
    void giveUp() noexcept;

private:
    enum class Stage { Begin, Copy, Sync, Open, Prove, Close, Name, Done };

    [[nodiscard]] Result<void> step(std::chrono::milliseconds budget, ProgressSink& progress);
    [[nodiscard]] Result<void> begin();
    [[nodiscard]] Result<void> copy(std::chrono::milliseconds budget, ProgressSink& progress);
    [[nodiscard]] Result<void> openCopy();
    [[nodiscard]] Result<void> prove(std::chrono::milliseconds budget, ProgressSink& progress);
    [[nodiscard]] Result<void> closeCopy();
    [[nodiscard]] Result<void> giveName();

    SealedVault* m_vault; ///< Null once it was given up.
    std::filesystem::path m_target;
    std::filesystem::path m_temporary;
    SnapshotReport& m_report;
    Stage m_stage = Stage::Begin;
    std::unique_ptr<PageCopy> m_copy;
    Hash256 m_wanted{}; ///< The head of the vault as it was when the last page was copied.
    std::unique_ptr<Vault> m_opened;
    std::unique_ptr<SlicedJob> m_verify;
};

} // namespace lockleaf
