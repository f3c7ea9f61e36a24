// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/sheet.h"

#include <cstdint>
#include <memory>

namespace lockleaf {
struct Error;
struct ExportReport;
} // namespace lockleaf

namespace lockleaf::ui {

class Button;
class ExportRun;
class Notice;
class PasswordField;
class ProgressBar;
class StrengthMeter;
class TextField;
class VaultSession;

/// Asks for a password and a place, then writes all notes into an encrypted archive, with progress. Leaving
/// while it works cancels the work and nothing else; closeSheet() cancels it too. A click beside the card
/// neither ends the work nor costs a password that was typed.
class ExportSheet : public Sheet
{
    Q_OBJECT

public:
    /// `notes` is how many there are.
    ExportSheet(VaultSession& session, const QString& vaultName, std::uint64_t notes, QWidget* anyWidget);
    ~ExportSheet() override;

    void reject() override;

Q_SIGNALS:
    /// The archive is there. `sentence` says what is in it.
    void exported(const QString& sentence);

private:
    QWidget* makeForm(const QString& vaultName, std::uint64_t notes);
    QWidget* makeFoot();
    void judgePassword();
    void checkRepeat();
    void chooseTarget();
    void begin();
    void handleProgress(qulonglong done, qulonglong total);
    void handleFinished(bool succeeded, const ExportReport& report, const Error& error);
    void guardVeil();
    void setWorking(bool working);
    void showProblem(const QString& sentence);
    [[nodiscard]] std::unique_ptr<ExportRun> start();

    VaultSession& m_session;
    QWidget* m_form = nullptr;
    PasswordField* m_password = nullptr;
    PasswordField* m_repeat = nullptr;
    StrengthMeter* m_meter = nullptr;
    TextField* m_target = nullptr;
    Notice* m_notice = nullptr;
    ProgressBar* m_bar = nullptr;
    Button* m_cancel = nullptr;
    Button* m_export = nullptr;
    bool m_strongEnough = false;
    std::unique_ptr<ExportRun> m_run;
};

} // namespace lockleaf::ui
