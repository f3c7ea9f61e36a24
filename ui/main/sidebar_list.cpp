// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/sidebar_list.h"

#include "ui/main/sidebar_rows.h"
#include "ui/theme/theme_manager.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QScopedValueRollback>
#include <QScrollBar>

namespace lockleaf::ui {

namespace {

constexpr int PlusSize = 28;
constexpr int EdgeToScroll = 24;
constexpr int ScrollStep = 12;

} // namespace

SidebarList::SidebarList(SidebarModel& model, QWidget* parent) : QListView(parent), m_model(model)
{
    setModel(&model);
    setItemDelegate(new SidebarRows(model, this));
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(SingleSelection);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_Hover);
    viewport()->setAutoFillBackground(false);
    setAccessibleName(tr("Notebooks and tags"));
    connect(&ThemeManager::instance(), &ThemeManager::themeChanged, viewport(),
            qOverload<>(&QWidget::update));
    showChosen({});
}

bool SidebarList::isChosen(const SidebarModel::Row& row) const
{
    return row.kind == SidebarModel::RowKind::Place && row.place == m_chosen;
}

QRect SidebarList::plusRect(const QRect& row, Qt::LayoutDirection direction)
{
    const QRect plus(row.right() + 1 - PlusSize - 13, row.bottom() + 1 - PlusSize - 3, PlusSize, PlusSize);
    return QStyle::visualRect(direction, row, plus);
}

/// The rows around the current one may come and go; the keyboard stays with what it is on.
void SidebarList::keepCurrent(const std::function<void()>& change)
{
    const QScopedValueRollback silent(m_silent, true);
    std::optional<SidebarModel::Row> before;
    if (currentIndex().isValid())
        before = m_model.row(currentIndex().row());
    change();
    int row = before ? m_model.rowOf(*before) : -1;
    if (row < 0)
        row = m_model.rowOf(m_chosen);
    setCurrentIndex(m_model.index(std::max(0, row)));
    scheduleDelayedItemsLayout();
}

void SidebarList::showContent(const SidebarContent& content)
{
    keepCurrent([&] { m_model.setContent(content); });
}

void SidebarList::showChosen(const SidebarPlace& place)
{
    const QScopedValueRollback silent(m_silent, true);
    m_chosen = place;
    if (m_model.rowOf(place) < 0)
        m_model.reveal(place);
    setCurrentIndex(m_model.index(std::max(0, m_model.rowOf(place))));
    viewport()->update();
}

void SidebarList::setExpanded(int row, bool expanded)
{
    keepCurrent([&] { m_model.setExpanded(row, expanded); });
}

void SidebarList::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QListView::currentChanged(current, previous);
    viewport()->update();
    if (m_silent || !current.isValid())
        return;
    const SidebarModel::Row& row = m_model.row(current.row());
    if (row.kind != SidebarModel::RowKind::Place)
        return;
    m_chosen = row.place;
    Q_EMIT chosen(m_chosen);
}

void SidebarList::keyPressEvent(QKeyEvent* event)
{
    const bool open = event->key() == (isRightToLeft() ? Qt::Key_Left : Qt::Key_Right);
    const bool fold = event->key() == (isRightToLeft() ? Qt::Key_Right : Qt::Key_Left);
    if (!currentIndex().isValid() || (event->modifiers() & ~Qt::KeypadModifier)) {
        QListView::keyPressEvent(event);
        return;
    }
    const SidebarModel::Row row = m_model.row(currentIndex().row());
    const bool isLabel = row.kind != SidebarModel::RowKind::Place;
    const bool enter =
        event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space;
    if (open || fold)
        setExpanded(currentIndex().row(), open);
    else if (isLabel && enter)
        setExpanded(currentIndex().row(), !row.expanded);
    else if (!isLabel && event->key() == Qt::Key_F2)
        Q_EMIT renameRequested(row.place);
    else if (!isLabel && event->key() == Qt::Key_Delete)
        Q_EMIT deleteRequested(row.place);
    else
        QListView::keyPressEvent(event);
}

bool SidebarList::pressLabel(int row, const QPoint& position)
{
    const SidebarModel::Row label = m_model.row(row);
    if (label.kind == SidebarModel::RowKind::Place)
        return false;
    if (label.kind == SidebarModel::RowKind::Notebooks &&
        plusRect(visualRect(m_model.index(row)), layoutDirection()).contains(position))
        Q_EMIT newNotebookRequested();
    else
        setExpanded(row, !label.expanded);
    return true;
}

void SidebarList::mousePressEvent(QMouseEvent* event)
{
    const QPoint position = event->position().toPoint();
    const QModelIndex index = indexAt(position);
    if (event->button() != Qt::LeftButton)
        return; // the menu is about the row it is over, and chooses nothing
    if (index.isValid() && pressLabel(index.row(), position))
        return;
    if (index.isValid() && m_model.row(index.row()).expandable) {
        const SidebarModel::Row& row = m_model.row(index.row());
        const int x = isRightToLeft() ? viewport()->width() - position.x() : position.x();
        if (x < row.depth * SidebarRows::Indent + SidebarRows::IconLeft) {
            setExpanded(index.row(), !row.expanded);
            return;
        }
    }
    QListView::mousePressEvent(event);
}

/// Going over the rows with the button held chooses none of them.
void SidebarList::mouseMoveEvent(QMouseEvent* event)
{
    if (event->buttons() == Qt::NoButton)
        QListView::mouseMoveEvent(event);
}

QPoint SidebarList::menuPosition(int row) const
{
    return viewport()->mapToGlobal(visualRect(m_model.index(row)).center());
}

void SidebarList::contextMenuEvent(QContextMenuEvent* event)
{
    const bool keyboard = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex index = keyboard ? currentIndex() : indexAt(event->pos());
    if (index.isValid())
        Q_EMIT menuRequested(keyboard ? menuPosition(index.row()) : event->globalPos(),
                             m_model.row(index.row()));
}

std::optional<SidebarModel::Row> SidebarList::dropRowAt(const QPoint& global, Cargo cargo,
                                                        RecordId carried) const
{
    const QPoint position = viewport()->mapFromGlobal(global);
    const QModelIndex index = indexAt(position);
    if (!isVisible() || !viewport()->rect().contains(position) || !index.isValid())
        return std::nullopt;
    const SidebarModel::Row& row = m_model.row(index.row());
    const SidebarPlace::Kind kind = row.place.kind;
    const bool isPlace = row.kind == SidebarModel::RowKind::Place;
    if (cargo == Cargo::Notes)
        return isPlace && (kind == SidebarPlace::Kind::Notebook || kind == SidebarPlace::Kind::Tag ||
                           kind == SidebarPlace::Kind::Trash)
                   ? std::optional(row)
                   : std::nullopt;
    if (row.kind == SidebarModel::RowKind::Notebooks)
        return row;
    return isPlace && kind == SidebarPlace::Kind::Notebook && !m_model.isWithin(row.place.notebook, carried)
               ? std::optional(row)
               : std::nullopt;
}

void SidebarList::showDrop(const std::optional<QPoint>& global, Cargo cargo, RecordId carried)
{
    const auto row = global ? dropRowAt(*global, cargo, carried) : std::nullopt;
    const int at = row ? m_model.rowOf(*row) : -1;
    if (std::exchange(m_dropRow, at) != at)
        viewport()->update();
    const QPoint position = global ? viewport()->mapFromGlobal(*global) : QPoint(0, height() / 2);
    if (!viewport()->rect().contains(position))
        return;
    if (position.y() < EdgeToScroll)
        verticalScrollBar()->setValue(verticalScrollBar()->value() - ScrollStep);
    else if (position.y() > viewport()->height() - EdgeToScroll)
        verticalScrollBar()->setValue(verticalScrollBar()->value() + ScrollStep);
}

void SidebarList::changeEvent(QEvent* event)
{
    QListView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange)
        scheduleDelayedItemsLayout();
}

} // namespace lockleaf::ui
