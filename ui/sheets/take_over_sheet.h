// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"

#include "ui/sheets/take_over_words.h"
#include "ui/vault/job_run.h"
#include "ui/vault/side_work.h"
#include "ui/widgets/sheet.h"

class QVBoxLayout;

namespace lockleaf::ui {

class Button;
class FormArea;
class Notice;
class PasswordField;
class ProgressBar;
class ReportView;
class TextField;

/// What restoring an archive and merging a copy have in common: ask for a file and what opens it, open it
/// aside, look what would come, say so, take it over, report. Leaving while it works gives the opening up at
/// once, or cancels the job; closeSheet() does so too and waits for nothing. Nothing that was typed stays in
/// a field once it has opened something or the sheet has closed.
class TakeOverSheet : public Sheet
{
    Q_OBJECT

public:
    ~TakeOverSheet() override;

    void reject() override;

Q_SIGNALS:
    /// The person wants to see what stands twice now; the sheet has closed.
    void comparisonRequested(const std::vector<std::pair<lockleaf::RecordId, lockleaf::RecordId>>& pairs);

protected:
    /// The words of a sheet.
    struct Words
    {
        QString intro;
        QString fileLabel;
        QString chooserCaption;
        QString chooserFilter;
        QString promise; ///< At the foot, before anything is done.
        QString opening; ///< "Opening the archive…"
        QString take;    ///< "Restore"
        QString taking;  ///< "Restoring…"
        QString noFile;  ///< "Say which archive to restore."
    };
    using Outcome = std::shared_ptr<RestoreReport>;

    /// `session` must outlive it. The subclass puts what opens the file into keyLayout(), then calls ready().
    TakeOverSheet(TakeOverKind kind, const QString& title, Words words, VaultSession& session,
                  QWidget* anyWidget);
    [[nodiscard]] QVBoxLayout* keyLayout() const { return m_keyLayout; }
    void ready();

    /// Begins to open what was chosen, by `work`; then handleOpened() or refuse() is to be called. False: it
    /// was refused at once.
    [[nodiscard]] virtual bool open(const std::filesystem::path& file, SideWork& work) = 0;
    /// The job on what was opened.
    [[nodiscard]] virtual JobRun::Make makeJob(bool dryRun, Outcome outcome) = 0;
    /// Forgets what was opened and what was typed.
    virtual void forget() = 0;
    /// What else the preview says.
    [[nodiscard]] virtual QStringList remarks() const { return {}; }

    void handleOpened();
    /// Back to the question; `field` is outlined, null: that of the file.
    void refuse(TextField* field, const QString& sentence);
    [[nodiscard]] TextField* fileField() const { return m_file; }
    [[nodiscard]] VaultSession& session() const { return m_session; }
    void guardVeil();
    virtual bool isTyped() const = 0;

private:
    enum class Stage { Ask, Opening, Counting, Preview, Taking, Report };
    QWidget* makeForm();
    QWidget* makeFoot();
    void setStage(Stage stage);
    void showPreview(const QStringList& sentences);
    void go();
    void startJob(bool dryRun);
    void handleProgress(qulonglong done, qulonglong total);
    void handleCounted(const std::optional<Error>& error);
    void handleTaken(const std::optional<Error>& error);
    void showReport(const std::optional<Error>& error, const QStringList& titles);
    [[nodiscard]] bool isWorking() const;

    TakeOverKind m_kind;
    Words m_words;
    VaultSession& m_session;
    Stage m_stage = Stage::Ask;
    QWidget* m_form = nullptr;
    FormArea* m_formArea = nullptr;
    QVBoxLayout* m_keyLayout = nullptr;
    TextField* m_file = nullptr;
    QWidget* m_preview = nullptr;
    ReportView* m_report = nullptr;
    ProgressBar* m_bar = nullptr;
    Notice* m_notice = nullptr;
    Button* m_back = nullptr;
    Button* m_cancel = nullptr;
    Button* m_go = nullptr;
    SideWork m_work;
    std::unique_ptr<JobRun> m_run;
    Outcome m_outcome;
    bool m_leavesOut = false;     ///< The dry run met what cannot come.
    std::uint64_t m_expected = 0; ///< Notes that the dry run met.
};

} // namespace lockleaf::ui
