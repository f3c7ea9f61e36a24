// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"
#include "core/crypto/way_in.h"
#include "core/vault/salvage_job.h"

#include "ui/vault/job_run.h"
#include "ui/vault/side_work.h"
#include "ui/widgets/sheet.h"

namespace lockleaf::ui {

class Button;
class FormArea;
class Notice;
class ProgressBar;
class ReportView;
class TextField;
class WayField;

/// Takes what can be read in a damaged vault into a new vault file, which opens by the same and has the same
/// id, so that copies and backups can be merged into it. The damaged file is only read; the open vault has no
/// part in it, but its thread does the work. Leaving while it works gives it up.
class SalvageSheet : public Sheet
{
    Q_OBJECT

public:
    /// `session` must outlive it.
    SalvageSheet(VaultSession& session, QWidget* anyWidget);
    ~SalvageSheet() override;

    void reject() override;

private:
    enum class Stage { Ask, Opening, Looking, Preview, Making, Salvaging, Report };

    QWidget* makeForm();
    QWidget* makeFoot();
    void setStage(Stage stage);
    [[nodiscard]] bool isWorking() const;
    void go();
    void look();
    void make();
    void handleKey(Result<UnlockedKey> key, const std::shared_ptr<const WayIn>& way);
    void run(const JobRun::Make& job);
    void handleProgress(qulonglong done, qulonglong total);
    void handleLooked(const std::optional<Error>& error);
    void handleSalvaged(const std::optional<Error>& error);
    void refuse(TextField* field, const QString& sentence);
    void forget();

    VaultSession& m_session;
    Stage m_stage = Stage::Ask;
    QWidget* m_form = nullptr;
    FormArea* m_formArea = nullptr;
    TextField* m_file = nullptr;
    WayField* m_way = nullptr;
    TextField* m_target = nullptr;
    QWidget* m_preview = nullptr;
    ReportView* m_report = nullptr;
    ProgressBar* m_bar = nullptr;
    Notice* m_notice = nullptr;
    Button* m_back = nullptr;
    Button* m_cancel = nullptr;
    Button* m_go = nullptr;
    SideWork m_work;
    std::unique_ptr<JobRun> m_run;
    std::filesystem::path m_damaged;
    std::filesystem::path m_new;
    std::shared_ptr<const WayIn> m_opened; ///< Between the look and the making of the new vault.
    std::shared_ptr<UnlockedKey> m_key;    ///< Of the damaged one.
    std::shared_ptr<SalvageReport> m_outcome;
};

} // namespace lockleaf::ui
