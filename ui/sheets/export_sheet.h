// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"

#include "ui/sheets/export_formats.h"
#include "ui/widgets/sheet.h"

#include <cstdint>
#include <memory>

class QVBoxLayout;

namespace lockleaf::ui {

class ArchiveLock;
class Button;
class CheckBox;
class DropDown;
class FormArea;
class Notice;
class PlainConsent;
class ProgressBar;
class RadioCard;
class TextField;

/// What an export can be of.
struct ExportOffer
{
    QString vaultName;
    std::uint64_t notes = 0;          ///< Living ones, in all.
    std::optional<RecordId> notebook; ///< The one in view.
    QString notebookName;
    std::vector<RecordId> selected; ///< Notes; offered first where there are some.
};

/// Writes notes into an encrypted archive or, after the vault's password was typed once more, into plain
/// files, with progress. Leaving while it works cancels the work and nothing else; closeSheet() cancels it
/// too. A click beside the card neither ends the work nor costs a password that was typed.
class ExportSheet : public Sheet
{
    Q_OBJECT

public:
    ExportSheet(VaultSession& session, ExportOffer offer, QWidget* anyWidget);
    ~ExportSheet() override;

    void reject() override;

Q_SIGNALS:
    /// It is there. `sentence` says what is in it.
    void exported(const QString& sentence);

private:
    enum class What { All, Notebook, Selected };

    QWidget* makeForm();
    void addCards(QVBoxLayout& column);
    void addContents(QVBoxLayout& column);
    void addTarget(QVBoxLayout& column);
    QWidget* makeFoot();
    void readCounts();
    void showFormat();
    void proposeTarget();
    void begin();
    void beginArchive();
    void beginPlain();
    void start(std::unique_ptr<ExportRun> run);
    void handleProgress(qulonglong done, qulonglong total);
    void handleFinished(const ExportSum& sum, const std::optional<Error>& error);
    void guardVeil();
    void setWorking(bool working);
    void refreshButton();
    void showProblem(const QString& sentence);
    [[nodiscard]] bool isTargetFree();
    [[nodiscard]] ExportWish wish() const;
    [[nodiscard]] QString exportedWords(const ExportSum& sum) const;
    /// Null: the archive.
    [[nodiscard]] const PlainFormat* format() const;

    VaultSession& m_session;
    ExportOffer m_offer;
    std::vector<PlainFormat> m_formats;
    QWidget* m_form = nullptr;
    FormArea* m_formArea = nullptr;
    RadioCard* m_archive = nullptr;
    std::vector<RadioCard*> m_plain; ///< As m_formats.
    DropDown* m_what = nullptr;
    CheckBox* m_versions = nullptr;
    CheckBox* m_trash = nullptr;
    ArchiveLock* m_lock = nullptr;
    PlainConsent* m_consent = nullptr;
    TextField* m_target = nullptr;
    Notice* m_notice = nullptr;
    ProgressBar* m_bar = nullptr;
    Button* m_cancel = nullptr;
    Button* m_export = nullptr;
    bool m_working = false;
    bool m_targetTyped = false; ///< By the person; it stays whatever the format.
    std::unique_ptr<ExportRun> m_run;
};

} // namespace lockleaf::ui
