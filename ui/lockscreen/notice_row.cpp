// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lockscreen/notice_row.h"

#include "ui/theme/theme_manager.h"
#include "ui/widgets/label.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QPainter>
#include <QStyle>

namespace lockleaf::ui {

namespace {

constexpr int IconSize = 15;
constexpr int TextLeft = 23;

} // namespace

NoticeRow::NoticeRow(QWidget* parent)
    : QWidget(parent), m_label(new Label({}, TextRole::Help, Token::Text, this))
{
    m_label->setWordWrap(true);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(typography::scaled(TextLeft), 0, 0, 0);
    row->addWidget(m_label);
    setVisible(false);
}

void NoticeRow::setNotice(Icon icon, const QString& text, Token iconToken, Token textToken, bool alert)
{
    m_icon = icon;
    m_iconToken = iconToken;
    m_label->setToken(textToken);
    m_label->setText(text);
    setAccessibleName(text);
    setVisible(!text.isEmpty());
    update();
    if (!alert || text.isEmpty())
        return;
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void NoticeRow::clearNotice()
{
    setNotice(m_icon, {}, m_iconToken, Token::Text, false);
}

void NoticeRow::setStrong(bool strong)
{
    m_label->setRole(strong ? TextRole::FieldLabel : TextRole::Help);
}

void NoticeRow::setTopGap(int pixels)
{
    layout()->setContentsMargins(typography::scaled(TextLeft), pixels, 0, 0);
}

void NoticeRow::keepRoom()
{
    QSizePolicy kept = sizePolicy();
    kept.setRetainSizeWhenHidden(true);
    setSizePolicy(kept);
}

QString NoticeRow::text() const
{
    return m_label->text();
}

void NoticeRow::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const int size = typography::scaled(IconSize);
    const QRect slot(1, layout()->contentsMargins().top(), size, m_label->fontMetrics().height() + 1);
    icons::paint(painter, QStyle::visualRect(layoutDirection(), rect(), slot), m_icon,
                 currentTheme().color(m_iconToken), size);
}

} // namespace lockleaf::ui
