// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/key_change.h"
#include "core/vault/resealing.h"

namespace lockleaf {

/// makeKeyChangeJob().
class KeyChangeJob final : public SlicedJob
{
public:
    KeyChangeJob(SealedVault& from, std::filesystem::path file, UnlockedKey newKey, KeyChangeOptions options,
                 KeyChangeReport& report);
    ~KeyChangeJob() override;
    KeyChangeJob(const KeyChangeJob&) = delete;
    KeyChangeJob& operator=(const KeyChangeJob&) = delete;
    Result<bool> runSlice(std::chrono::milliseconds budget, ProgressSink& progress) override;

private:
    enum class Stage { Before, Begin, Collect, Carry, Index, Reopen, Verify, Prove, Settle, Done };

    [[nodiscard]] Result<void> step(std::chrono::milliseconds budget);
    [[nodiscard]] Result<void> open(const std::filesystem::path& file, const Vault::OpenOptions& options);
    [[nodiscard]] Result<void> begin();
    [[nodiscard]] Result<void> index(std::chrono::milliseconds budget);
    [[nodiscard]] Result<void> reopen();
    [[nodiscard]] Result<void> verify(std::chrono::milliseconds budget);
    [[nodiscard]] Result<void> settle();
    [[nodiscard]] Result<void> closeProven();
    [[nodiscard]] Result<void> exchange();
    [[nodiscard]] Result<void> takeUpUnderItsName();
    void advance(bool finished, Stage next)
    {
        if (finished)
            m_stage = next;
    }

    SealedVault& m_from;
    std::filesystem::path m_file;
    UnlockedKey m_newKey;
    KeyChangeOptions m_options;
    KeyChangeReport& m_report;
    std::unique_ptr<Vault> m_to;
    std::unique_ptr<Resealing> m_resealing;
    std::unique_ptr<SlicedJob> m_part; ///< A job on the new file.
    VerifyReport m_verification;
    Hash256 m_provenHead{};
    Stage m_stage = Stage::Before;
    bool m_keepsNewFile = false; ///< It shows the next opening that nothing was exchanged.
    int m_settling = 0;          ///< Slices that carried over what had changed.
};

} // namespace lockleaf
