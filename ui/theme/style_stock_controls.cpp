// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/style_stock_controls.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme_manager.h"

#include <QPainter>
#include <QStyleOption>
#include <QWidget>

namespace lockleaf::ui::style_stock_controls {

namespace {

constexpr int ComboArrowColumn = 28;

void drawRounded(QPainter& painter, const QRect& rect, const QColor& fill, const QColor& border, qreal width)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(width > 0 ? QPen(border, width) : QPen(Qt::NoPen));
    painter.setBrush(fill);
    const qreal half = width / 2;
    painter.drawRoundedRect(QRectF(rect).adjusted(half, half, -half, -half), metrics::RadiusControl - half,
                            metrics::RadiusControl - half);
    painter.restore();
}

bool isPrimary(const QStyleOptionButton& option)
{
    return option.features.testFlag(QStyleOptionButton::DefaultButton);
}

} // namespace

void drawField(const QStyleOption& option, QPainter& painter, const QWidget* widget)
{
    const Theme& theme = currentTheme();
    const bool error = widget != nullptr && widget->property("lockleafError").toBool();
    const bool focused = option.state.testFlag(QStyle::State_HasFocus);
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    const Token border = error     ? Token::Danger
                         : focused ? Token::Accent
                         : enabled ? Token::LineStrong
                                   : Token::Line;
    const qreal width = error || focused ? metrics::RingWidth : 1;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.color(border), width));
    painter.setBrush(theme.color(Token::Field));
    painter.drawRoundedRect(QRectF(option.rect).adjusted(width / 2, width / 2, -width / 2, -width / 2),
                            metrics::RadiusControl - width / 2, metrics::RadiusControl - width / 2);
    painter.restore();
}

void drawViewFrame(const QStyleOption& option, QPainter& painter)
{
    drawRounded(painter, option.rect, Qt::transparent, currentTheme().color(Token::Line), 1);
}

void drawButtonPanel(const QStyleOptionButton& option, QPainter& painter)
{
    const Theme& theme = currentTheme();
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    const bool hovered = enabled && (option.state.testFlag(QStyle::State_MouseOver) ||
                                     option.state.testFlag(QStyle::State_Sunken));
    const bool focused = option.state.testFlag(QStyle::State_HasFocus) &&
                         option.state.testFlag(QStyle::State_KeyboardFocusChange);
    if (isPrimary(option)) {
        const Token fill = !enabled ? Token::Line : hovered ? Token::AccentHover : Token::Accent;
        drawRounded(painter, option.rect, theme.color(fill), theme.color(Token::Text), focused ? 2 : 0);
        return;
    }
    const Token border = focused ? Token::Accent : enabled ? Token::LineStrong : Token::Line;
    drawRounded(painter, option.rect, theme.color(hovered ? Token::Hover : Token::Raised),
                theme.color(border), focused ? metrics::RingWidth : 1);
}

QColor buttonTextColor(const QStyleOptionButton& option)
{
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    if (isPrimary(option))
        return currentTheme().color(enabled ? Token::OnAccent : Token::TextSecondary);
    return currentTheme().color(enabled ? Token::Text : Token::TextTertiary);
}

void drawToolButtonPanel(const QStyleOption& option, QPainter& painter)
{
    const Theme& theme = currentTheme();
    const bool on = option.state.testFlag(QStyle::State_On) || option.state.testFlag(QStyle::State_Sunken);
    const bool hovered =
        option.state.testFlag(QStyle::State_MouseOver) && option.state.testFlag(QStyle::State_Enabled);
    if (on || hovered)
        drawRounded(painter, option.rect, theme.color(on ? Token::Tint : Token::Hover),
                    theme.color(Token::Text), on && theme.isHighContrast() ? 2 : 0);
}

void drawComboBox(const QStyleOptionComboBox& option, QPainter& painter)
{
    const Theme& theme = currentTheme();
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    const bool focused = option.state.testFlag(QStyle::State_HasFocus);
    const Token border = focused ? Token::Accent : enabled ? Token::LineStrong : Token::Line;
    drawRounded(painter, option.rect, theme.color(option.editable ? Token::Field : Token::Raised),
                theme.color(border), focused ? metrics::RingWidth : 1);
    const QRect arrow(option.rect.right() - ComboArrowColumn + 1, option.rect.y(), ComboArrowColumn,
                      option.rect.height());
    icons::paint(painter, QStyle::visualRect(option.direction, option.rect, arrow), Icon::ChevronDown,
                 theme.color(Token::TextSecondary), metrics::IconSmall);
}

void drawHeaderSection(const QStyleOptionHeader& option, QPainter& painter)
{
    const Theme& theme = currentTheme();
    painter.fillRect(option.rect, theme.color(Token::List));
    painter.fillRect(QRect(option.rect.x(), option.rect.bottom(), option.rect.width(), 1),
                     theme.color(Token::Line));
}

void drawItemPanel(const QStyleOption& option, QPainter& painter)
{
    const Theme& theme = currentTheme();
    if (option.state.testFlag(QStyle::State_Selected)) {
        painter.fillRect(option.rect, theme.color(Token::Tint));
        if (theme.isHighContrast()) {
            painter.setPen(QPen(theme.color(Token::Text), 2));
            painter.drawRect(option.rect.adjusted(1, 1, -1, -1));
        }
    } else if (option.state.testFlag(QStyle::State_MouseOver) &&
               option.state.testFlag(QStyle::State_Enabled)) {
        painter.fillRect(option.rect, theme.color(Token::Hover));
    }
}

QIcon standardIcon(QStyle::StandardPixmap picture)
{
    switch (picture) {
    case QStyle::SP_FileDialogBack:
    case QStyle::SP_ArrowBack:
    case QStyle::SP_ArrowLeft:
        return icons::themed(Icon::ArrowLeft);
    case QStyle::SP_ArrowForward:
    case QStyle::SP_ArrowRight:
        return icons::themed(Icon::ArrowRight);
    case QStyle::SP_FileDialogToParent:
    case QStyle::SP_ArrowUp:
        return icons::themed(Icon::ChevronUp);
    case QStyle::SP_FileDialogNewFolder:
        return icons::themed(Icon::Plus);
    case QStyle::SP_FileDialogListView:
        return icons::themed(Icon::Sidebar);
    case QStyle::SP_FileDialogDetailedView:
        return icons::themed(Icon::BulletList);
    case QStyle::SP_DirIcon:
    case QStyle::SP_DirLinkIcon:
    case QStyle::SP_DirOpenIcon:
    case QStyle::SP_DirClosedIcon:
    case QStyle::SP_DirHomeIcon:
        return icons::themed(Icon::Folder);
    case QStyle::SP_FileIcon:
    case QStyle::SP_FileLinkIcon:
        return icons::themed(Icon::File);
    case QStyle::SP_ComputerIcon:
    case QStyle::SP_DriveHDIcon:
    case QStyle::SP_DriveNetIcon:
        return icons::themed(Icon::Keyboard);
    case QStyle::SP_LineEditClearButton:
        return icons::themed(Icon::Close);
    default:
        return {};
    }
}

} // namespace lockleaf::ui::style_stock_controls
