// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/vault_notice_sheet.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/label.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace lockleaf::ui {

VaultNoticeSheet::VaultNoticeSheet(const QStringList& sentences, bool older, QWidget* anyWidget)
    : Sheet(tr("About this vault file"), anyWidget)
{
    setCardWidth(520);
    contentLayout()->setSpacing(metrics::Space3);
    for (const QString& sentence : sentences) {
        auto* text = new Label(sentence, TextRole::Body, Token::Text);
        text->setWordWrap(true);
        contentLayout()->addWidget(text);
    }
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(0, metrics::Space2, 0, 0);
    foot->setSpacing(metrics::Space3);
    foot->addStretch(1);
    auto* lock = new Button(tr("Lock"));
    auto* goOn = new Button(older ? tr("Go on with this file") : tr("Go on"), Button::Kind::Primary);
    foot->addWidget(lock);
    foot->addWidget(goOn);
    contentLayout()->addLayout(foot);
    connect(lock, &QPushButton::clicked, this, &VaultNoticeSheet::lockRequested);
    connect(goOn, &QPushButton::clicked, this, [this, older] {
        if (older)
            Q_EMIT olderFileAccepted();
        closeSheet();
    });
    // Enter must not accept what has not been read.
    setInitialFocus(older ? lock : goOn);
}

} // namespace lockleaf::ui
