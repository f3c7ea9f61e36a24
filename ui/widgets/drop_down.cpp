// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/drop_down.h"

#include "ui/theme/icons.h"
#include "ui/theme/theme_manager.h"
#include "ui/widgets/control_painter.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QStyle>
#include <QStyledItemDelegate>
#include <QWheelEvent>

namespace lockleaf::ui {

namespace {

constexpr int TextInset = 12;
constexpr int ArrowColumn = 32;
constexpr int DropDownRowHeight = 32;
constexpr int DropDownRowInset = 4;
constexpr int CheckColumn = 24;

/// Rows of the opened list: tinted ground under the current row, a check beside the chosen one.
class DropDownDelegate : public QStyledItemDelegate
{
public:
    explicit DropDownDelegate(DropDown* owner) : QStyledItemDelegate(owner), m_owner(owner) {}

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const QFontMetrics fontMetrics(option.font);
        const int text = fontMetrics.horizontalAdvance(index.data(Qt::DisplayRole).toString());
        return {text + 2 * TextInset + CheckColumn,
                qMax(DropDownRowHeight, fontMetrics.height() + metrics::Space3)};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const Theme& theme = currentTheme();
        const bool selected =
            option.state.testFlag(QStyle::State_Selected) || option.state.testFlag(QStyle::State_MouseOver);
        if (selected)
            control_painter::selection(
                *painter, QRectF(option.rect).adjusted(DropDownRowInset, 1, -DropDownRowInset, -1),
                metrics::RadiusRow - 1);
        const QColor color = theme.color(selected ? Token::AccentText : Token::Text);
        const QRect inner = option.rect.adjusted(TextInset, 0, -TextInset, 0);
        if (index.row() == m_owner->currentIndex()) {
            const QRect slot(inner.right() - metrics::IconMedium + 1, inner.y(), metrics::IconMedium,
                             inner.height());
            icons::paint(*painter, QStyle::visualRect(option.direction, inner, slot), Icon::Check, color,
                         metrics::IconMedium);
        }
        painter->setFont(option.font);
        painter->setPen(color);
        const QRect text = QStyle::visualRect(option.direction, inner, inner.adjusted(0, 0, -CheckColumn, 0));
        painter->drawText(text, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                          index.data(Qt::DisplayRole).toString());
    }

private:
    DropDown* m_owner;
};

} // namespace

DropDown::DropDown(const QString& accessibleName, QWidget* parent) : QComboBox(parent)
{
    setAccessibleName(accessibleName);
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed);
    setItemDelegate(new DropDownDelegate(this));
    view()->setFrameShape(QFrame::NoFrame);
    view()->viewport()->setAutoFillBackground(false); // the popup's own panel shows through
}

void DropDown::setBaseHeight(int height)
{
    m_baseHeight = height;
    updateGeometry();
}

QSize DropDown::sizeHint() const
{
    int widest = 0;
    for (int i = 0; i < count(); ++i)
        widest = qMax(widest, fontMetrics().horizontalAdvance(itemText(i)));
    return {widest + TextInset + ArrowColumn + 2,
            qMax(m_baseHeight, fontMetrics().height() + metrics::Space4)};
}

QSize DropDown::minimumSizeHint() const
{
    return {qMin(sizeHint().width(), 120), sizeHint().height()};
}

void DropDown::showPopup()
{
    view()->setMinimumWidth(qMax(width(), sizeHint().width() + CheckColumn));
    QComboBox::showPopup();
}

void DropDown::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = currentTheme();
    const bool ring = control_painter::showsFocusRing(*this);
    const Token border = ring ? Token::Accent : isEnabled() ? Token::LineStrong : Token::Line;
    const bool hovered = isEnabled() && underMouse();
    control_painter::frame(painter, rect(), theme.color(border), ring ? metrics::RingWidth : 1,
                           metrics::RadiusControl, theme.color(hovered ? Token::Hover : Token::Raised));
    const auto visual = [this](const QRect& r) { return QStyle::visualRect(layoutDirection(), rect(), r); };
    const QRect arrow(width() - ArrowColumn + 4, 0, ArrowColumn - 8, height());
    icons::paint(painter, visual(arrow), Icon::ChevronDown, theme.color(Token::TextSecondary),
                 metrics::IconMedium - 2);
    painter.setPen(theme.color(isEnabled() ? Token::Text : Token::TextTertiary));
    const QRect text(TextInset, 0, width() - TextInset - ArrowColumn, height());
    painter.drawText(visual(text), Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                     fontMetrics().elidedText(currentText(), Qt::ElideRight, text.width()));
}

void DropDown::wheelEvent(QWheelEvent* event)
{
    event->ignore();
}

void DropDown::enterEvent(QEnterEvent* event)
{
    QComboBox::enterEvent(event);
    update();
}

void DropDown::leaveEvent(QEvent* event)
{
    QComboBox::leaveEvent(event);
    update();
}

} // namespace lockleaf::ui
