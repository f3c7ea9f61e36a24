// SPDX-License-Identifier: GPL-3.0-or-later
// The part of ListPane that shows what a search has found in the place of the list.
#include "ui/main/list_pane.h"
#include "ui/main/search_chips.h"
#include "ui/main/search_field.h"
#include "ui/main/search_page.h"
#include "ui/models/search_results.h"
#include "ui/widgets/label.h"

#include <QKeyEvent>
#include <QScopedValueRollback>
#include <QScrollBar>

#include <unordered_set>

namespace lockleaf::ui {

namespace {

/// The same notes in the same order, without asking for some of them.
ListFilter widened(const ListFilter& list)
{
    ListFilter all;
    all.order = list.order;
    all.reversed = list.reversed;
    return all;
}

} // namespace

void ListPane::connectSearch()
{
    NoteListView& view = hitView();
    connect(m_field, &QLineEdit::textChanged, this, &ListPane::handleQueryChanged);
    connect(m_field, &SearchField::listWanted, this, [this] {
        if (m_searching)
            m_hits->enterList();
        else
            m_view->setFocus(Qt::ShortcutFocusReason);
    });
    connect(m_field, &SearchField::leaveWanted, this, &ListPane::searchLeft);
    connect(m_hits, &SearchPage::scopeChanged, this, &ListPane::handleQueryChanged);
    connect(m_hits, &SearchPage::fieldWanted, this, [this] { m_field->setFocus(Qt::ShortcutFocusReason); });
    connect(&searchChips(), &SearchChips::rankingChosen, this, &ListPane::rankingChosen);
    connect(&searchChips(), &SearchChips::queryChosen, this, &ListPane::takeQuery);
    connect(m_hits, &SearchPage::newNoteWanted, this, &ListPane::titledNoteRequested);
    connect(m_hits, &SearchPage::listEntered, this, [this] {
        {
            const QScopedValueRollback silent(m_silent, true);
            hitView().goTo(m_results.index(0));
            hitView().scrollTo(m_results.index(0));
        }
        handleHitChanged(m_results.index(0)); // it may have been the current one all along
    });
    connect(m_hits, &SearchPage::answered, this, &ListPane::restoreHits);
    connect(&m_results, &QAbstractItemModel::modelAboutToBeReset, this, &ListPane::keepHits);
    connect(&view, &NoteListView::chosen, this, &ListPane::entered);
    connect(view.selectionModel(), &QItemSelectionModel::currentChanged, this, &ListPane::handleHitChanged);
    connect(view.selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        const QItemSelection selection = hitView().selectionModel()->selection();
        if (m_severalHits && selection.size() == 1 && selection.front().height() == 1)
            handleHitChanged(m_results.index(selection.front().top()));
        m_severalHits = hitView().hasSeveralSelected();
    });
}

NoteListView& ListPane::hitView() const
{
    return m_hits->view();
}

SearchChips& ListPane::searchChips() const
{
    return m_hits->chips();
}

ListRows& ListPane::shownRows() const
{
    return m_searching ? static_cast<ListRows&>(m_results) : m_model;
}

void ListPane::refreshScope()
{
    m_hits->setScope(m_name->text(), m_model.filter());
}

void ListPane::setRanked(bool ranked)
{
    searchChips().setRanked(ranked);
    m_results.setRanked(ranked);
    if (std::exchange(m_ranked, ranked) != ranked && m_searching)
        searchShown();
}

void ListPane::focusSearch()
{
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

void ListPane::clearSearch()
{
    m_field->clear();
}

void ListPane::forget()
{
    m_field->forget();
    m_results.close();
}

/// As if it had been typed: it can be undone.
void ListPane::takeQuery(const QString& query)
{
    m_field->selectAll();
    m_field->insert(query.trimmed().isEmpty() ? QString() : query);
}

void ListPane::handleQueryChanged()
{
    m_hits->stayInField();
    searchChips().setQuery(m_field->text());
    const bool searching = !m_field->text().trimmed().isEmpty();
    if (searching)
        searchShown();
    else
        m_results.clear();
    if (m_searching == searching)
        return;
    if (QWidget* focus = window()->focusWidget(); focus && m_hits->isAncestorOf(focus))
        m_field->setFocus(); // what has the keyboard goes away
    m_searching = searching;
    refreshScope();
    m_hits->resetScope();
    m_hits->setVisible(searching);
    m_list->setVisible(!searching);
    Q_EMIT searchingChanged(searching);
    if (!searching && m_hasOpen)
        showOpen(m_open);
}

void ListPane::searchShown()
{
    m_results.search(m_field->text(), m_hits->isWidened() ? widened(m_model.filter()) : m_model.filter());
}

/// What is looked at stays where it is when the same search is answered again.
void ListPane::keepHits()
{
    m_keptHits.reset();
    const QModelIndex current = hitView().currentIndex();
    const auto id = m_results.idAt(current.row());
    if (!m_results.isRepeat() || !current.isValid() || !id)
        return;
    m_keptHits = KeptHits{*id, {}, hitView().visualRect(current).top()};
    for (const QModelIndex& index : hitView().selectionModel()->selectedIndexes())
        if (const auto selected = m_results.idAt(index.row()))
            m_keptHits->selected.push_back(*selected);
}

void ListPane::restoreHits()
{
    const auto kept = std::exchange(m_keptHits, std::nullopt);
    const int row = kept ? m_results.rowOf(kept->current) : -1;
    if (row < 0) {
        showOpenHit();
        return;
    }
    const QScopedValueRollback silent(m_silent, true);
    const std::unordered_set<RecordId> selected(kept->selected.begin(), kept->selected.end());
    QItemSelection selection;
    for (int at = 0; at < m_results.rowCount(); ++at)
        if (selected.contains(*m_results.idAt(at)))
            selection.select(m_results.index(at), m_results.index(at));
    NoteListView& view = hitView();
    view.selectionModel()->setCurrentIndex(m_results.index(row), QItemSelectionModel::NoUpdate);
    view.selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    view.doItemsLayout(); // there may be more rows to scroll over now
    view.verticalScrollBar()->setValue(view.verticalScrollBar()->value() +
                                       view.visualRect(m_results.index(row)).top() - kept->top);
}

/// The open note is marked where it was found; nothing is scrolled.
void ListPane::showOpenHit()
{
    if (!m_searching || !m_results.isAnswered() || hitView().hasSeveralSelected())
        return;
    const QScopedValueRollback silent(m_silent, true);
    const int row = m_hasOpen ? m_results.rowOf(m_open) : -1;
    if (row < 0)
        hitView().selectionModel()->clear();
    else if (hitView().currentIndex().row() != row || !hitView().selectionModel()->hasSelection())
        hitView().goTo(m_results.index(row));
}

void ListPane::handleHitChanged(const QModelIndex& current)
{
    if (m_silent || !current.isValid() || hitView().isExtending() || hitView().hasSeveralSelected())
        return;
    if (const auto id = m_results.idAt(current.row()))
        Q_EMIT hitChosen(*id);
}

std::optional<RecordId> ListPane::currentNote() const
{
    const QModelIndex current = shownView().currentIndex();
    return current.isValid() ? shownRows().idAt(current.row()) : std::nullopt;
}

const NoteSummary* ListPane::summaryOf(RecordId id) const
{
    return shownRows().summaryAt(shownRows().rowOf(id));
}

void ListPane::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && m_searching) {
        if (m_escape && m_escape())
            return;
        clearSearch();
        m_field->setFocus(Qt::ShortcutFocusReason);
    } else {
        Surface::keyPressEvent(event);
    }
}

} // namespace lockleaf::ui
