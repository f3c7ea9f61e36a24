// SPDX-License-Identifier: GPL-3.0-or-later
// The part of KitForm that prints the page: past the disk, by a pipe into the print system.
#include "ui/lockscreen/kit_form.h"
#include "ui/lockscreen/notice_row.h"
#include "ui/lockscreen/recovery_kit.h"
#include "ui/sheets/print_sheet.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/password_field.h"

#include <QCoreApplication>
#include <QPointer>
#include <QThread>

#include <utility>

namespace lockleaf::ui {

void KitForm::refreshButtons()
{
    const bool prints = m_printing != Printing::Idle && m_printing != Printing::Told;
    m_save->setEnabled(!m_working && !m_saving && !prints);
    m_print->setEnabled(!m_working && !m_saving && !prints);
    m_print->setText(m_printing == Printing::Told ? tr("Print now")
                     : prints                     ? tr("Printing…")
                                                  : tr("Print…"));
}

void KitForm::setPrinting(Printing phase)
{
    m_printing = phase;
    refreshButtons();
}

/// Said before it is done, since it cannot be taken back.
void KitForm::print()
{
    if (!m_code)
        return;
    if (m_printing != Printing::Told) {
        m_saved->setNotice(Icon::Info,
                           tr("It goes to your usual printer. The print system keeps a plain copy of the "
                              "page until the job ends."),
                           Token::TextSecondary, Token::TextSecondary, true);
        setPrinting(Printing::Told);
        return;
    }
    setPrinting(Printing::Asking);
    m_saved->setNotice(Icon::Info, tr("Asking the print system…"), Token::TextSecondary, Token::TextSecondary,
                       true);
    m_group->setFocus(Qt::OtherFocusReason); // the button is off now
    Q_EMIT printRequested();
}

void KitForm::startPrinting(const std::shared_ptr<PrintPipe>& pipe)
{
    if (m_printing != Printing::Asking || !m_code)
        return;
    setPrinting(Printing::Writing);
    m_stopPrinting = std::stop_source();
    auto code = std::make_shared<RecoveryCode>(m_code->clone());
    const RecoveryKitPage page = RecoveryKitPage::of(m_vaultName, QDate::currentDate());
    const QPointer<KitForm> self(this);
    QThread* const thread = QThread::create([self, code, page, pipe, stop = m_stopPrinting.get_token()] {
        const auto written = std::make_shared<Result<void>>(printRecoveryKit(page, *code, *pipe, stop));
        QMetaObject::invokeMethod(qApp, [self, written, stop] {
            if (self && !stop.stop_requested())
                self->takePrinted(*written);
        });
    });
    connect(thread, &QThread::finished, thread, &QObject::deleteLater);
    thread->start();
}

void KitForm::takePrinted(const Result<void>& written)
{
    if (m_printing != Printing::Writing)
        return;
    setPrinting(written ? Printing::Written : Printing::Cancelling);
    if (written)
        Q_EMIT printWritten();
    else
        Q_EMIT printCancelled();
}

/// Before the code goes: half a page is none.
void KitForm::stopPrinting()
{
    const bool open = m_printing == Printing::Asking || m_printing == Printing::Writing;
    m_stopPrinting.request_stop();
    setPrinting(Printing::Idle);
    if (open)
        Q_EMIT printCancelled();
}

void KitForm::showPrintOutcome(PrintOutcome outcome)
{
    if (std::exchange(m_printing, Printing::Idle) == Printing::Idle)
        return;
    m_stopPrinting.request_stop();
    refreshButtons();
    if (outcome == PrintOutcome::Taken)
        m_saved->setNotice(Icon::Check,
                           tr("Given to the print system. Wait for the page before you type its last group."),
                           Token::Accent, Token::TextSecondary, true);
    else
        m_saved->setNotice(Icon::Warning, PrintSheet::outcomeSentence(outcome), Token::Danger, Token::Danger,
                           true);
}

} // namespace lockleaf::ui
