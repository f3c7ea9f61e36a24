// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/note_list_accessible.h"

#include "ui/main/note_list_view.h"

#include <QItemSelectionModel>
#include <QPointer>

namespace lockleaf::ui {

namespace {

/// One row, whichever note stands in it at the time.
class AccessibleNoteRow : public QAccessibleInterface
{
public:
    AccessibleNoteRow(NoteListView& view, int row) : m_view(&view), m_row(row) {}

    [[nodiscard]] int row() const { return m_row; }

    [[nodiscard]] bool isValid() const override
    {
        return m_view && m_view->isVisible() && m_row < m_view->model()->rowCount();
    }
    [[nodiscard]] QObject* object() const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface* parent() const override
    {
        return QAccessible::queryAccessibleInterface(m_view);
    }
    [[nodiscard]] QAccessibleInterface* child(int) const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    [[nodiscard]] int childCount() const override { return 0; }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    [[nodiscard]] QAccessible::Role role() const override { return QAccessible::ListItem; }
    void setText(QAccessible::Text, const QString&) override {}

    [[nodiscard]] QString text(QAccessible::Text what) const override
    {
        return isValid() && what == QAccessible::Name ? index().data(Qt::AccessibleTextRole).toString()
                                                      : QString();
    }

    [[nodiscard]] QRect rect() const override
    {
        if (!isValid())
            return {};
        const QRect place = m_view->visualRect(index());
        return {m_view->viewport()->mapToGlobal(place.topLeft()), place.size()};
    }

    [[nodiscard]] QAccessible::State state() const override
    {
        QAccessible::State state;
        if (!isValid()) {
            state.invalid = true;
            return state;
        }
        state.focusable = state.selectable = true;
        state.focused = m_view->hasFocus() && m_view->currentIndex().row() == m_row;
        state.selected = m_view->selectionModel()->isSelected(index());
        state.offscreen = !m_view->visualRect(index()).intersects(m_view->viewport()->rect());
        return state;
    }

private:
    [[nodiscard]] QModelIndex index() const { return m_view->model()->index(m_row, 0); }

    QPointer<NoteListView> m_view;
    int m_row;
};

QAccessibleInterface* makeForNoteList(const QString&, QObject* object)
{
    auto* view = qobject_cast<NoteListView*>(object);
    return view ? new AccessibleNoteList(*view) : nullptr; // Qt owns it
}

} // namespace

void AccessibleNoteList::install()
{
    // Installing it again would ask it twice about each widget.
    [[maybe_unused]] static const bool installed = [] {
        QAccessible::installFactory(makeForNoteList);
        return true;
    }();
}

AccessibleNoteList::AccessibleNoteList(NoteListView& view) : QAccessibleWidget(&view, QAccessible::List) {}

AccessibleNoteList::~AccessibleNoteList()
{
    for (const QAccessible::Id row : std::as_const(m_rows))
        QAccessible::deleteAccessibleInterface(row);
}

NoteListView& AccessibleNoteList::list() const
{
    return *static_cast<NoteListView*>(widget());
}

int AccessibleNoteList::childCount() const
{
    return list().isVisible() ? list().model()->rowCount() : 0;
}

QAccessibleInterface* AccessibleNoteList::child(int index) const
{
    if (index < 0 || index >= childCount())
        return nullptr;
    auto found = m_rows.find(index);
    if (found == m_rows.end())
        found = m_rows.insert(index,
                              QAccessible::registerAccessibleInterface(new AccessibleNoteRow(list(), index)));
    return QAccessible::accessibleInterface(*found);
}

int AccessibleNoteList::indexOfChild(const QAccessibleInterface* child) const
{
    const auto* row = dynamic_cast<const AccessibleNoteRow*>(child);
    return row && row->parent() == this ? row->row() : -1;
}

QAccessibleInterface* AccessibleNoteList::childAt(int x, int y) const
{
    const QModelIndex index = list().indexAt(list().viewport()->mapFromGlobal(QPoint(x, y)));
    return index.isValid() ? child(index.row()) : nullptr;
}

QAccessibleInterface* AccessibleNoteList::focusChild() const
{
    return list().hasFocus() && list().currentIndex().isValid() ? child(list().currentIndex().row())
                                                                : nullptr;
}

} // namespace lockleaf::ui
