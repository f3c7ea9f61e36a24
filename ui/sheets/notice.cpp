// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/notice.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme_manager.h"
#include "ui/widgets/label.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QPainter>
#include <QStyle>

namespace lockleaf::ui {

Notice::Notice(QWidget* parent)
    : QWidget(parent), m_text(new Label({}, TextRole::Help, Token::TextSecondary, this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::IconMedium + metrics::Space2, 0, 0, 0);
    row->addWidget(m_text, 1);
    m_text->setWordWrap(true);
}

void Notice::showPromise(const QString& sentence)
{
    m_problem = false;
    m_text->setToken(Token::TextSecondary);
    m_text->setText(sentence);
    update();
}

void Notice::showProblem(const QString& sentence)
{
    m_problem = true;
    m_text->setToken(Token::Danger);
    m_text->setText(sentence);
    setAccessibleName(sentence);
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
    update();
}

void Notice::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QRect place =
        QStyle::visualRect(layoutDirection(), rect(), QRect(0, 0, metrics::IconMedium, height()));
    icons::paint(painter, place, m_problem ? Icon::Warning : Icon::Shield,
                 currentTheme().color(m_problem ? Token::Danger : Token::TextSecondary), metrics::IconMedium);
}

} // namespace lockleaf::ui
