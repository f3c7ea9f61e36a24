// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/list_pane.h"

#include "ui/main/bring_in_links.h"
#include "ui/main/search_field.h"
#include "ui/main/search_page.h"
#include "ui/models/search_results.h"
#include "ui/theme/counted.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/label.h"

#include <QActionGroup>
#include <QHBoxLayout>
#include <QLocale>
#include <QMenu>
#include <QScopedValueRollback>
#include <QVBoxLayout>

namespace lockleaf::ui {

namespace {

/// The text of a row begins here.
constexpr int NoteRowInset = 22;

QString keys(const QKeySequence& sequence)
{
    return sequence.toString(QKeySequence::NativeText);
}

QString directionName(bool title, bool reversed)
{
    if (title)
        return reversed ? ListPane::tr("Z to A") : ListPane::tr("A to Z");
    return reversed ? ListPane::tr("Oldest first") : ListPane::tr("Newest first");
}

} // namespace

ListPane::ListPane(NoteListModel& model, SearchResults& results, QWidget* parent)
    : Surface(Token::List, parent), m_model(model), m_results(results), m_field(new SearchField(this)),
      m_hits(nullptr), m_view(new NoteListView(model, this)),
      m_name(new ElidedLabel({}, TextRole::PaneTitle, Token::Text, this)),
      m_count(new Label({}, TextRole::Help, Token::TextSecondary, this)),
      m_sort(new IconButton(Icon::Sort, tr("Sort"), this)),
      m_sidebar(new IconButton(Icon::Sidebar, tr("Show sidebar"), this)),
      m_compose(new IconButton(Icon::Compose, tr("New note"), this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeFieldRow());
    m_list = makeList();
    m_hits = new SearchPage(results, this);
    m_hits->hide();
    column->addWidget(m_list, 1);
    column->addWidget(m_hits, 1);
    setMinimumWidth(metrics::ListMinimum);
    setStandsAlone(false);
    setOrder(m_order, m_reversed);
    setTabOrder(m_field, m_view);
    setTabOrder(m_view, m_footBringIn->first());
    setTabOrder(m_footBringIn->first(), m_footBringIn->last());
    connectList();
    connectSearch();
}

QWidget* ListPane::makeFieldRow()
{
    m_sidebar->setName(tr("Show sidebar"), keys(Qt::Key_F9));
    m_compose->setName(tr("New note"), keys(Qt::CTRL | Qt::Key_N));
    auto* box = new QWidget(this);
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(metrics::Space3, 0, metrics::Space3, 0);
    row->setSpacing(metrics::Space2);
    row->addWidget(m_sidebar);
    row->addWidget(m_field, 1);
    row->addWidget(m_compose);
    box->setMinimumHeight(metrics::HeaderHeight);
    return box;
}

QWidget* ListPane::makeList()
{
    auto* head = new QHBoxLayout;
    head->setContentsMargins(NoteRowInset, 0, NoteRowInset - metrics::Space2, 0);
    head->setSpacing(metrics::Space2);
    head->addWidget(m_name, 1);
    head->addWidget(m_count);
    head->addWidget(m_sort);
    auto* box = new QWidget(this);
    m_empty = makeEmpty();
    m_empty->hide();
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addSpacing(metrics::Space1);
    column->addWidget(m_empty, 1);
    column->addWidget(m_view, 1);
    m_footBringIn = makeBringIn(box);
    m_footBringIn->setContentsMargins(NoteRowInset, 0, NoteRowInset, metrics::Space4);
    column->addWidget(m_footBringIn);
    return box;
}

QWidget* ListPane::makeEmpty()
{
    auto* box = new QWidget(this);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(NoteRowInset, metrics::Space8, NoteRowInset, 0);
    column->setSpacing(metrics::Space2);
    m_emptyTitle = new Label({}, TextRole::BodyStrong, Token::Text, box);
    m_emptyTitle->setWordWrap(true);
    m_emptyWords = new Label({}, TextRole::Help, Token::TextSecondary, box);
    m_emptyWords->setWordWrap(true);
    auto* write = new LinkButton(tr("Write the first one"), box);
    m_write = write;
    auto* writeRow = new QHBoxLayout;
    writeRow->addWidget(write);
    writeRow->addStretch(1);
    column->addWidget(m_emptyTitle);
    column->addWidget(m_emptyWords);
    column->addLayout(writeRow);
    column->addSpacing(metrics::Space4);
    m_emptyBringIn = makeBringIn(box);
    column->addWidget(m_emptyBringIn);
    column->addStretch(1);
    connect(write, &QPushButton::clicked, this, &ListPane::newNoteRequested);
    return box;
}

BringInLinks* ListPane::makeBringIn(QWidget* parent)
{
    auto* links = new BringInLinks(parent);
    links->hide();
    connect(links, &BringInLinks::importRequested, this, &ListPane::importRequested);
    connect(links, &BringInLinks::restoreRequested, this, &ListPane::restoreRequested);
    return links;
}

void ListPane::connectList()
{
    connect(m_compose, &QPushButton::clicked, this, &ListPane::newNoteRequested);
    connect(m_sidebar, &QPushButton::clicked, this, &ListPane::sidebarRequested);
    connect(m_sort, &QPushButton::clicked, this, &ListPane::openSortMenu);
    connect(m_view, &NoteListView::chosen, this, &ListPane::entered);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &ListPane::handleCurrentChanged);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &ListPane::handleSelectionChanged);
    connect(&m_model, &NoteListModel::loaded, this, &ListPane::handleLoaded);
    connect(&m_model, &NoteListModel::rowsInserted, this, &ListPane::refresh);
    connect(&m_model, &NoteListModel::rowsRemoved, this, &ListPane::refresh);
    connect(&m_model, &NoteListModel::dataChanged, this, [this] {
        refresh(); // what was begun may be a note now
        if (m_awaitsRow)
            handleCurrentChanged(m_view->currentIndex());
    });
}

void ListPane::setListName(const QString& name)
{
    m_name->setFullText(name);
    m_view->setAccessibleName(tr("Notes in %1").arg(name));
    refreshScope();
}

void ListPane::setEmptyWords(const QString& title, const QString& words, bool canWrite)
{
    m_emptyTitle->setText(title);
    m_emptyWords->setText(words);
    m_write->setVisible(canWrite);
}

void ListPane::setListsAll(bool all)
{
    m_listsAll = all;
    refresh();
}

/// No note but one that is being begun, which the vault does not have yet.
bool ListPane::holdsNothing() const
{
    if (!m_listsAll || !m_model.isLoaded() || m_model.rowCount() > 1)
        return false;
    const NoteSummary* only = m_model.summaryAt(0);
    return m_model.rowCount() == 0 || (only != nullptr && only->id.isNull());
}

void ListPane::setListHead(QWidget* head)
{
    auto* column = static_cast<QVBoxLayout*>(m_list->layout());
    column->insertWidget(column->indexOf(m_empty), head);
}

void ListPane::setOrder(NoteOrder order, bool reversed)
{
    m_order = order;
    m_reversed = reversed;
    const bool title = order == NoteOrder::Title;
    const QString by = title                         ? tr("title")
                       : order == NoteOrder::Created ? tr("creation date")
                                                     : tr("last edit");
    m_sort->setName(tr("Sorted by %1: %2").arg(by, directionName(title, reversed)));
}

void ListPane::openSortMenu()
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setAccessibleName(tr("Sort"));
    const auto add = [&](QActionGroup* group, const QString& words, bool chosen, NoteOrder order,
                         bool reversed) {
        QAction* action = menu->addAction(words);
        action->setCheckable(true);
        action->setChecked(chosen);
        group->addAction(action);
        connect(action, &QAction::triggered, this,
                [this, order, reversed] { Q_EMIT orderChosen(order, reversed); });
    };
    auto* orders = new QActionGroup(menu);
    add(orders, tr("Edited"), m_order == NoteOrder::Edited, NoteOrder::Edited, false);
    add(orders, tr("Created"), m_order == NoteOrder::Created, NoteOrder::Created, false);
    add(orders, tr("Title"), m_order == NoteOrder::Title, NoteOrder::Title, false);
    menu->addSeparator();
    auto* directions = new QActionGroup(menu);
    for (const bool reversed : {false, true})
        add(directions, directionName(m_order == NoteOrder::Title, reversed), m_reversed == reversed, m_order,
            reversed);
    menu->popup(m_sort->mapToGlobal(QPoint(0, m_sort->height() + 2)));
}

void ListPane::setStandsAlone(bool alone)
{
    m_sidebar->setVisible(alone);
    m_compose->setVisible(alone);
}

void ListPane::showOpen(RecordId id)
{
    m_open = id;
    m_hasOpen = true;
    showOpenHit();
    const QScopedValueRollback silent(m_silent, true);
    int row = m_model.rowOf(id);
    if (row < 0 && m_model.trackedRow() >= 0)
        row = m_model.trackedRow();
    if (row < 0) {
        m_view->selectionModel()->clear();
        return;
    }
    m_model.track(id, row);
    if (m_view->hasSeveralSelected())
        return; // what is selected is not about the open note
    if (m_view->currentIndex().row() != row || !m_view->selectionModel()->hasSelection())
        m_view->goTo(m_model.index(row));
    m_view->scrollTo(m_model.index(row));
}

void ListPane::handleCurrentChanged(const QModelIndex& current)
{
    m_awaitsRow = false;
    if (m_silent || !current.isValid() || m_view->isExtending() || m_view->hasSeveralSelected())
        return;
    const NoteSummary* summary = m_model.summaryAt(current.row());
    m_awaitsRow = summary == nullptr;
    if (summary && (!m_hasOpen || summary->id != m_open)) {
        m_model.track(summary->id, current.row());
        Q_EMIT openRequested(summary->id);
    }
}

/// The only one that is left of several is the one that is meant.
void ListPane::handleSelectionChanged()
{
    const QItemSelection selection = m_view->selectionModel()->selection();
    const bool one = selection.size() == 1 && selection.front().height() == 1;
    const bool wereSeveral = std::exchange(m_several, m_view->hasSeveralSelected());
    if (m_silent || !one || !wereSeveral)
        return;
    const NoteSummary* summary = m_model.summaryAt(selection.front().top());
    if (summary && (!m_hasOpen || summary->id != m_open)) {
        m_model.track(summary->id, selection.front().top());
        Q_EMIT openRequested(summary->id);
    }
}

void ListPane::handleLoaded()
{
    refresh();
    refreshScope();
    if (m_searching && !m_hits->isWidened() && m_results.askedFilter() != m_model.filter())
        searchShown(); // another list came into the place of the one that was searched
    if (m_hasOpen)
        showOpen(m_open);
}

void ListPane::refresh()
{
    const int rows = m_model.rowCount();
    m_count->setText(rows > 0 ? QLocale().toString(rows) : QString());
    m_count->setAccessibleName(counted(rows, tr("1 note"), tr("%1 notes")));
    const bool empty = m_model.isLoaded() && rows == 0;
    m_empty->setVisible(empty);
    m_view->setVisible(!empty);
    const bool bringsIn = holdsNothing();
    m_emptyBringIn->setVisible(bringsIn && empty);
    m_footBringIn->setVisible(bringsIn && !empty);
}

} // namespace lockleaf::ui
