// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/vault_notice_sheet.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/label.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace lockleaf::ui {

VaultNoticeSheet::VaultNoticeSheet(const QStringList& sentences, bool older, QWidget* anyWidget)
    : Sheet(tr("About this vault file"), anyWidget), m_lock(new Button(tr("Lock"))),
      m_goOn(new Button(older ? tr("Go on with this file") : tr("Go on"), Button::Kind::Primary))
{
    setCardWidth(520);
    contentLayout()->setSpacing(metrics::Space3);
    for (const QString& sentence : sentences) {
        auto* text = new Label(sentence, TextRole::Body, Token::Text);
        text->setWordWrap(true);
        contentLayout()->addWidget(text);
    }
    m_foot = new QHBoxLayout;
    m_foot->setContentsMargins(0, metrics::Space2, 0, 0);
    m_foot->setSpacing(metrics::Space3);
    m_foot->addStretch(1);
    m_foot->addWidget(m_lock);
    m_foot->addWidget(m_goOn);
    contentLayout()->addLayout(m_foot);
    connect(m_lock, &QPushButton::clicked, this, &VaultNoticeSheet::lockRequested);
    connect(m_goOn, &QPushButton::clicked, this, [this, older] {
        if (older)
            Q_EMIT olderFileAccepted();
        closeSheet();
    });
    // Enter must not accept what has not been read.
    setInitialFocus(older ? m_lock : m_goOn);
}

void VaultNoticeSheet::offer(const QString& action, const QString& later)
{
    // A primary button can be only one, and a button keeps its kind.
    m_foot->removeWidget(m_lock);
    m_foot->removeWidget(m_goOn);
    m_lock->hide();
    m_goOn->hide();
    auto* leave = new Button(later);
    auto* act = new Button(action, Button::Kind::Primary);
    m_foot->addWidget(leave);
    m_foot->addWidget(act);
    setInitialFocus(leave);
    connect(leave, &QPushButton::clicked, this, &Sheet::closeSheet);
    connect(act, &QPushButton::clicked, this, [this] {
        closeSheet();
        Q_EMIT actionChosen();
    });
}

} // namespace lockleaf::ui
