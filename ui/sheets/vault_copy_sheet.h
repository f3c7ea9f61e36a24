// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"

#include "ui/vault/vault_copy_job.h"
#include "ui/widgets/sheet.h"

#include <functional>

namespace lockleaf::ui {

class Button;
class Notice;
class ProgressBar;
class TextField;

/// Writes the open vault, whose file has gone, as a new vault file, with what could not be saved meanwhile.
class VaultCopySheet : public Sheet
{
    Q_OBJECT

public:
    /// Hands the texts that have not reached the vault to the function that it is given.
    using Unsaved = std::function<void(std::function<void(std::vector<UnsavedText>)>)>;

    /// `session` must outlive it. `vaultName` is for the name of the copy.
    VaultCopySheet(VaultSession& session, const QString& vaultName, Unsaved unsaved, QWidget* anyWidget);
    ~VaultCopySheet() override;

    void reject() override;

private:
    void setWorking(bool working);
    void go();
    void start(const std::filesystem::path& target, const std::vector<UnsavedText>& texts);
    void handleEnded(const std::optional<Error>& error);
    void refuse(const QString& sentence);

    VaultSession& m_session;
    Unsaved m_unsaved;
    TextField* m_target;
    Button* m_choose;
    ProgressBar* m_bar;
    Notice* m_notice;
    Button* m_cancel;
    Button* m_go;
    std::filesystem::path m_file;
    std::size_t m_texts = 0; ///< That are to be in it.
    bool m_working = false;
    std::shared_ptr<VaultCopyOutcome> m_outcome;
    std::unique_ptr<JobRun> m_run;
};

} // namespace lockleaf::ui
