// SPDX-License-Identifier: GPL-3.0-or-later
// The part of WindowParts that searches all notes.
#include "ui/main/editor_pane.h"
#include "ui/main/list_pane.h"
#include "ui/main/note_search.h"
#include "ui/main/pane_layout.h"
#include "ui/main/search_chips.h"
#include "ui/main/search_field.h"
#include "ui/main/window_actions.h"
#include "ui/main/window_parts.h"
#include "ui/sheets/notebook_sheet.h"
#include "ui/sheets/tag_sheet.h"

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
    connect(m_listPane, &ListPane::titledNoteRequested, this, &WindowParts::startNoteTitled);
    connect(m_listPane, &ListPane::searchLeft, this, [this] {
        if (m_desk.hasNote())
            enterEditor();
        else
            m_listPane->view().setFocus();
    });
    m_listPane->setEscape([this] {
        NoteSearch& search = m_editorPane->search();
        return search.isShowingHits() && search.close();
    });
    connect(m_listPane, &ListPane::entered, this, [this] {
        if (const auto id = m_listPane->currentNote();
            id && m_listPane->isSearching() && !m_editorPane->search().isShowingHits())
            openHit(*id); // Escape had taken the marks away
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
    connectChips();
}

void WindowParts::connectChips()
{
    SearchChips& chips = m_listPane->searchChips();
    chips.setModel(m_notebooks);
    connect(m_listPane, &ListPane::rankingChosen, this, [this](bool ranked) {
        changeSettings([ranked](VaultSettings& settings) { settings.rankedSearch = ranked; });
        m_listPane->setRanked(ranked);
    });
    connect(&chips, &SearchChips::moreTagsRequested, this, [this, &chips] {
        auto* sheet = new TagSheet(tr("Search for a tag"), chips.tagsByUse(), &m_window);
        sheet->setOffersNew(false);
        connect(sheet, &TagSheet::chosen, &chips, &SearchChips::chooseTag);
        openSheet(sheet);
    });
    connect(&chips, &SearchChips::moreNotebooksRequested, this, [this, &chips] {
        auto* sheet = new NotebookSheet(tr("Search in a notebook"), m_notebooks.content().notebooks,
                                        &m_window, tr("All notebooks"));
        connect(sheet, &NotebookSheet::chosen, &chips, &SearchChips::chooseNotebook);
        openSheet(sheet);
    });
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
    QStringList words;
    for (const SearchWords& part : m_results.words()) {
        terms.push_back({QString::fromStdString(part.text), part.prefix});
        words << terms.back().words;
    }
    m_editorPane->search().showHits(std::move(terms), words.join(u' '));
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
