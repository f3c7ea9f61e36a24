// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/selection_page.h"

#include "ui/theme/counted.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/label.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace lockleaf::ui {

SelectionPage::SelectionPage(QWidget* parent)
    : QWidget(parent), m_title(new Label({}, TextRole::SheetTitle, Token::Text, this)),
      m_move(new Button({}, Button::Kind::Secondary, this)),
      m_tag(new Button(tr("Tag…"), Button::Kind::Secondary, this)),
      m_trash(new Button({}, Button::Kind::Secondary, this))
{
    m_tag->setLeadingIcon(Icon::Tag);
    m_trash->setLeadingIcon(Icon::Trash);
    m_title->setAlignment(Qt::AlignHCenter);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::Space2);
    buttons->addStretch(1);
    buttons->addWidget(m_move);
    buttons->addWidget(m_tag);
    buttons->addWidget(m_trash);
    buttons->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->setSpacing(metrics::Space4);
    column->addStretch(2);
    column->addWidget(m_title);
    column->addLayout(buttons);
    column->addStretch(3);
    setInTrash(false);
    connect(m_move, &QPushButton::clicked, this, &SelectionPage::moveRequested);
    connect(m_tag, &QPushButton::clicked, this, &SelectionPage::tagRequested);
    connect(m_trash, &QPushButton::clicked, this, &SelectionPage::trashRequested);
}

void SelectionPage::setCount(int count)
{
    m_title->setText(counted(count, tr("1 note"), tr("%1 notes")));
    setAccessibleName(m_title->text());
}

void SelectionPage::setTaggable(bool taggable)
{
    m_taggable = taggable;
    m_tag->setVisible(m_taggable && !m_inTrash);
}

void SelectionPage::setInTrash(bool inTrash)
{
    m_inTrash = inTrash;
    m_move->setText(inTrash ? tr("Restore") : tr("Move…"));
    m_move->setLeadingIcon(inTrash ? Icon::Restore : Icon::Notebook);
    m_trash->setText(inTrash ? tr("Delete for good…") : tr("Trash"));
    m_tag->setVisible(m_taggable && !m_inTrash);
}

} // namespace lockleaf::ui
