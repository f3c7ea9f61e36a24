// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"
#include "core/vault/vault.h"

#include "ui/vault/job_run.h"
#include "ui/widgets/sheet.h"

namespace lockleaf::ui {

class Button;
class Label;
class Notice;
class ProgressBar;
class ReportView;

/// Reads the whole vault and says what is damaged, and what to do then. Begins as it opens; leaving cancels.
class CheckSheet : public Sheet
{
    Q_OBJECT

public:
    /// `session` must outlive it.
    CheckSheet(VaultSession& session, QWidget* anyWidget);
    ~CheckSheet() override;

    void reject() override;

Q_SIGNALS:
    /// It came to its end: everything was read.
    void checked();
    /// The person wants to take what can be read into another vault; the sheet has closed.
    void salvageRequested();

private:
    void start();
    void handleProgress(qulonglong done, qulonglong total);
    void handleEnded(const std::optional<Error>& error);
    void showReport(const QStringList& names);

    VaultSession& m_session;
    std::shared_ptr<VerifyReport> m_found = std::make_shared<VerifyReport>();
    std::unique_ptr<JobRun> m_run;
    Label* m_intro;
    ProgressBar* m_bar;
    ReportView* m_report;
    Notice* m_notice;
    Button* m_salvage;
    Button* m_close;
};

} // namespace lockleaf::ui
