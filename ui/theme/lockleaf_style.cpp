// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/lockleaf_style.h"

#include "ui/theme/metrics.h"
#include "ui/theme/style_popups.h"
#include "ui/theme/style_scroll_bar.h"
#include "ui/theme/style_stock_controls.h"
#include "ui/theme/theme_manager.h"

#include <QAbstractItemView>
#include <QEvent>
#include <QFrame>
#include <QMenu>
#include <QPainter>
#include <QStyleFactory>
#include <QStyleOption>

using namespace Qt::StringLiterals;

namespace lockleaf::ui {

namespace {

/// U+2022: the usual bullet of Inter is huge in Qt's default choice.
constexpr int PasswordCharacter = 8226;
constexpr int MenuPadding = 6;
constexpr int PopupListPadding = 4;
constexpr int StockButtonPadding = 16;

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
    case SH_ScrollBar_LeftClickAbsolutePosition:
    case SH_DialogButtonBox_ButtonsHaveIcons:
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returnData);
    }
}

int LockleafStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent:
        return style_scroll_bar::Extent;
    case PM_ScrollBarSliderMin:
        return style_scroll_bar::ThumbMinimum;
    case PM_ScrollView_ScrollBarSpacing:
    case PM_MenuPanelWidth:
        return 0;
    case PM_MenuHMargin:
    case PM_MenuVMargin:
        return MenuPadding;
    case PM_SplitterWidth:
    case PM_TextCursorWidth:
        return 1;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
        return metrics::IconMedium;
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
        style_popups::drawPanel(*painter, option->rect);
        return;
    case PE_PanelLineEdit:
        if (const auto* panel = qstyleoption_cast<const QStyleOptionFrame*>(option);
            panel && panel->lineWidth > 0) {
            style_stock_controls::drawField(*option, *painter, widget);
            return;
        }
        break;
    case PE_Frame:
        if (qobject_cast<const QAbstractItemView*>(widget) == nullptr)
            break;
        style_stock_controls::drawViewFrame(*option, *painter);
        return;
    case PE_PanelButtonTool:
        style_stock_controls::drawToolButtonPanel(*option, *painter);
        return;
    case PE_PanelItemViewItem:
        style_stock_controls::drawItemPanel(*option, *painter);
        return;
    case PE_FrameMenu:
    case PE_FrameFocusRect: // rings are drawn by the controls, for keyboard focus only
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
            style_popups::drawMenuItem(*item, *painter);
            return;
        }
    }
    if (element == CE_PushButtonBevel) {
        if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option)) {
            style_stock_controls::drawButtonPanel(*button, *painter);
            return;
        }
    }
    if (element == CE_PushButtonLabel) {
        if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option)) {
            painter->setPen(style_stock_controls::buttonTextColor(*button));
            painter->drawText(button->rect, Qt::AlignCenter | Qt::TextShowMnemonic, button->text);
            return;
        }
    }
    if (element == CE_HeaderSection) {
        if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option)) {
            style_stock_controls::drawHeaderSection(*header, *painter);
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
            style_scroll_bar::draw(*bar, *painter);
            return;
        }
    }
    if (control == CC_ComboBox) {
        if (const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option)) {
            style_stock_controls::drawComboBox(*combo, *painter);
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
            return style_scroll_bar::subControlRect(*bar, subControl);
    }
    return QProxyStyle::subControlRect(control, option, subControl, widget);
}

QSize LockleafStyle::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& contents,
                                      const QWidget* widget) const
{
    if (type == CT_MenuItem) {
        if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option))
            return style_popups::menuItemSize(*item);
    }
    QSize size = QProxyStyle::sizeFromContents(type, option, contents, widget);
    if (type == CT_PushButton)
        size = QSize(qMax(size.width(), contents.width() + 2 * StockButtonPadding),
                     qMax(size.height(), metrics::ButtonHeight));
    if (type == CT_ComboBox || type == CT_LineEdit)
        size.setHeight(qMax(size.height(), metrics::ButtonHeight));
    return size;
}

QIcon LockleafStyle::standardIcon(StandardPixmap picture, const QStyleOption* option,
                                  const QWidget* widget) const
{
    const QIcon own = style_stock_controls::standardIcon(picture);
    return own.isNull() ? QProxyStyle::standardIcon(picture, option, widget) : own;
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
            style_popups::maskRounded(*popup);
        if (event->type() == QEvent::Paint && qobject_cast<QMenu*>(popup) == nullptr) {
            QPainter painter(popup);
            style_popups::drawPanel(painter, popup->rect());
            return true;
        }
    }
    return QProxyStyle::eventFilter(watched, event);
}

} // namespace lockleaf::ui
