// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/row_list.h"

#include "ui/main/drawing.h"
#include "ui/theme/input_modality.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme_manager.h"
#include "ui/theme/typography.h"
#include "ui/widgets/control_painter.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>

namespace lockleaf::ui {

namespace {

constexpr int RowListPaddingAcross = 12;
constexpr int RowListPaddingDown = 8;

int heightOf(TextRole role)
{
    return QFontMetrics(typography::font(role)).height();
}

class RowListDelegate : public QStyledItemDelegate
{
public:
    explicit RowListDelegate(QAbstractItemView* view) : QStyledItemDelegate(view), m_view(view) {}

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override
    {
        return {100, heightOf(TextRole::Body) + heightOf(TextRole::Caption) + 2 * RowListPaddingDown};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const Theme& theme = currentTheme();
        const QRect card = option.rect.adjusted(0, 1, 0, -1);
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        if (selected)
            control_painter::selection(*painter, card, metrics::RadiusRow);
        else if (option.state.testFlag(QStyle::State_MouseOver))
            control_painter::fill(*painter, card, theme.color(Token::Hover), metrics::RadiusRow);
        if (index == m_view->currentIndex() && m_view->hasFocus() && InputModality::instance().isKeyboard())
            control_painter::focusRing(*painter, card, metrics::RadiusRow);

        const int wide = option.rect.width() - 2 * RowListPaddingAcross;
        const int left = option.rect.left() + RowListPaddingAcross;
        const int top = option.rect.top() + RowListPaddingDown;
        const QRect first(left, top, wide, heightOf(TextRole::Body));
        const QRect second(left, first.bottom() + 1, wide, heightOf(TextRole::Caption));
        const bool problem = index.data(RowModel::ProblemRole).toBool();
        paintLine(*painter, option, first, selected ? TextRole::BodyStrong : TextRole::Body,
                  selected ? Token::AccentText : Token::Text, index.data().toString());
        paintLine(*painter, option, second, TextRole::Caption, problem ? Token::Danger : Token::TextSecondary,
                  index.data(RowModel::DetailRole).toString());
        painter->restore();
    }

private:
    static void paintLine(QPainter& painter, const QStyleOptionViewItem& option, const QRect& place,
                          TextRole role, Token token, const QString& text)
    {
        painter.setFont(typography::font(role));
        painter.setPen(currentTheme().color(token));
        painter.drawText(QStyle::visualRect(option.direction, option.rect, place),
                         leadingLine(option.direction),
                         painter.fontMetrics().elidedText(text, Qt::ElideRight, place.width()));
    }

    QAbstractItemView* m_view;
};

} // namespace

RowList::RowList(RowModel& model, const QString& accessibleName, QWidget* parent) : QListView(parent)
{
    setModel(&model);
    setItemDelegate(new RowListDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setUniformItemSizes(true);
    setSelectionMode(SingleSelection);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTabKeyNavigation(false);
    setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_Hover);
    viewport()->setAutoFillBackground(false);
    setAccessibleName(accessibleName);
    connect(&ThemeManager::instance(), &ThemeManager::themeChanged, viewport(),
            qOverload<>(&QWidget::update));
}

void RowList::choose(int row)
{
    setCurrentIndex(model()->index(row, 0));
}

std::vector<int> RowList::selectedRows() const
{
    std::vector<int> rows;
    for (const QModelIndex& index : selectionModel()->selectedIndexes())
        rows.push_back(index.row());
    std::ranges::sort(rows);
    return rows;
}

void RowList::selectionChanged(const QItemSelection& selected, const QItemSelection& deselected)
{
    QListView::selectionChanged(selected, deselected);
    Q_EMIT choiceChanged();
}

void RowList::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QListView::currentChanged(current, previous);
    Q_EMIT choiceChanged();
}

void RowList::keyPressEvent(QKeyEvent* event)
{
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid()) {
        Q_EMIT taken();
        event->accept();
        return;
    }
    if (event->key() == Qt::Key_Escape) { // the sheet's
        event->ignore();
        return;
    }
    QListView::keyPressEvent(event);
}

void RowList::mouseDoubleClickEvent(QMouseEvent* event)
{
    QListView::mouseDoubleClickEvent(event);
    if (indexAt(event->pos()).isValid())
        Q_EMIT taken();
}

void RowList::changeEvent(QEvent* event)
{
    QListView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange)
        scheduleDelayedItemsLayout();
}

} // namespace lockleaf::ui
