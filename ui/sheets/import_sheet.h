// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"

#include "core/vault/note.h"
#include "ui/widgets/sheet.h"

#include <memory>
#include <optional>

class QPlainTextEdit;
class QTimer;

namespace lockleaf {
struct Error;
struct ImportReport;
struct MarkdownImportOptions;
} // namespace lockleaf

namespace lockleaf::ui {

class Button;
class CheckBox;
class Label;
class MarkdownImportRun;
class Notice;
class ProgressBar;
class TextField;
class VaultSession;

/// Asks for a folder of Markdown files, says what is in it, takes it in with progress, and reports on every
/// item; the import can be undone there. Leaving while it works cancels the work and keeps what came in until
/// then; closeSheet() does so too.
class ImportSheet : public Sheet
{
    Q_OBJECT

public:
    ImportSheet(VaultSession& session, QWidget* anyWidget);
    ~ImportSheet() override;

    void reject() override;

Q_SIGNALS:
    /// "Undo import": these notes are to go to the trash.
    void undoRequested(const std::vector<lockleaf::RecordId>& notes);

private:
    QWidget* makeForm();
    QWidget* makeFoot();
    void makeReport();
    void refreshReportLook();
    void chooseFolder();
    void readSoon();
    void readFolder();
    void begin();
    void startRun(bool dryRun);
    [[nodiscard]] std::optional<QString> folder();
    [[nodiscard]] MarkdownImportOptions options(bool dryRun) const;
    void handleProgress(qulonglong done, qulonglong total);
    void handleCounted(const ImportReport& report, const std::optional<Error>& error);
    void handleImported(const std::shared_ptr<const ImportReport>& report, const std::optional<Error>& error);
    void setWorking(bool working);
    void copyReport();

    VaultSession& m_session;
    QWidget* m_form = nullptr;
    TextField* m_folder = nullptr;
    TextField* m_notebook = nullptr;
    CheckBox* m_skip = nullptr;
    Label* m_preview = nullptr;
    QPlainTextEdit* m_report = nullptr;
    Notice* m_notice = nullptr;
    ProgressBar* m_bar = nullptr;
    Button* m_copy = nullptr;
    Button* m_undo = nullptr;
    Button* m_cancel = nullptr;
    Button* m_import = nullptr;
    QTimer* m_readSoon = nullptr;
    std::unique_ptr<MarkdownImportRun> m_run;
    bool m_importing = false; ///< The run is no dry one.
    bool m_ended = false;     ///< The report is shown.
    std::vector<RecordId> m_made;
};

} // namespace lockleaf::ui
