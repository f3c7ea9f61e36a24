// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/main/note_list_view.h"
#include "ui/main/surface.h"

namespace lockleaf::ui {

class Button;
class ElidedLabel;
class IconButton;
class Label;

/// The second pane: what is listed and how much of it, then the notes, or words where there are none.
class ListPane : public Surface
{
    Q_OBJECT

public:
    explicit ListPane(NoteListModel& model, QWidget* parent = nullptr);

    [[nodiscard]] NoteListView& view() const { return *m_view; }
    /// The name over the list: "All notes" or a notebook's.
    void setListName(const QString& name);
    /// What is said where the list is empty; `canWrite`: a new note would stand in it.
    void setEmptyWords(const QString& title, const QString& words, bool canWrite);
    /// How the list is sorted, for the menu of the sort button.
    void setOrder(NoteOrder order, bool reversed);
    /// Whether it offers what the sidebar does while that is hidden.
    void setStandsAlone(bool alone);
    /// Marks the open note's row without opening anything; the null id is the draft.
    void showOpen(RecordId id);

Q_SIGNALS:
    /// The person moved to another note; the null id is the one that is not in the vault.
    void openRequested(lockleaf::RecordId id);
    /// They want to write in it.
    void entered();
    void newNoteRequested();
    void orderChosen(lockleaf::NoteOrder order, bool reversed);
    void sidebarRequested();
    void menuRequested();

private:
    void handleCurrentChanged(const QModelIndex& current);
    void handleSelectionChanged();
    void handleLoaded();
    void refresh();
    void openSortMenu();

    NoteListModel& m_model;
    NoteListView* m_view;
    ElidedLabel* m_name;
    Label* m_count;
    IconButton* m_sort;
    IconButton* m_sidebar;
    IconButton* m_compose;
    QWidget* m_empty;
    Label* m_emptyTitle;
    Label* m_emptyWords;
    QWidget* m_write;
    NoteOrder m_order = NoteOrder::Edited;
    bool m_reversed = false;
    RecordId m_open;
    bool m_hasOpen = false;
    bool m_silent = false;
    bool m_several = false;   ///< More than one row was selected.
    bool m_awaitsRow = false; ///< The current row was not read yet when it became current.
};

} // namespace lockleaf::ui
