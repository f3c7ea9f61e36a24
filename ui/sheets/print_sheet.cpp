// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/print_sheet.h"

#include "ui/main/error_words.h"
#include "ui/sheets/notice.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/label.h"
#include "ui/widgets/progress_bar.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <cerrno>
#include <utility>

namespace lockleaf::ui {

namespace {

constexpr int PrintCardWidth = 520;
constexpr int PrintBarRange = 1000;

QString printProblem(const Error& error)
{
    if (error.systemError == EPIPE)
        return PrintSheet::outcomeSentence(PrintOutcome::Failed);
    if (error.code == ErrorCode::BodyTooLarge)
        return PrintSheet::tr("This note is too large to be printed.");
    return exportSentence(error);
}

} // namespace

QString PrintSheet::outcomeSentence(PrintOutcome outcome)
{
    switch (outcome) {
    case PrintOutcome::Taken:
        return tr("Given to the print system");
    case PrintOutcome::NoPrintSystem:
        return tr("No print system was found (lp).");
    case PrintOutcome::Busy:
        return tr("The print system has not taken the last note yet. Try again in a moment.");
    case PrintOutcome::Failed:
        break;
    }
    return tr("The print system ended early.");
}

PrintSheet::PrintSheet(Starter starter, QWidget* anyWidget)
    : Sheet(tr("Print this note?"), anyWidget), m_starter(std::move(starter)), m_notice(new Notice),
      m_bar(new ProgressBar(tr("Print"))), m_print(new Button(tr("Print"), Button::Kind::Primary))
{
    setCardWidth(PrintCardWidth);
    auto* sentence =
        new Label(tr("The print system keeps a plain copy until the job ends."), TextRole::Body, Token::Text);
    sentence->setWordWrap(true);
    QSizePolicy kept = m_bar->sizePolicy();
    kept.setRetainSizeWhenHidden(true);
    m_bar->setSizePolicy(kept);
    auto* cancel = new Button(tr("Cancel"));
    auto* foot = new QHBoxLayout;
    foot->setSpacing(metrics::Space3);
    foot->addWidget(m_notice, 1);
    foot->addWidget(cancel);
    foot->addWidget(m_print);
    contentLayout()->setSpacing(metrics::Space3);
    contentLayout()->addWidget(sentence);
    contentLayout()->addWidget(m_bar);
    contentLayout()->addLayout(foot);
    setInitialFocus(m_print);
    m_notice->showPromise(tr("It goes to your usual printer."));
    connect(cancel, &QPushButton::clicked, this, &PrintSheet::reject);
    connect(m_print, &QPushButton::clicked, this, &PrintSheet::request);
    connect(this, &Sheet::closed, this, [this] {
        if (m_phase == Phase::Asking || m_phase == Phase::Making)
            Q_EMIT cancelled(); // before the run lets its pipe go
        m_phase = Phase::Idle;
        m_run.reset();
    });
    setPhase(Phase::Idle);
}

PrintSheet::~PrintSheet() = default;

void PrintSheet::setPhase(Phase phase)
{
    m_phase = phase;
    const bool working = phase != Phase::Idle;
    m_print->setEnabled(!working);
    m_bar->setVisible(working);
    setVeilCloses(!working);
    if (phase == Phase::Asking)
        m_bar->setRange(0, 0);
    if (working)
        setFocus(); // Return that is pressed once more must not cancel
}

void PrintSheet::request()
{
    if (m_phase != Phase::Idle)
        return;
    m_problem.clear();
    setPhase(Phase::Asking);
    m_notice->showPromise(tr("Asking the print system…"));
    Q_EMIT printRequested();
}

void PrintSheet::begin(const std::shared_ptr<PrintPipe>& pipe)
{
    if (m_phase != Phase::Asking)
        return;
    m_run = m_starter([pipe](const QByteArray& pdf, const std::stop_token& stop) {
        const auto* const bytes = reinterpret_cast<const std::uint8_t*>(pdf.constData());
        return pipe->write(ByteView(bytes, static_cast<std::size_t>(pdf.size())), stop);
    });
    connect(m_run.get(), &PdfRun::progressed, this, &PrintSheet::handleProgress);
    connect(m_run.get(), &PdfRun::finished, this, &PrintSheet::handleFinished);
    setPhase(Phase::Making);
    m_notice->showPromise(tr("Laying out the pages…"));
}

void PrintSheet::handleProgress(qulonglong done, qulonglong total)
{
    if (total == 0 || m_phase != Phase::Making)
        return;
    m_bar->setRange(0, PrintBarRange);
    m_bar->setValue(static_cast<int>(done * PrintBarRange / total));
}

void PrintSheet::handleFinished(bool succeeded, const Error& error)
{
    // The run tells this: it must not be deleted before it returns.
    m_run.release()->deleteLater();
    if (succeeded) {
        setPhase(Phase::Written);
        m_notice->showPromise(tr("The print system takes it…"));
        Q_EMIT written();
    } else if (m_phase == Phase::Making) {
        giveUp(printProblem(error));
    }
}

/// What ends it before the pages are written. `sentence` is empty where the person wanted it.
void PrintSheet::giveUp(const QString& sentence)
{
    m_problem = sentence;
    setPhase(Phase::Cancelling);
    m_notice->showPromise(tr("Cancelling…"));
    Q_EMIT cancelled();
}

void PrintSheet::showOutcome(PrintOutcome outcome)
{
    const Phase was = std::exchange(m_phase, Phase::Idle);
    if (was == Phase::Idle)
        return;
    if (m_run) {
        m_run->disconnect(this);
        m_run->cancel();
        m_run.reset();
    }
    if (outcome == PrintOutcome::Taken) {
        closeSheet();
        return;
    }
    setPhase(Phase::Idle);
    if (was != Phase::Cancelling)
        m_notice->showProblem(outcomeSentence(outcome));
    else if (m_problem.isEmpty())
        m_notice->showPromise(tr("Cancelled. Nothing was printed."));
    else
        m_notice->showProblem(m_problem);
    m_print->setFocus();
}

void PrintSheet::reject()
{
    if (m_phase == Phase::Cancelling)
        return; // it ends in a moment
    if (m_phase != Phase::Asking && m_phase != Phase::Making) {
        Sheet::reject();
        return;
    }
    giveUp({}); // first: whoever hears it ends the print system before the pipe ends
    if (m_run)
        m_run->cancel();
}

} // namespace lockleaf::ui
