// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"

#include "core/vault/note.h"
#include "ui/widgets/sheet.h"

#include <memory>
#include <optional>

class QTimer;
class QVBoxLayout;

namespace lockleaf {
struct Error;
} // namespace lockleaf

namespace lockleaf::ui {

class Button;
class CheckBox;
class FormArea;
class Label;
class ImportRun;
class Notice;
class ProgressBar;
class ReportView;
class TextField;
class VaultSession;
struct ImportOutcome;
struct ImportWish;

/// Asks for a folder of Markdown files or an export of another program, says what is in it, takes it in with
/// progress, and reports on every item; the import can be undone there. An archive leads to a restore.
/// Leaving while it works cancels the work and keeps what came in until then; closeSheet() does so too.
class ImportSheet : public Sheet
{
    Q_OBJECT

public:
    ImportSheet(VaultSession& session, QWidget* anyWidget);
    ~ImportSheet() override;

    void reject() override;

Q_SIGNALS:
    /// "Undo import": these notes are to go to the trash, and of these notebooks those that are empty then.
    void undoRequested(const std::vector<lockleaf::RecordId>& notes,
                       const std::vector<lockleaf::RecordId>& notebooks);
    /// What was chosen is an archive; the sheet has closed.
    void restoreRequested(const QString& archive);

private:
    using Outcome = std::shared_ptr<const ImportOutcome>;

    QWidget* makeForm();
    void addSource(QVBoxLayout& column);
    QWidget* makeFoot();
    void countSoon();
    void count();
    void begin();
    void startRun(bool dryRun);
    void refuseSource(const QString& sentence);
    void offerRestore(bool isArchive);
    void leadToRestore();
    [[nodiscard]] ImportWish wish(bool dryRun) const;
    void handleProgress(qulonglong done, qulonglong total);
    void handleCounted(const ImportOutcome& outcome, const std::optional<Error>& error);
    void handleImported(const Outcome& outcome, const std::optional<Error>& error);
    void showReport(const std::optional<Error>& error);
    void setWorking(bool working);

    VaultSession& m_session;
    QWidget* m_form = nullptr;
    FormArea* m_formArea = nullptr;
    TextField* m_source = nullptr;
    TextField* m_notebook = nullptr;
    CheckBox* m_skip = nullptr;
    Label* m_preview = nullptr;
    ReportView* m_report = nullptr;
    Notice* m_notice = nullptr;
    ProgressBar* m_bar = nullptr;
    Button* m_undo = nullptr;
    Button* m_cancel = nullptr;
    Button* m_import = nullptr;
    QTimer* m_readSoon = nullptr;
    std::unique_ptr<ImportRun> m_run;
    bool m_importing = false; ///< The run is no dry one.
    bool m_ended = false;     ///< The report is shown.
    bool m_isArchive = false; ///< What was chosen.
    Outcome m_outcome;        ///< Of the import.
};

} // namespace lockleaf::ui
