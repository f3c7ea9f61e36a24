// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/unlock_line.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme_manager.h"
#include "ui/theme/typography.h"
#include "ui/widgets/control_painter.h"

#include <QPainter>
#include <QStyle>

#include <algorithm>

namespace lockleaf::ui {

namespace {

constexpr int UnlockLineHeight = 28;
constexpr int UnlockLineInset = 6;
constexpr int UnlockLineIcon = 15;

} // namespace

UnlockLine::UnlockLine(QWidget* parent) : QPushButton(parent)
{
    setFlat(true);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    hide();
}

void UnlockLine::showFact(const QString& text, bool warns)
{
    m_warns = warns;
    setText(text);
    setAccessibleName(text);
    setAccessibleDescription(tr("Shows what is known since the last unlock"));
    setToolTip(text);
    setVisible(!text.isEmpty());
    update();
}

QSize UnlockLine::sizeHint() const
{
    const QFontMetrics metrics(typography::font(TextRole::Caption));
    return {0, std::max(typography::scaled(UnlockLineHeight), metrics.height() + 8)};
}

QSize UnlockLine::minimumSizeHint() const
{
    return sizeHint();
}

void UnlockLine::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = currentTheme();
    if (underMouse() || isDown())
        control_painter::fill(painter, rect(), theme.color(Token::Hover), metrics::RadiusControl);
    const int size = typography::scaled(UnlockLineIcon);
    const Token ink = m_warns ? Token::Warn : Token::TextSecondary;
    const QRect icon(UnlockLineInset, (height() - size) / 2, size, size);
    icons::paint(painter, QStyle::visualRect(layoutDirection(), rect(), icon),
                 m_warns ? Icon::Warning : Icon::History, theme.color(ink), size);
    const int left = icon.right() + 1 + UnlockLineInset;
    const QRect words(left, 0, width() - left - UnlockLineInset, height());
    const QFont font = typography::font(m_warns ? TextRole::SectionLabel : TextRole::Caption);
    painter.setFont(font);
    painter.setPen(theme.color(ink));
    const Qt::Alignment side = QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft | Qt::AlignVCenter);
    painter.drawText(QStyle::visualRect(layoutDirection(), rect(), words),
                     static_cast<int>(side) | Qt::TextSingleLine,
                     QFontMetrics(font).elidedText(text(), Qt::ElideRight, words.width()));
    if (control_painter::showsFocusRing(*this))
        control_painter::focusRing(painter, rect(), metrics::RadiusControl);
}

void UnlockLine::enterEvent(QEnterEvent* event)
{
    QPushButton::enterEvent(event);
    update();
}

void UnlockLine::leaveEvent(QEvent* event)
{
    QPushButton::leaveEvent(event);
    update();
}

} // namespace lockleaf::ui
