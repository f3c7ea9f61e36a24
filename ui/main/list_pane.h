// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/main/note_list_view.h"
#include "ui/main/surface.h"
#include "ui/models/note_list_model.h"

#include <functional>

namespace lockleaf::ui {

class BringInLinks;
class Button;
class ElidedLabel;
class IconButton;
class Label;
class SearchChips;
class SearchField;
class SearchPage;
class SearchResults;

/// The second pane: the field to search in, then what is listed and how much of it and the notes, or words
/// where there are none. While something is searched for, what was found stands in the place of the list.
class ListPane : public Surface
{
    Q_OBJECT

public:
    ListPane(NoteListModel& model, SearchResults& results, QWidget* parent = nullptr);

    /// The list itself.
    [[nodiscard]] NoteListView& view() const { return *m_view; }
    /// What a search has found.
    [[nodiscard]] NoteListView& hitView() const;
    /// The one of both that is in use.
    [[nodiscard]] NoteListView& shownView() const { return m_searching ? hitView() : *m_view; }
    [[nodiscard]] ListRows& shownRows() const;
    [[nodiscard]] SearchField& searchField() const { return *m_field; }
    /// What narrows a search.
    [[nodiscard]] SearchChips& searchChips() const;
    [[nodiscard]] bool isSearching() const { return m_searching; }
    /// What Escape in what was found does before it ends the search; false: there was nothing to do.
    void setEscape(std::function<bool()> first) { m_escape = std::move(first); }
    /// Brings the keyboard into the search field.
    void focusSearch();
    /// Back to the list.
    void clearSearch();
    /// Nothing of a search is left; before a lock.
    void forget();
    /// The current row's note, as far as it has been read.
    [[nodiscard]] std::optional<RecordId> currentNote() const;
    /// What the shown rows say of this note; nothing where it is not among those that were read.
    [[nodiscard]] const NoteSummary* summaryOf(RecordId id) const;
    /// The name over the list: "All notes" or a notebook's.
    void setListName(const QString& name);
    /// What is said where the list is empty; `canWrite`: a new note would stand in it.
    void setEmptyWords(const QString& title, const QString& words, bool canWrite);
    /// Whether all notes of the vault are listed. While there are none but the one that is begun, the ways to
    /// bring notes in stand below.
    void setListsAll(bool all);
    /// Puts `head` over the rows of the list; it is owned from then on.
    void setListHead(QWidget* head);
    /// How the list is sorted, for the menu of the sort button.
    void setOrder(NoteOrder order, bool reversed);
    /// Whether what a search has found is shown with the best matching first. What is being searched for is
    /// searched again where that is another order.
    void setRanked(bool ranked);
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
    /// They moved to what a search has found; it may be the open note.
    void hitChosen(lockleaf::RecordId id);
    /// An empty note that begins with `title`, since nothing was found.
    void titledNoteRequested(const QString& title);
    /// What was found stands in the place of the list, or no longer.
    void searchingChanged(bool searching);
    /// Escape in the empty field.
    void searchLeft();
    void orderChosen(lockleaf::NoteOrder order, bool reversed);
    void rankingChosen(bool ranked);
    void sidebarRequested();
    void menuRequested();
    /// From the ways to bring notes into a vault that holds none.
    void importRequested();
    void restoreRequested();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    /// What was current and selected among the hits, and where it stood on the screen.
    struct KeptHits
    {
        RecordId current;
        std::vector<RecordId> selected;
        int top = 0;
    };

    [[nodiscard]] QWidget* makeFieldRow();
    [[nodiscard]] QWidget* makeList();
    [[nodiscard]] QWidget* makeEmpty();
    void connectList();
    void connectSearch();
    void refreshScope();
    void handleQueryChanged();
    void takeQuery(const QString& query);
    void searchShown();
    void keepHits();
    void restoreHits();
    void handleHitChanged(const QModelIndex& current);
    void showOpenHit();
    void handleCurrentChanged(const QModelIndex& current);
    void handleSelectionChanged();
    void handleLoaded();
    void refresh();
    [[nodiscard]] bool holdsNothing() const;
    [[nodiscard]] BringInLinks* makeBringIn(QWidget* parent);
    void openSortMenu();

    NoteListModel& m_model;
    SearchResults& m_results;
    SearchField* m_field;
    SearchPage* m_hits;
    QWidget* m_list = nullptr; ///< The list with what stands over it.
    NoteListView* m_view;
    ElidedLabel* m_name;
    Label* m_count;
    IconButton* m_sort;
    IconButton* m_sidebar;
    IconButton* m_compose;
    QWidget* m_empty = nullptr;
    Label* m_emptyTitle = nullptr;
    Label* m_emptyWords = nullptr;
    QWidget* m_write = nullptr;
    BringInLinks* m_emptyBringIn = nullptr; ///< Below the words of an empty list.
    BringInLinks* m_footBringIn = nullptr;  ///< Below the one row of a note that is begun.
    bool m_listsAll = false;
    NoteOrder m_order = NoteOrder::Edited;
    bool m_reversed = false;
    bool m_ranked = false;
    std::optional<KeptHits> m_keptHits; ///< While the same search is answered again.
    std::function<bool()> m_escape;
    RecordId m_open;
    bool m_hasOpen = false;
    bool m_searching = false;
    bool m_silent = false;
    bool m_severalHits = false;
    bool m_several = false;   ///< More than one row was selected.
    bool m_awaitsRow = false; ///< The current row was not read yet when it became current.
};

} // namespace lockleaf::ui
