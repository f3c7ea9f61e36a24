// SPDX-License-Identifier: GPL-3.0-or-later
// The part of WindowParts that searches all notes.
#include "ui/main/editor_pane.h"
#include "ui/main/list_pane.h"
#include "ui/main/note_search.h"
#include "ui/main/pane_layout.h"
#include "ui/main/search_field.h"
#include "ui/main/window_actions.h"
#include "ui/main/window_parts.h"

namespace lockleaf::ui {

void WindowParts::connectSearch()
{
    m_listPane->searchField().setKeyHint(m_actions->searchAll->shortcut().toString(QKeySequence::NativeText));
    connect(m_actions->searchAll, &QAction::triggered, this, [this] {
        m_panes->closeOverlay();
        m_panes->showList();
        m_listPane->focusSearch();
    });
    connect(m_listPane, &ListPane::hitChosen, this, &WindowParts::openHit);
    connect(m_listPane, &ListPane::titledNoteRequested, this, [this](const QString& title) {
        m_listPane->clearSearch();
        startNoteTitled(title);
    });
    connect(m_listPane, &ListPane::searchLeft, this, [this] {
        if (m_desk.hasNote())
            enterEditor();
        else
            m_listPane->view().setFocus();
    });
    connect(m_listPane, &ListPane::searchingChanged, this, &WindowParts::handleSearching);
    connect(&m_desk, &NoteDesk::noteChanged, this, [this] {
        if (!m_hit.isNull() && m_desk.openId() == m_hit)
            showHits();
    });
    connect(&m_results, &SearchResults::failed, this,
            [this](const Error& error) { report(Attempt::ReadList, error); });
    connect(&m_results, &SearchResults::answered, this, &WindowParts::refreshTrash);
    connect(&m_upkeep, &SearchUpkeep::indexCompleted, this, [this] {
        if (m_listPane->isSearching())
            m_results.searchAgain();
    });
    connect(this, &WindowParts::activityNoticed, &m_upkeep, &SearchUpkeep::postpone);
    NoteListView& view = m_listPane->hitView();
    connect(&view, &NoteListView::deleteRequested, this, &WindowParts::deleteNote);
    connect(&view, &NoteListView::menuRequested, this, &WindowParts::openRowMenu);
    connect(&view, &NoteListView::deleteSelectionRequested, this, &WindowParts::deleteSelection);
    connect(&view, &NoteListView::selectionMenuRequested, this, &WindowParts::openSelectionMenu);
}

/// Opens what was found, with the words marked; the keyboard stays where it is.
void WindowParts::openHit(RecordId id)
{
    if (isTakenAway()) {
        keepOpenNote();
        return;
    }
    m_hit = id;
    if (m_desk.hasNote() && m_desk.openId() == id)
        showHits();
    else
        m_desk.open(id);
}

void WindowParts::showHits()
{
    m_hit = {};
    std::vector<HitTerm> terms;
    for (const SearchWords& part : m_results.words())
        terms.push_back({QString::fromStdString(part.text), part.prefix});
    if (!terms.empty())
        m_editorPane->search().showHits(std::move(terms));
}

void WindowParts::handleSearching(bool searching)
{
    m_selection.follow(m_listPane->shownRows(), *m_listPane->shownView().selectionModel());
    refreshTrash();
    if (searching)
        return;
    m_hit = {};
    if (m_editorPane->search().isShowingHits())
        m_editorPane->search().close();
}

} // namespace lockleaf::ui
