// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/note_list_view.h"

#include "ui/main/note_list_accessible.h"
#include "ui/main/note_row_painter.h"
#include "ui/theme/input_modality.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme_manager.h"

#include <QAccessible>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QScopedValueRollback>
#include <QScrollBar>

#include <algorithm>

namespace lockleaf::ui {

namespace {

constexpr int BottomSpace = 12;
constexpr int TopSpace = 2;
/// What one notch of the wheel moves, as a part of a row.
constexpr int StepsPerRow = 3;

bool isExtension(Qt::KeyboardModifiers modifiers)
{
    return modifiers.testFlag(Qt::ShiftModifier) || modifiers.testFlag(Qt::ControlModifier);
}

} // namespace

NoteListView::NoteListView(ListRows& model, QWidget* parent)
    : QAbstractItemView(parent), m_model(model), m_rows(new NoteRowPainter(model, this))
{
    AccessibleNoteList::install();
    setModel(&model);
    setItemDelegate(m_rows);
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(ExtendedSelection);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_Hover);
    viewport()->setBackgroundRole(QPalette::NoRole);
    viewport()->setAutoFillBackground(false);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent); // scrolling moves what is there and paints the rest
    setAccessibleName(tr("Notes"));
    connect(&model, &ListRows::groupsChanged, this, &NoteListView::keepAnchor);
    connect(&model, &ListRows::rowsInserted, this, &NoteListView::keepAnchor);
    connect(&model, &ListRows::rowsRemoved, this, &NoteListView::keepAnchor);
    connect(&model, &ListRows::rowsAboutToBeMoved, this,
            [this](const QModelIndex&, int first, int last) { leaveAnchor(first, last); });
    connect(&model, &ListRows::rowsAboutToBeRemoved, this,
            [this](const QModelIndex&, int first, int last) { leaveAnchor(first, last); });
    connect(&model, &ListRows::rowsMoved, this, &NoteListView::keepAnchor);
    connect(&ThemeManager::instance(), &ThemeManager::themeChanged, viewport(),
            qOverload<>(&QWidget::update));
}

int NoteListView::topOf(int row) const
{
    return TopSpace + row * m_rows->rowHeight() + m_model.labelsUpTo(row) * m_rows->groupHeight();
}

int NoteListView::rowAt(int y) const
{
    int low = 0;
    int high = m_model.rowCount(); // the answer lies in [low, high)
    while (low < high) {
        const int middle = low + (high - low) / 2;
        if (topOf(middle) + m_rows->rowHeight() <= y)
            low = middle + 1;
        else
            high = middle;
    }
    return low < m_model.rowCount() && y >= 0 ? low : -1;
}

int NoteListView::contentHeight() const
{
    const int rows = m_model.rowCount();
    return rows == 0 ? 0 : topOf(rows - 1) + m_rows->rowHeight() + BottomSpace;
}

int NoteListView::verticalOffset() const
{
    return verticalScrollBar()->value();
}

QRect NoteListView::visualRect(const QModelIndex& index) const
{
    if (!index.isValid())
        return {};
    const int inset = NoteRowPainter::Inset;
    return {inset, topOf(index.row()) - verticalOffset(), viewport()->width() - 2 * inset,
            m_rows->rowHeight()};
}

QModelIndex NoteListView::indexAt(const QPoint& point) const
{
    const QModelIndex index = m_model.index(rowAt(point.y() + verticalOffset()));
    return index.isValid() && visualRect(index).contains(point) ? index : QModelIndex();
}

void NoteListView::scrollTo(const QModelIndex& index, ScrollHint hint)
{
    if (!index.isValid())
        return;
    const bool labelled = m_model.hasLabel(index.row());
    const int top = topOf(index.row()) - (labelled ? m_rows->groupHeight() : 0);
    const int bottom = topOf(index.row()) + m_rows->rowHeight();
    const int height = viewport()->height();
    int value = verticalOffset();
    if (hint == PositionAtCenter)
        value = (top + bottom - height) / 2;
    else if (hint == PositionAtTop || top < value)
        value = top;
    else if (hint == PositionAtBottom || bottom > value + height)
        value = bottom - height + 1;
    verticalScrollBar()->setValue(value);
}

QModelIndex NoteListView::moveCursor(CursorAction action, Qt::KeyboardModifiers)
{
    const int rows = m_model.rowCount();
    if (rows == 0)
        return {};
    const int page = std::max(1, viewport()->height() / m_rows->rowHeight() - 1);
    int row = currentIndex().isValid() ? currentIndex().row() : -1;
    switch (action) {
    case MoveUp:
    case MovePrevious:
        row -= 1;
        break;
    case MoveDown:
    case MoveNext:
        row += 1;
        break;
    case MovePageUp:
        row -= page;
        break;
    case MovePageDown:
        row += page;
        break;
    case MoveHome:
        row = 0;
        break;
    case MoveEnd:
        row = rows - 1;
        break;
    case MoveLeft:
    case MoveRight:
        break;
    }
    return m_model.index(std::clamp(row, 0, rows - 1));
}

void NoteListView::setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags flags)
{
    const QRect area = rect.normalized();
    const int rows = m_model.rowCount();
    const int first = rowAt(std::max(0, area.top() + verticalOffset()));
    const int last = rowAt(std::max(0, area.bottom() + verticalOffset()));
    QItemSelection selection; // a range, however many rows it has
    if (first >= 0 && (rect.height() > 1 || indexAt(rect.center()).isValid()))
        selection.select(m_model.index(first), m_model.index(last < 0 ? rows - 1 : last));
    selectionModel()->select(selection, flags);
}

void NoteListView::goTo(const QModelIndex& index)
{
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect);
}

bool NoteListView::hasSeveralSelected() const
{
    const QItemSelection selection = selectionModel()->selection();
    return selection.size() > 1 || (selection.size() == 1 && selection.front().height() > 1);
}

QRegion NoteListView::visualRegionForSelection(const QItemSelection& selection) const
{
    QRegion region;
    for (const QItemSelectionRange& range : selection) {
        // Only rows on screen matter, and there are few of them.
        const int first = std::max(range.top(), std::max(0, rowAt(std::max(0, verticalOffset()))));
        for (int row = first; row <= range.bottom(); ++row) {
            const QRect rect = visualRect(m_model.index(row));
            if (rect.top() > viewport()->height())
                break;
            region += rect;
        }
    }
    return region;
}

void NoteListView::paintRow(QPainter& painter, QStyleOptionViewItem option, const QModelIndex& index)
{
    option.rect = visualRect(index);
    option.direction = layoutDirection();
    const bool isCurrent = index == currentIndex();
    option.state &= ~(QStyle::State_HasFocus | QStyle::State_Selected | QStyle::State_MouseOver);
    if (selectionModel()->isSelected(index))
        option.state |= QStyle::State_Selected;
    if (index == m_hovered)
        option.state |= QStyle::State_MouseOver;
    if (isCurrent && hasFocus() && InputModality::instance().isKeyboard())
        option.state |= QStyle::State_HasFocus;
    const QModelIndex below = m_model.index(index.row() + 1);
    const bool plainBelow = below.isValid() && !m_model.hasLabel(below.row()) &&
                            !selectionModel()->isSelected(below) && below != m_hovered;
    m_rows->setHairline(plainBelow);
    m_rows->paint(&painter, option, index);
}

void NoteListView::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), currentTheme().color(Token::List));
    painter.setRenderHint(
        QPainter::Antialiasing); // not before: the whole ground would be filled span by span
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    const int rows = m_model.rowCount();
    int row = std::max(0, rowAt(std::max(0, verticalOffset() + event->rect().top())));
    for (; row < rows; ++row) {
        const QModelIndex index = m_model.index(row);
        const QRect rect = visualRect(index);
        const int labelTop = rect.top() - (m_model.hasLabel(row) ? m_rows->groupHeight() : 0);
        if (labelTop > event->rect().bottom())
            break;
        if (labelTop < rect.top())
            m_rows->paintGroup(painter, QRect(0, labelTop, viewport()->width(), m_rows->groupHeight()),
                               m_model.labelAt(row), layoutDirection());
        paintRow(painter, option, index);
    }
}

void NoteListView::updateGeometries()
{
    const int range = std::max(0, contentHeight() - viewport()->height());
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(std::max(1, m_rows->rowHeight() / StepsPerRow));
    verticalScrollBar()->setRange(0, range);
    QAbstractItemView::updateGeometries();
    fetchVisible();
    viewport()->update();
}

/// The first visible row itself goes elsewhere: the next one stays.
void NoteListView::leaveAnchor(int first, int last)
{
    if (!m_anchor.isValid() || m_anchor.row() < first || m_anchor.row() > last)
        return;
    m_anchor = m_model.index(last + 1);
    m_anchorTop = m_anchor.isValid() ? topOf(last + 1) : 0;
}

/// Rows may come, go and move above what is on screen, and labels appear once rows there are read: what is
/// looked at stays in its place. At its top a list stays at its top.
void NoteListView::keepAnchor()
{
    const int moved = m_anchor.isValid() && verticalOffset() > 0 ? topOf(m_anchor.row()) - m_anchorTop : 0;
    updateGeometries();
    if (moved != 0)
        verticalScrollBar()->setValue(verticalOffset() + moved);
}

void NoteListView::fetchVisible()
{
    const int rows = m_model.rowCount();
    if (rows == 0)
        return;
    const int first = std::max(0, rowAt(verticalOffset()));
    const int last = std::min(rows - 1, first + viewport()->height() / m_rows->rowHeight() + 1);
    m_anchor = m_model.index(first);
    m_anchorTop = topOf(first);
    m_model.showRows(first, last);
}

void NoteListView::scrollContentsBy(int dx, int dy)
{
    viewport()->scroll(dx, dy);
    fetchVisible();
}

void NoteListView::resizeEvent(QResizeEvent* event)
{
    QAbstractItemView::resizeEvent(event);
    updateGeometries();
}

bool NoteListView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::HoverMove || event->type() == QEvent::HoverEnter ||
        event->type() == QEvent::HoverLeave) {
        const QModelIndex hovered = event->type() == QEvent::HoverLeave
                                        ? QModelIndex()
                                        : indexAt(static_cast<QHoverEvent*>(event)->position().toPoint());
        if (hovered != m_hovered) {
            m_hovered = hovered;
            viewport()->update();
        }
    }
    return QAbstractItemView::viewportEvent(event);
}

const NoteSummary* NoteListView::currentSummary() const
{
    return currentIndex().isValid() ? m_model.summaryAt(currentIndex().row()) : nullptr;
}

void NoteListView::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QAbstractItemView::currentChanged(current, previous);
    tellAccessibleFocus();
}

void NoteListView::focusInEvent(QFocusEvent* event)
{
    QAbstractItemView::focusInEvent(event);
    tellAccessibleFocus();
}

void NoteListView::tellAccessibleFocus()
{
    if (!hasFocus() || !currentIndex().isValid())
        return;
    QAccessibleEvent focused(this, QAccessible::Focus);
    focused.setChild(currentIndex().row());
    QAccessible::updateAccessibility(&focused);
}

void NoteListView::keyPressEvent(QKeyEvent* event)
{
    const bool plain = (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
    if (plain && event->key() == Qt::Key_Delete && hasSeveralSelected()) {
        Q_EMIT deleteSelectionRequested();
    } else if (plain && event->key() == Qt::Key_Delete) {
        if (const NoteSummary* current = currentSummary())
            Q_EMIT deleteRequested(current->id);
    } else if (plain && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) &&
               currentIndex().isValid()) {
        goTo(currentIndex());
        Q_EMIT chosen(currentIndex());
    } else {
        const QScopedValueRollback extending(m_extending, isExtension(event->modifiers()));
        QAbstractItemView::keyPressEvent(event);
    }
}

void NoteListView::mousePressEvent(QMouseEvent* event)
{
    const QScopedValueRollback extending(m_extending, isExtension(event->modifiers()));
    QAbstractItemView::mousePressEvent(event);
}

void NoteListView::mouseReleaseEvent(QMouseEvent* event)
{
    const bool extends = isExtension(event->modifiers());
    {
        const QScopedValueRollback extending(m_extending, extends);
        QAbstractItemView::mouseReleaseEvent(event);
    }
    const QModelIndex index = indexAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && index.isValid() && index == currentIndex() && !extends &&
        !hasSeveralSelected())
        Q_EMIT chosen(index);
}

void NoteListView::contextMenuEvent(QContextMenuEvent* event)
{
    QPoint position = event->globalPos();
    if (event->reason() == QContextMenuEvent::Keyboard)
        position = viewport()->mapToGlobal(visualRect(currentIndex()).center());
    else if (const QModelIndex index = indexAt(event->pos());
             index.isValid() && !selectionModel()->isSelected(index))
        goTo(index);
    if (hasSeveralSelected())
        Q_EMIT selectionMenuRequested(position);
    else if (const NoteSummary* current = currentSummary())
        Q_EMIT menuRequested(position, current->id);
}

void NoteListView::changeEvent(QEvent* event)
{
    QAbstractItemView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange ||
        event->type() == QEvent::StyleChange) {
        m_rows->refreshFonts();
        updateGeometries();
    }
}

} // namespace lockleaf::ui
