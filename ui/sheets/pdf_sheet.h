// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/sheet.h"

#include <functional>
#include <memory>

namespace lockleaf {
struct Error;
}

namespace lockleaf::ui {

class Button;
class Notice;
class PdfRun;
class PlainConsent;
class ProgressBar;
class TextField;
class VaultSession;

/// Asks where the open note is to be saved as a PDF, and for the vault's password once more since the file is
/// not encrypted; shows how far it has come. Leaving while it works cancels the work.
class PdfSheet : public Sheet
{
    Q_OBJECT

public:
    /// Makes the run that writes into `target`.
    using Starter = std::function<std::unique_ptr<PdfRun>(const QString& target)>;

    /// `session` must outlive it.
    PdfSheet(VaultSession& session, Starter starter, QWidget* anyWidget);
    ~PdfSheet() override;

    void reject() override;

Q_SIGNALS:
    /// The file is there.
    void saved();

private:
    QWidget* makeForm();
    void connectParts();
    void begin();
    void write();
    void refreshButton();
    void handleProgress(qulonglong done, qulonglong total);
    void handleFinished(bool succeeded, const Error& error);
    void setWorking(bool working);
    void guardVeil();
    void refuse(const QString& sentence);

    Starter m_starter;
    PlainConsent* m_consent;
    TextField* m_target;
    Notice* m_notice;
    ProgressBar* m_bar;
    Button* m_cancel;
    Button* m_save;
    QWidget* m_form = nullptr;
    bool m_working = false;
    std::unique_ptr<PdfRun> m_run;
};

} // namespace lockleaf::ui
