// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/style_popups.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme_manager.h"
#include "ui/theme/typography.h"

#include <QPainter>
#include <QPainterPath>
#include <QStyleOption>
#include <QWidget>

namespace lockleaf::ui::style_popups {

namespace {

constexpr int MenuRowHeight = 32;
constexpr int MenuTextInset = 12;
constexpr int MenuIconColumn = 26;
constexpr int MenuShortcutGap = 32;

} // namespace

void drawPanel(QPainter& painter, const QRect& rect)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect, currentTheme().color(Token::Raised));
    painter.setPen(QPen(currentTheme().color(Token::Line), 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), metrics::RadiusControl,
                            metrics::RadiusControl);
    painter.restore();
}

void maskRounded(QWidget& popup)
{
    QPainterPath path;
    path.addRoundedRect(popup.rect(), metrics::RadiusControl, metrics::RadiusControl);
    popup.setMask(QRegion(path.toFillPolygon().toPolygon()));
}

void drawMenuItem(const QStyleOptionMenuItem& item, QPainter& painter)
{
    const Theme& theme = currentTheme();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (item.menuItemType == QStyleOptionMenuItem::Separator) {
        const int y = item.rect.center().y();
        painter.fillRect(QRect(item.rect.x() + MenuTextInset, y, item.rect.width() - 2 * MenuTextInset, 1),
                         theme.color(Token::Line));
        painter.restore();
        return;
    }
    const bool enabled = item.state.testFlag(QStyle::State_Enabled);
    const bool selected = enabled && item.state.testFlag(QStyle::State_Selected);
    if (selected) {
        painter.setPen(theme.isHighContrast() ? QPen(theme.color(Token::Text), 2) : QPen(Qt::NoPen));
        painter.setBrush(theme.color(Token::Tint));
        painter.drawRoundedRect(item.rect.adjusted(1, 1, -1, -1), metrics::RadiusRow - 1,
                                metrics::RadiusRow - 1);
    }
    const QColor color = theme.color(!enabled   ? Token::TextTertiary
                                     : selected ? Token::AccentText
                                                : Token::Text);
    const auto visual = [&item](const QRect& r) { return QStyle::visualRect(item.direction, item.rect, r); };
    QRect inner = item.rect.adjusted(MenuTextInset, 0, -MenuTextInset, 0);

    const bool checkable = item.checkType != QStyleOptionMenuItem::NotCheckable;
    if (checkable || !item.icon.isNull() || item.maxIconWidth > 0) {
        const QRect slot = visual(QRect(inner.x(), inner.y(), metrics::IconMedium, inner.height()));
        if (checkable && item.checked)
            icons::paint(painter, slot, Icon::Check, color, metrics::IconMedium);
        else if (!item.icon.isNull())
            item.icon.paint(&painter, slot, Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled,
                            selected ? QIcon::On : QIcon::Off);
        inner.setLeft(inner.left() + MenuIconColumn);
    }
    if (item.menuItemType == QStyleOptionMenuItem::SubMenu) {
        const QRect slot(inner.right() - metrics::IconSmall + 1, inner.y(), metrics::IconSmall,
                         inner.height());
        icons::paint(painter, visual(slot), Icon::ChevronRight, color, metrics::IconSmall);
    }
    const qsizetype tab = item.text.indexOf(u'\t');
    painter.setFont(item.font);
    painter.setPen(color);
    painter.drawText(visual(inner),
                     Qt::AlignVCenter | Qt::AlignLeft | Qt::TextShowMnemonic | Qt::TextSingleLine,
                     tab < 0 ? item.text : item.text.left(tab));
    if (tab >= 0) {
        painter.setFont(typography::font(TextRole::Caption));
        painter.setPen(enabled && !selected ? theme.color(Token::TextSecondary) : color);
        painter.drawText(visual(inner), Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine,
                         item.text.mid(tab + 1));
    }
    painter.restore();
}

QSize menuItemSize(const QStyleOptionMenuItem& item)
{
    if (item.menuItemType == QStyleOptionMenuItem::Separator)
        return {10, 9};
    const QFontMetrics textMetrics(item.font);
    const qsizetype tab = item.text.indexOf(u'\t');
    int width =
        2 * MenuTextInset + MenuIconColumn +
        textMetrics
            .size(Qt::TextShowMnemonic | Qt::TextSingleLine, item.text.left(tab < 0 ? item.text.size() : tab))
            .width();
    if (tab >= 0)
        width += MenuShortcutGap + textMetrics.horizontalAdvance(item.text.mid(tab + 1));
    if (item.menuItemType == QStyleOptionMenuItem::SubMenu)
        width += MenuShortcutGap;
    return {width, qMax(MenuRowHeight, textMetrics.height() + metrics::Space3)};
}

} // namespace lockleaf::ui::style_popups
