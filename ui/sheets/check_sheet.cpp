// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/check_sheet.h"

#include "ui/main/error_words.h"
#include "ui/sheets/check_words.h"
#include "ui/sheets/notice.h"
#include "ui/sheets/report_view.h"
#include "ui/theme/metrics.h"
#include "ui/vault/damage_names.h"
#include "ui/vault/held_job.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/label.h"
#include "ui/widgets/progress_bar.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>

namespace lockleaf::ui {

namespace {

constexpr int CheckCardWidth = 560;
constexpr int CheckBarRange = 1000;

} // namespace

CheckSheet::CheckSheet(VaultSession& session, QWidget* anyWidget)
    : Sheet(tr("Check the vault"), anyWidget), m_session(session),
      m_intro(new Label(tr("Everything in the vault is read and compared: pages, notes, versions, files, the "
                           "list and the index. Nothing is changed, and you can go on writing afterwards "
                           "as before."),
                        TextRole::Help, Token::TextSecondary)),
      m_bar(new ProgressBar(tr("Check the vault"))), m_report(new ReportView), m_notice(new Notice),
      m_salvage(new Button(tr("Salvage…"))), m_close(new Button(tr("Cancel")))
{
    setCardWidth(CheckCardWidth);
    setVeilCloses(false);
    contentLayout()->setSpacing(metrics::Space3);
    m_intro->setWordWrap(true);
    contentLayout()->addWidget(m_intro);
    contentLayout()->addWidget(m_report);
    contentLayout()->addWidget(m_bar);
    auto* foot = new QHBoxLayout;
    foot->setSpacing(metrics::Space3);
    foot->addWidget(m_notice, 1);
    foot->addWidget(m_salvage);
    foot->addWidget(m_close);
    contentLayout()->addLayout(foot);
    m_report->hide();
    m_salvage->hide();
    m_bar->setRange(0, 0);
    m_notice->showPromise(tr("Reading…"));
    setInitialFocus(m_close);
    connect(m_close, &QPushButton::clicked, this, &CheckSheet::reject);
    connect(m_salvage, &QPushButton::clicked, this, [this] {
        closeSheet();
        Q_EMIT salvageRequested();
    });
    connect(m_report, &ReportView::said, this, [this](const QString& said) { m_notice->showPromise(said); });
    connect(m_report, &ReportView::failed, this,
            [this](const QString& said) { m_notice->showProblem(said); });
    connect(this, &Sheet::closed, this, [this] { m_run.reset(); });
    start();
}

CheckSheet::~CheckSheet() = default;

void CheckSheet::start()
{
    m_run = std::make_unique<JobRun>(m_session, nullptr);
    connect(m_run.get(), &JobRun::progressed, this, &CheckSheet::handleProgress);
    connect(m_run.get(), &JobRun::finished, this, [this](const std::optional<Error>& error) {
        m_run.release()->deleteLater(); // it tells this: it must not go before it returns
        handleEnded(error);
    });
    m_run->start([found = m_found](Vault& vault) -> Result<std::unique_ptr<SlicedJob>> {
        return std::make_unique<HeldJob>(found, vault.makeVerifyJob(*found));
    });
}

void CheckSheet::handleProgress(qulonglong done, qulonglong total)
{
    if (total == 0)
        return;
    m_bar->setRange(0, CheckBarRange);
    m_bar->setValue(static_cast<int>(std::min(done, total) * CheckBarRange / total));
    const QLocale locale;
    m_notice->showPromise(done >= total ? tr("Comparing the list, the index and the files…")
                                        : tr("%1 of %2").arg(locale.toString(done), locale.toString(total)));
}

void CheckSheet::handleEnded(const std::optional<Error>& error)
{
    if (error && error->code == ErrorCode::Cancelled) {
        Sheet::reject();
        return;
    }
    if (error) {
        m_bar->hide();
        m_close->setText(tr("Close"));
        m_notice->showProblem(tr("The check could not be ended: %1").arg(shortReason(*error)));
        return;
    }
    Q_EMIT checked();
    auto names = [found = m_found](Vault& vault) -> Result<QStringList> {
        return damageNames(vault, found->problems);
    };
    m_session.ask(this, std::move(names),
                  [this](const Result<QStringList>& known) { showReport(known.value_or(QStringList())); });
}

void CheckSheet::showReport(const QStringList& names)
{
    const bool damaged = !m_found->problems.empty();
    m_intro->hide();
    m_bar->hide();
    m_report->setReport(checkReport(*m_found, names));
    m_report->show();
    m_close->setText(tr("Close"));
    m_salvage->setVisible(damaged);
    setVeilCloses(true);
    if (damaged)
        m_notice->showProblem(checkSummary(*m_found));
    else
        m_notice->showPromise(checkSummary(*m_found));
    m_close->setFocus();
}

void CheckSheet::reject()
{
    if (!m_run) {
        Sheet::reject();
        return;
    }
    m_notice->showPromise(tr("Cancelling…"));
    m_run->cancel();
}

} // namespace lockleaf::ui
