// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lockscreen/create_head.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/label.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace lockleaf::ui {

namespace {

constexpr int CreateHeadEnd = 29;

} // namespace

CreateHead::CreateHead(QWidget* parent)
    : QWidget(parent), m_back(new LinkButton(tr("Back"), this)),
      m_openVault(new LinkButton(tr("Open a vault…"), this))
{
    m_back->setAccessibleName(tr("Back to the locked vault"));
    m_back->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::Space6, metrics::Space6, CreateHeadEnd, 0);
    column->setSpacing(0);
    auto* row = new QHBoxLayout;
    row->setSpacing(metrics::Space2);
    row->addWidget(m_back);
    row->addStretch(1);
    row->addWidget(new Label(tr("Already have notes?"), TextRole::Help, Token::TextSecondary, this));
    row->addWidget(m_openVault);
    // This process opens no vault: an archive comes back in the window of the new one.
    auto* archive = new Label(tr("Have an archive? Make the vault first, then choose “Restore an archive…”."),
                              TextRole::Caption, Token::TextSecondary, this);
    archive->setWordWrap(true);
    archive->setAlignment(Qt::AlignTrailing | Qt::AlignTop);
    auto* archiveRow = new QHBoxLayout;
    archiveRow->setContentsMargins(0, 0, metrics::Space1, 0);
    archiveRow->addWidget(archive);
    column->addLayout(row);
    column->addLayout(archiveRow);
    connect(m_back, &QPushButton::clicked, this, &CreateHead::backRequested);
    connect(m_openVault, &QPushButton::clicked, this, &CreateHead::openVaultRequested);
}

void CreateHead::setBackOffered(bool offered)
{
    m_back->setVisible(offered);
}

QWidget* CreateHead::openVault() const
{
    return m_openVault;
}

QWidget* CreateHead::back() const
{
    return m_back;
}

} // namespace lockleaf::ui
