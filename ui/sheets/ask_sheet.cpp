// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/ask_sheet.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/label.h"
#include "ui/widgets/progress_bar.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace lockleaf::ui {

namespace {

constexpr int AskSheetCardWidth = 440;
constexpr int AskSheetBarRange = 1000;

} // namespace

AskSheet::AskSheet(const QString& title, const QString& sentence, const QString& action, QWidget* anyWidget)
    : Sheet(title, anyWidget), m_sentence(new Label(sentence, TextRole::Body, Token::Text)),
      m_bar(new ProgressBar(title)), m_cancel(new Button(tr("Cancel"))),
      m_act(new Button(action, Button::Kind::Danger))
{
    setCardWidth(AskSheetCardWidth);
    m_sentence->setWordWrap(true);
    QSizePolicy kept = m_bar->sizePolicy();
    kept.setRetainSizeWhenHidden(true);
    m_bar->setSizePolicy(kept);
    m_bar->hide();
    auto* foot = new QHBoxLayout;
    foot->setSpacing(metrics::Space3);
    foot->addStretch(1);
    foot->addWidget(m_cancel);
    foot->addWidget(m_act);
    contentLayout()->setSpacing(metrics::Space3);
    contentLayout()->addWidget(m_sentence);
    contentLayout()->addWidget(m_bar);
    contentLayout()->addLayout(foot);
    setInitialFocus(m_cancel); // Enter must not delete what nobody has read about
    connect(m_cancel, &QPushButton::clicked, this, &AskSheet::reject);
    connect(m_act, &QPushButton::clicked, this, &AskSheet::accepted);
}

void AskSheet::setWorking(const QString& sentence)
{
    m_working = true;
    setVeilCloses(false);
    m_sentence->setText(sentence);
    m_bar->setRange(0, 0);
    m_bar->show();
    m_act->setEnabled(false);
    m_cancel->setFocus();
}

void AskSheet::showProgress(qulonglong done, qulonglong total)
{
    if (total == 0)
        return;
    m_bar->setRange(0, AskSheetBarRange);
    m_bar->setValue(static_cast<int>(done * AskSheetBarRange / total));
}

void AskSheet::reject()
{
    if (m_working)
        Q_EMIT cancelRequested();
    else
        Sheet::reject();
}

} // namespace lockleaf::ui
