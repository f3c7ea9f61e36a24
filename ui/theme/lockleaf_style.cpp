// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/lockleaf_style.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme_manager.h"
#include "ui/theme/typography.h"

#include <QAbstractItemView>
#include <QEvent>
#include <QFrame>
#include <QMenu>
#include <QPainter>
#include <QPainterPath>
#include <QStyleFactory>
#include <QStyleOption>

using namespace Qt::StringLiterals;

namespace lockleaf::ui {

namespace {

/// U+2022: the usual bullet of Inter is huge in Qt's default choice.
constexpr int PasswordCharacter = 8226;
constexpr int ScrollBarExtent = 12;
constexpr int ScrollThumbInset = 3;
constexpr int ScrollThumbMinimum = 36;
constexpr int MenuRowHeight = 32;
constexpr int MenuPadding = 6;
constexpr int MenuTextInset = 12;
constexpr int MenuIconColumn = 26;
constexpr int MenuShortcutGap = 32;
constexpr int PopupListPadding = 4;

void drawPopupPanel(QPainter& painter, const QRect& rect)
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

/// Popups are cut to their rounded shape: a translucent window needs a compositor, which not every X11
/// session runs.
void maskRounded(QWidget& popup)
{
    QPainterPath path;
    path.addRoundedRect(popup.rect(), metrics::RadiusControl, metrics::RadiusControl);
    popup.setMask(QRegion(path.toFillPolygon().toPolygon()));
}

/// The frame of every line edit that has one: our border, the accent while it has the focus, the danger
/// colour while its property "lockleafError" is set.
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

QRect scrollThumbRect(const QStyleOptionSlider& bar)
{
    const bool horizontal = bar.orientation == Qt::Horizontal;
    const int length = horizontal ? bar.rect.width() : bar.rect.height();
    const int range = bar.maximum - bar.minimum;
    int thumb = length;
    if (range > 0) {
        const auto share = static_cast<double>(bar.pageStep) / (static_cast<double>(range) + bar.pageStep);
        thumb = qBound(qMin(ScrollThumbMinimum, length), qRound(share * length), length);
    }
    const int position = QStyle::sliderPositionFromValue(bar.minimum, bar.maximum, bar.sliderPosition,
                                                         length - thumb, bar.upsideDown);
    return horizontal ? QRect(bar.rect.x() + position, bar.rect.y(), thumb, bar.rect.height())
                      : QRect(bar.rect.x(), bar.rect.y() + position, bar.rect.width(), thumb);
}

void drawScrollBar(const QStyleOptionSlider& bar, QPainter& painter)
{
    if (bar.maximum <= bar.minimum)
        return;
    const Theme& theme = currentTheme();
    const bool busy = bar.state.testFlag(QStyle::State_Sunken) ||
                      (bar.state.testFlag(QStyle::State_MouseOver) &&
                       bar.activeSubControls.testFlag(QStyle::SC_ScrollBarSlider));
    const bool horizontal = bar.orientation == Qt::Horizontal;
    QRectF thumb = QRectF(scrollThumbRect(bar));
    thumb.adjust(horizontal ? 1 : ScrollThumbInset, horizontal ? ScrollThumbInset : 1,
                 horizontal ? -1 : -ScrollThumbInset, horizontal ? -ScrollThumbInset : -1);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(busy || theme.isHighContrast() ? Token::LineStrong : Token::ScrollThumb));
    const qreal radius = (horizontal ? thumb.height() : thumb.width()) / 2;
    painter.drawRoundedRect(thumb, radius, radius);
    painter.restore();
}

QRect scrollSubControl(const QStyleOptionSlider& bar, QStyle::SubControl subControl)
{
    const QRect thumb = scrollThumbRect(bar);
    const bool horizontal = bar.orientation == Qt::Horizontal;
    switch (subControl) {
    case QStyle::SC_ScrollBarSlider:
        return thumb;
    case QStyle::SC_ScrollBarGroove:
        return bar.rect;
    case QStyle::SC_ScrollBarSubPage:
        return horizontal ? QRect(bar.rect.topLeft(), QSize(thumb.x() - bar.rect.x(), bar.rect.height()))
                          : QRect(bar.rect.topLeft(), QSize(bar.rect.width(), thumb.y() - bar.rect.y()));
    case QStyle::SC_ScrollBarAddPage:
        return horizontal ? bar.rect.adjusted(thumb.right() + 1 - bar.rect.x(), 0, 0, 0)
                          : bar.rect.adjusted(0, thumb.bottom() + 1 - bar.rect.y(), 0, 0);
    default:
        return {}; // no line buttons
    }
}

} // namespace

LockleafStyle::LockleafStyle() : QProxyStyle(QStyleFactory::create(u"Fusion"_s)) {}

int LockleafStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                             QStyleHintReturn* returnData) const
{
    switch (hint) {
    case SH_LineEdit_PasswordCharacter:
        return PasswordCharacter;
    case SH_ComboBox_Popup:
    case SH_ScrollBar_Transient:
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
        return 0;
    case SH_ScrollBar_LeftClickAbsolutePosition:
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returnData);
    }
}

int LockleafStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent:
        return ScrollBarExtent;
    case PM_ScrollBarSliderMin:
        return ScrollThumbMinimum;
    case PM_ScrollView_ScrollBarSpacing:
        return 0;
    case PM_MenuPanelWidth:
        return 0;
    case PM_MenuHMargin:
    case PM_MenuVMargin:
        return MenuPadding;
    case PM_SplitterWidth:
        return 1;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
        return metrics::IconMedium;
    case PM_TextCursorWidth:
        return 1;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

void LockleafStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                                  const QWidget* widget) const
{
    switch (element) {
    case PE_PanelMenu:
    case PE_PanelTipLabel:
        drawPopupPanel(*painter, option->rect);
        return;
    case PE_PanelLineEdit:
        if (const auto* panel = qstyleoption_cast<const QStyleOptionFrame*>(option);
            panel && panel->lineWidth > 0) {
            drawField(*option, *painter, widget);
            return;
        }
        break;
    case PE_FrameMenu:
    case PE_FrameFocusRect: // rings are drawn by the controls, for keyboard focus only
        return;
    case PE_PanelScrollAreaCorner:
        return;
    default:
        break;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void LockleafStyle::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                                const QWidget* widget) const
{
    if (element == CE_MenuItem) {
        if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option)) {
            drawMenuItem(*item, *painter);
            return;
        }
    }
    if (element == CE_MenuEmptyArea)
        return;
    if (element == CE_Splitter) {
        painter->fillRect(option->rect, currentTheme().color(Token::Line));
        return;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void LockleafStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
                                       QPainter* painter, const QWidget* widget) const
{
    if (control == CC_ScrollBar) {
        if (const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option)) {
            drawScrollBar(*bar, *painter);
            return;
        }
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QRect LockleafStyle::subControlRect(ComplexControl control, const QStyleOptionComplex* option,
                                    SubControl subControl, const QWidget* widget) const
{
    if (control == CC_ScrollBar) {
        if (const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option))
            return scrollSubControl(*bar, subControl);
    }
    return QProxyStyle::subControlRect(control, option, subControl, widget);
}

QSize LockleafStyle::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& contents,
                                      const QWidget* widget) const
{
    if (type == CT_MenuItem) {
        if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option))
            return menuItemSize(*item);
    }
    return QProxyStyle::sizeFromContents(type, option, contents, widget);
}

void LockleafStyle::polish(QWidget* widget)
{
    QProxyStyle::polish(widget);
    const bool isPopupList = widget->inherits("QComboBoxPrivateContainer");
    if (isPopupList || qobject_cast<QMenu*>(widget) != nullptr)
        widget->installEventFilter(this);
    if (isPopupList) {
        qobject_cast<QFrame*>(widget)->setFrameStyle(QFrame::NoFrame);
        widget->setContentsMargins(0, PopupListPadding, 0, PopupListPadding);
    }
}

bool LockleafStyle::eventFilter(QObject* watched, QEvent* event)
{
    auto* popup = qobject_cast<QWidget*>(watched);
    if (popup != nullptr && popup->isWindow()) {
        if (event->type() == QEvent::Resize)
            maskRounded(*popup);
        if (event->type() == QEvent::Paint && qobject_cast<QMenu*>(popup) == nullptr) {
            QPainter painter(popup);
            drawPopupPanel(painter, popup->rect());
            return true;
        }
    }
    return QProxyStyle::eventFilter(watched, event);
}

} // namespace lockleaf::ui
