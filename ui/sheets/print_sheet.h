// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"

#include "ui/reader/pdf_run.h"
#include "ui/reader/print_pipe.h"
#include "ui/widgets/sheet.h"

namespace lockleaf::ui {

class Button;
class Notice;
class ProgressBar;

/// Says what printing leaves behind, and shows how far it has come. It has no print system by itself:
/// printRequested() asks for one; begin() or showOutcome() answers. Leaving while pages are made cancels the
/// work; once all is written, leaving changes nothing.
class PrintSheet : public Sheet
{
    Q_OBJECT

public:
    /// Makes the run whose pages `taker` gets.
    using Starter = std::function<std::unique_ptr<PdfRun>(PdfRun::Taker taker)>;

    PrintSheet(Starter starter, QWidget* anyWidget);
    ~PrintSheet() override;

    /// The print system reads from this pipe: makes the pages and writes them.
    void begin(const std::shared_ptr<PrintPipe>& pipe);
    /// How it ended.
    void showOutcome(PrintOutcome outcome);

    void reject() override;

    /// One translated sentence.
    [[nodiscard]] static QString outcomeSentence(PrintOutcome outcome);

Q_SIGNALS:
    void printRequested();
    /// All of it is in the pipe, which is to be closed now; showOutcome() is to follow.
    void written();
    /// Nothing is to be printed after all; showOutcome() is to follow.
    void cancelled();

private:
    enum class Phase { Idle, Asking, Making, Written, Cancelling };

    void request();
    void handleProgress(qulonglong done, qulonglong total);
    void handleFinished(bool succeeded, const Error& error);
    void giveUp(const QString& sentence);
    void setPhase(Phase phase);

    Starter m_starter;
    Notice* m_notice;
    ProgressBar* m_bar;
    Button* m_print;
    QString m_problem; ///< Said in place of the outcome that follows it.
    Phase m_phase = Phase::Idle;
    std::unique_ptr<PdfRun> m_run;
};

} // namespace lockleaf::ui
