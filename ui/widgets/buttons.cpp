// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/buttons.h"

#include "ui/theme/theme_manager.h"
#include "ui/theme/typography.h"
#include "ui/widgets/control_painter.h"

#include <QPainter>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace lockleaf::ui {

namespace {

constexpr int ButtonPadding = 16;
constexpr int LinkPadding = 2;
constexpr int ButtonsIconGap = 8;

/// Draws an optional icon and the text as one block, centred in `rect`.
void drawCaption(QPainter& painter, const QRect& rect, const QString& text, const std::optional<Icon>& icon,
                 const QColor& color)
{
    const int textWidth = painter.fontMetrics().size(Qt::TextShowMnemonic | Qt::TextSingleLine, text).width();
    const int drawing = typography::scaled(metrics::IconMedium);
    const int iconWidth = icon ? drawing + ButtonsIconGap : 0;
    const int start = rect.x() + qMax(0, (rect.width() - textWidth - iconWidth) / 2);
    const auto visual = [&](const QRect& r) {
        return QStyle::visualRect(painter.layoutDirection(), rect, r);
    };
    if (icon) {
        const QRect slot(start, rect.y(), drawing, rect.height());
        icons::paint(painter, visual(slot), *icon, color, drawing);
    }
    painter.setPen(color);
    const QRect room(start + iconWidth, rect.y(), qMin(textWidth, rect.width() - iconWidth) + 1,
                     rect.height());
    painter.drawText(visual(room), Qt::AlignCenter | Qt::TextShowMnemonic | Qt::TextSingleLine, text);
}

QSize captionSize(const QFont& font, const QString& text, bool withIcon)
{
    const QSize size = QFontMetrics(font).size(Qt::TextShowMnemonic | Qt::TextSingleLine, text);
    return {size.width() + (withIcon ? typography::scaled(metrics::IconMedium) + ButtonsIconGap : 0),
            size.height()};
}

} // namespace

Button::Button(const QString& text, Kind kind, QWidget* parent) : QPushButton(text, parent), m_kind(kind)
{
    setAutoDefault(true); // Enter presses it
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed);
}

void Button::setLeadingIcon(Icon icon)
{
    m_leading = icon;
    updateGeometry();
    update();
}

void Button::setKind(Kind kind)
{
    m_kind = kind;
    updateGeometry();
    update();
}

void Button::setBaseHeight(int height)
{
    m_baseHeight = height;
    updateGeometry();
}

QFont Button::shownFont() const
{
    return typography::font(m_kind == Kind::Secondary ? TextRole::Body : TextRole::BodyStrong);
}

QSize Button::sizeHint() const
{
    const QSize caption = captionSize(shownFont(), text(), m_leading.has_value());
    return {caption.width() + 2 * ButtonPadding, qMax(m_baseHeight, caption.height() + metrics::Space4)};
}

QSize Button::minimumSizeHint() const
{
    return sizeHint();
}

void Button::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setLayoutDirection(layoutDirection());
    painter.setFont(shownFont());
    const Theme& theme = currentTheme();
    const bool hovered = isEnabled() && (underMouse() || isDown());
    const bool ring = control_painter::showsFocusRing(*this);
    QColor caption;
    if (m_kind == Kind::Secondary) {
        const Token border = ring ? Token::Accent : isEnabled() ? Token::LineStrong : Token::Line;
        control_painter::frame(painter, rect(), theme.color(border), ring ? metrics::RingWidth : 1,
                               metrics::RadiusControl, theme.color(hovered ? Token::Hover : Token::Raised));
        caption = theme.color(isEnabled() ? Token::Text : Token::TextTertiary);
    } else {
        const QColor danger = theme.color(Token::Danger);
        const QColor filled = m_kind == Kind::Danger
                                  ? (hovered ? danger.darker(110) : danger)
                                  : theme.color(hovered ? Token::AccentHover : Token::Accent);
        control_painter::fill(painter, rect(), isEnabled() ? filled : theme.color(Token::Line),
                              metrics::RadiusControl);
        if (ring) // accent on accent would not show
            control_painter::frame(painter, QRectF(rect()).adjusted(3, 3, -3, -3),
                                   theme.color(Token::OnAccent), metrics::RingWidth,
                                   metrics::RadiusControl - 3);
        caption = theme.color(isEnabled() ? Token::OnAccent : Token::TextSecondary);
    }
    drawCaption(painter, rect(), text(), m_leading, caption);
}

LinkButton::LinkButton(const QString& text, QWidget* parent) : QPushButton(text, parent)
{
    setAutoDefault(true);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void LinkButton::setLeadingIcon(Icon icon)
{
    m_leading = icon;
    updateGeometry();
    update();
}

void LinkButton::setToken(Token token)
{
    m_token = token;
    update();
}

void LinkButton::setStrong(bool strong)
{
    m_strong = strong;
    updateGeometry();
    update();
}

QFont LinkButton::shownFont() const
{
    return typography::font(m_strong ? TextRole::BodyStrong : TextRole::Body);
}

QSize LinkButton::sizeHint() const
{
    const QSize caption = captionSize(shownFont(), text(), m_leading.has_value());
    return {caption.width() + 2 * LinkPadding + 2,
            qMax(metrics::IconButtonSize, caption.height() + metrics::Space2)};
}

void LinkButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setLayoutDirection(layoutDirection());
    QFont font = shownFont();
    font.setUnderline(isEnabled() && underMouse());
    painter.setFont(font);
    drawCaption(painter, rect(), text(), m_leading,
                currentTheme().color(isEnabled() ? m_token : Token::TextTertiary));
    if (control_painter::showsFocusRing(*this))
        control_painter::focusRing(painter, rect(), metrics::RadiusRow);
}

void LinkButton::enterEvent(QEnterEvent* event)
{
    QPushButton::enterEvent(event);
    update();
}

void LinkButton::leaveEvent(QEvent* event)
{
    QPushButton::leaveEvent(event);
    update();
}

IconButton::IconButton(Icon icon, const QString& accessibleName, QWidget* parent)
    : QPushButton(parent), m_icon(icon)
{
    Q_ASSERT_X(!accessibleName.isEmpty(), "IconButton", "a drawing without words needs a name");
    setName(accessibleName);
    setAutoDefault(true);
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void IconButton::setDrawing(Icon icon)
{
    m_icon = icon;
    update();
}

void IconButton::setName(const QString& accessibleName, const QString& keys)
{
    setAccessibleName(accessibleName);
    setToolTip(keys.isEmpty() ? accessibleName : u"%1  %2"_s.arg(accessibleName, keys));
}

void IconButton::setDrawingSize(int pixels)
{
    m_drawingSize = pixels;
    update();
}

void IconButton::setToken(Token token)
{
    m_token = token;
    update();
}

void IconButton::setCheckedToken(Token token)
{
    m_checkedToken = token;
    update();
}

void IconButton::setFramedWhenChecked(bool framed)
{
    m_framedWhenChecked = framed;
    update();
}

QSize IconButton::sizeHint() const
{
    const int side = qMax(metrics::IconButtonSize, typography::scaled(m_drawingSize) + metrics::Space2);
    return {side, side};
}

void IconButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setLayoutDirection(layoutDirection());
    const Theme& theme = currentTheme();
    if (m_framedWhenChecked && isChecked())
        control_painter::frame(painter, rect(), theme.color(Token::Accent), 1, metrics::RadiusRow,
                               theme.color(Token::Tint));
    else if (isEnabled() && (underMouse() || isDown()))
        control_painter::fill(painter, rect(), theme.color(isDown() ? Token::Tint : Token::Hover),
                              metrics::RadiusRow);
    const Token token = !isEnabled() ? Token::TextTertiary : isChecked() ? m_checkedToken : m_token;
    icons::paint(painter, rect(), m_icon, theme.color(token), typography::scaled(m_drawingSize));
    if (control_painter::showsFocusRing(*this))
        control_painter::focusRing(painter, rect(), metrics::RadiusRow);
}

void IconButton::enterEvent(QEnterEvent* event)
{
    QPushButton::enterEvent(event);
    update();
}

void IconButton::leaveEvent(QEvent* event)
{
    QPushButton::leaveEvent(event);
    update();
}

} // namespace lockleaf::ui
