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
class ProgressBar;
class TextField;

/// Asks where the open note is to be saved as a PDF, says that the file is not encrypted, and shows how far
/// it has come. Leaving while it works cancels the work.
class PdfSheet : public Sheet
{
    Q_OBJECT

public:
    /// Makes the run that writes into `target`.
    using Starter = std::function<std::unique_ptr<PdfRun>(const QString& target)>;

    PdfSheet(Starter starter, QWidget* anyWidget);
    ~PdfSheet() override;

    void reject() override;

Q_SIGNALS:
    /// The file is there.
    void saved();

private:
    void chooseTarget();
    void begin();
    void handleProgress(qulonglong done, qulonglong total);
    void handleFinished(bool succeeded, const Error& error);
    void setWorking(bool working);
    void refuse(const QString& sentence);

    Starter m_starter;
    TextField* m_target;
    Notice* m_notice;
    ProgressBar* m_bar;
    Button* m_save;
    std::unique_ptr<PdfRun> m_run;
};

} // namespace lockleaf::ui
