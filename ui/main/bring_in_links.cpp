// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/bring_in_links.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/label.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace lockleaf::ui {

BringInLinks::BringInLinks(QWidget* parent)
    : QWidget(parent), m_import(new LinkButton(tr("Import notes…"), this)),
      m_restore(new LinkButton(tr("Restore an archive…"), this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::Space1);
    auto* words = new Label(tr("Do you have notes elsewhere?"), TextRole::Help, Token::TextSecondary, this);
    words->setWordWrap(true);
    column->addWidget(words);
    for (LinkButton* link : {m_import, m_restore}) {
        auto* row = new QHBoxLayout;
        row->addWidget(link);
        row->addStretch(1);
        column->addLayout(row);
    }
    connect(m_import, &QPushButton::clicked, this, &BringInLinks::importRequested);
    connect(m_restore, &QPushButton::clicked, this, &BringInLinks::restoreRequested);
}

QWidget* BringInLinks::first() const
{
    return m_import;
}

QWidget* BringInLinks::last() const
{
    return m_restore;
}

} // namespace lockleaf::ui
