// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/vault.h"
#include "ui/sheets/take_over_sheet.h"

namespace lockleaf::ui {

class WayField;

/// Takes what a copy of this vault has that grew apart from it. The copy is only read.
class MergeSheet : public TakeOverSheet
{
    Q_OBJECT

public:
    /// `session` must outlive it, and know its file. `copy`: the path of one that is already chosen, or
    /// empty.
    MergeSheet(VaultSession& session, const QString& copy, QWidget* anyWidget);
    ~MergeSheet() override;

protected:
    [[nodiscard]] bool open(const std::filesystem::path& file, SideWork& work) override;
    [[nodiscard]] JobRun::Make makeJob(bool dryRun, Outcome outcome) override;
    void forget() override;
    [[nodiscard]] bool isTyped() const override;

private:
    void handleKey(const std::filesystem::path& file, Result<UnlockedKey> key);

    WayField* m_way = nullptr;
    std::filesystem::path m_dear;       ///< Checking its password takes much memory; the person knows.
    std::filesystem::path m_copy;       ///< The one that was opened.
    std::shared_ptr<UnlockedKey> m_key; ///< Of it.
};

} // namespace lockleaf::ui
