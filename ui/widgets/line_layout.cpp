// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/line_layout.h"

#include <QStyle>
#include <QWidget>

#include <algorithm>

namespace lockleaf::ui {

LineLayout::LineLayout(QWidget* parent, int gap) : QLayout(parent), m_gap(gap)
{
    setContentsMargins(0, 0, 0, 0);
}

LineLayout::~LineLayout() = default;

void LineLayout::addItem(QLayoutItem* item)
{
    m_items.emplace_back(item);
}

QLayoutItem* LineLayout::itemAt(int index) const
{
    return index >= 0 && index < count() ? m_items[static_cast<std::size_t>(index)].get() : nullptr;
}

QLayoutItem* LineLayout::takeAt(int index)
{
    if (index < 0 || index >= count())
        return nullptr;
    QLayoutItem* const item = m_items[static_cast<std::size_t>(index)].release();
    m_items.erase(m_items.begin() + index);
    return item;
}

int LineLayout::heightForWidth(int width) const
{
    return arrange({0, 0, width, 0}, false);
}

QSize LineLayout::sizeHint() const
{
    int width = 0;
    for (const auto& item : m_items)
        if (!item->isEmpty())
            width += item->sizeHint().width() + (width > 0 ? m_gap : 0);
    return {width, minimumSize().height()};
}

QSize LineLayout::minimumSize() const
{
    QSize least;
    for (const auto& item : m_items)
        if (!item->isEmpty())
            least = least.expandedTo(item->minimumSize());
    return least;
}

void LineLayout::setGeometry(const QRect& rect)
{
    QLayout::setGeometry(rect);
    arrange(rect, true);
}

int LineLayout::arrange(const QRect& rect, bool moves) const
{
    const Qt::LayoutDirection direction =
        parentWidget() ? parentWidget()->layoutDirection() : Qt::LeftToRight;
    int left = 0;
    int top = 0;
    int lineHeight = 0;
    for (const auto& item : m_items) {
        if (item->isEmpty())
            continue;
        const QSize size = item->sizeHint();
        if (left > 0 && left + size.width() > rect.width()) {
            left = 0;
            top += lineHeight;
            lineHeight = 0;
        }
        if (moves)
            item->setGeometry(
                QStyle::visualRect(direction, rect, QRect(rect.topLeft() + QPoint(left, top), size)));
        left += size.width() + m_gap;
        lineHeight = std::max(lineHeight, size.height());
    }
    return top + lineHeight;
}

} // namespace lockleaf::ui
