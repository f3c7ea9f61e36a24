// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/trash_bar.h"

#include "ui/theme/counted.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme_manager.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/label.h"

#include <QHBoxLayout>
#include <QPaintEvent>
#include <QPainter>

namespace lockleaf::ui {

TrashBar::TrashBar(QWidget* parent) : QWidget(parent)
{
    auto* words = new Label(tr("This note is in the Trash."), TextRole::Body, Token::Warn, this);
    auto* restore = new Button(tr("Restore"), Button::Kind::Secondary, this);
    restore->setLeadingIcon(Icon::Restore);
    auto* remove = new LinkButton(tr("Delete for good…"), this);
    remove->setToken(Token::Danger);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::Space6, metrics::Space2, metrics::Space4, metrics::Space2);
    row->setSpacing(metrics::Space3);
    row->addWidget(words, 1);
    row->addWidget(remove);
    row->addWidget(restore);
    connect(restore, &QPushButton::clicked, this, &TrashBar::restoreRequested);
    connect(remove, &QPushButton::clicked, this, &TrashBar::deleteRequested);
    connect(&ThemeManager::instance(), &ThemeManager::themeChanged, this, qOverload<>(&QWidget::update));
}

TrashHead::TrashHead(QWidget* parent)
    : QWidget(parent), m_words(new Label({}, TextRole::Help, Token::TextSecondary, this))
{
    auto* empty = new LinkButton(tr("Empty Trash…"), this);
    empty->setToken(Token::Danger);
    m_words->setWordWrap(true);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(22, 0, 22, metrics::Space2); // where the rows of the list begin
    row->setSpacing(metrics::Space2);
    row->addWidget(m_words, 1);
    row->addWidget(empty);
    connect(empty, &QPushButton::clicked, this, &TrashHead::emptyRequested);
    setDays(0);
}

void TrashHead::setDays(int days)
{
    m_words->setText(days > 0 ? counted(days, tr("Kept for 1 day"), tr("Kept for %1 days"))
                              : tr("Kept until you empty it"));
}

void TrashBar::paintEvent(QPaintEvent* event)
{
    QPainter(this).fillRect(event->rect(), currentTheme().color(Token::WarnTint));
}

} // namespace lockleaf::ui
