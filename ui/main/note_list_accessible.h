// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAccessibleWidget>
#include <QHash>

namespace lockleaf::ui {

class NoteListView;

/// What screen readers are told of the list of notes: a list with one item a row. Rows are made when they are
/// asked for, so that a list may be as long as it likes. A hidden list gives nothing.
class AccessibleNoteList : public QAccessibleWidget
{
public:
    /// Makes Qt use this for every NoteListView; further calls do nothing.
    static void install();

    explicit AccessibleNoteList(NoteListView& view);
    ~AccessibleNoteList() override;

    [[nodiscard]] int childCount() const override;
    [[nodiscard]] QAccessibleInterface* child(int index) const override;
    [[nodiscard]] int indexOfChild(const QAccessibleInterface* child) const override;
    [[nodiscard]] QAccessibleInterface* childAt(int x, int y) const override;
    [[nodiscard]] QAccessibleInterface* focusChild() const override;

private:
    [[nodiscard]] NoteListView& list() const;

    mutable QHash<int, QAccessible::Id> m_rows; ///< Those that were asked for; an item is its row.
};

} // namespace lockleaf::ui
