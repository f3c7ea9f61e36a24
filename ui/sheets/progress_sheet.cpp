// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/progress_sheet.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/progress_bar.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace lockleaf::ui {

namespace {

constexpr int ProgressSheetCardWidth = 440;
constexpr int ProgressSheetBarRange = 1000;

} // namespace

ProgressSheet::ProgressSheet(const QString& title, QWidget* anyWidget)
    : Sheet(title, anyWidget), m_bar(new ProgressBar(title))
{
    setCardWidth(ProgressSheetCardWidth);
    setVeilCloses(false);
    m_bar->setRange(0, 0);
    auto* cancel = new Button(tr("Cancel"));
    auto* foot = new QHBoxLayout;
    foot->addStretch(1);
    foot->addWidget(cancel);
    contentLayout()->setSpacing(metrics::Space3);
    contentLayout()->addWidget(m_bar);
    contentLayout()->addLayout(foot);
    setInitialFocus(this);
    connect(cancel, &QPushButton::clicked, this, &ProgressSheet::cancelRequested);
}

void ProgressSheet::showProgress(qulonglong done, qulonglong total)
{
    if (total == 0)
        return;
    m_bar->setRange(0, ProgressSheetBarRange);
    m_bar->setValue(static_cast<int>(done * ProgressSheetBarRange / total));
}

} // namespace lockleaf::ui
