// SPDX-License-Identifier: GPL-3.0-or-later
// The part of WindowParts that has to do with the sidebar and what is chosen in it.
#include "ui/main/editor_pane.h"
#include "ui/main/list_pane.h"
#include "ui/main/pane_layout.h"
#include "ui/main/sidebar.h"
#include "ui/main/window_actions.h"
#include "ui/main/window_parts.h"
#include "ui/widgets/sheet.h"

#include <QMenu>

namespace lockleaf::ui {

void WindowParts::connectOrganising()
{
    connect(&m_feed, &SidebarFeed::read, this, &WindowParts::showSidebar);
    connect(&m_feed, &SidebarFeed::failed, this,
            [this](const Error& error) { report(Attempt::ReadNotebooks, error); });
    connect(&m_sidebar->list(), &SidebarList::chosen, this, &WindowParts::choosePlace);
    connect(&m_sidebar->list(), &SidebarList::menuRequested, this, &WindowParts::openSidebarMenu);
    connectNotebooks();
    connectTags();
    connectTrash();
    connectDrags();
    showPlaceName();
}

void WindowParts::stopOrganising()
{
    m_feed.stop();
    m_purge.stop();
    m_notebookActions.stop();
    m_tagActions.stop();
    m_trashActions.stop();
}

void WindowParts::connectNotebooks()
{
    NotebookActions& notebooks = m_notebookActions;
    SidebarList& list = m_sidebar->list();
    connect(m_actions->newNotebook, &QAction::triggered, this, [this] { m_notebookActions.add({}); });
    connect(&list, &SidebarList::newNotebookRequested, this, [this] { m_notebookActions.add({}); });
    connect(&list, &SidebarList::renameRequested, this, [this](const SidebarPlace& place) {
        if (place.kind == SidebarPlace::Kind::Tag)
            m_tagActions.rename(place.tag);
        else if (const auto notebook = place.asNotebook())
            m_notebookActions.rename(*notebook);
    });
    connect(&list, &SidebarList::deleteRequested, this, [this](const SidebarPlace& place) {
        if (const auto notebook = place.asNotebook())
            m_notebookActions.remove(*notebook);
    });
    connect(&notebooks, &NotebookActions::sheetWanted, this, &WindowParts::openSheet);
    connect(&notebooks, &NotebookActions::progressWanted, this, &WindowParts::openIfNone);
    connect(&m_selectionActions, &SelectionActions::progressWanted, this, &WindowParts::openIfNone);
    connect(&notebooks, &NotebookActions::said, this, &WindowParts::say);
    connect(&notebooks, &NotebookActions::changed, &m_feed, &SidebarFeed::refresh);
    connect(&notebooks, &NotebookActions::added, this, [this](RecordId notebook) {
        m_newNotebook = notebook;
        m_feed.refresh();
    });
    connect(&notebooks, &NotebookActions::newNoteWanted, this, [this](RecordId notebook) {
        goToPlace(SidebarPlace::inNotebook(notebook));
        startNote();
    });
}

void WindowParts::connectTags()
{
    setTagSource([this] { return m_tagActions.all(); });
    setTagger([this](const std::vector<RecordId>& notes) { m_tagActions.choose(notes); });
    connect(this, &WindowParts::tagChosen, this,
            [this](const QString& tag) { goToPlace(SidebarPlace::withTag(tag)); });
    connect(&m_tagActions, &TagActions::sheetWanted, this, &WindowParts::openSheet);
    connect(&m_tagActions, &TagActions::progressWanted, this, &WindowParts::openIfNone);
    connect(&m_tagActions, &TagActions::said, this, &WindowParts::say);
    connect(&m_tagActions, &TagActions::failed, this,
            [this](const Error& error) { report(Attempt::RenameTag, error); });
    connectNoteTags();
    connect(&m_tagActions, &TagActions::renamed, this, &WindowParts::handleTagRenamed);
}

void WindowParts::handleTagRenamed(const QString& from, const QString& to)
{
    const bool nested = m_place.tag.startsWith(from + u'/', Qt::CaseInsensitive);
    if (m_place.kind == SidebarPlace::Kind::Tag &&
        (nested || m_place.tag.compare(from, Qt::CaseInsensitive) == 0))
        goToPlace(SidebarPlace::withTag(to + m_place.tag.mid(from.size())));
}

void WindowParts::openIfNone(Sheet* sheet)
{
    if (m_sheet && m_sheet->isOpen())
        sheet->deleteLater(); // what is open is more important than how far something has come
    else
        openSheet(sheet);
}

void WindowParts::showSidebar(const SidebarContent& content)
{
    m_sidebar->list().showContent(content);
    m_list.setNotebooks(content.notebooks);
    m_results.setNotebooks(content.notebooks);
    const auto notebook = m_place.asNotebook();
    if (m_newNotebook && m_notebooks.notebook(*m_newNotebook))
        goToPlace(SidebarPlace::inNotebook(*std::exchange(m_newNotebook, {})));
    else if (notebook && !m_notebooks.notebook(*notebook))
        goToPlace({}); // it is gone
    else if (m_sidebar->list().chosenPlace() != m_place)
        m_sidebar->list().showChosen(m_place);
    showPlaceName();
    refreshTrash();
    refreshBreadcrumb();
}

void WindowParts::choosePlace(const SidebarPlace& place)
{
    m_place = place;
    m_settings.openNotebook = place.asNotebook();
    m_listPane->clearSearch(); // this list is meant, not what was found in another one
    // The note on the desk stays until another one is chosen.
    m_list.load(chosenList(), m_desk.openId());
    showPlaceName();
    refreshTrash();
    if (m_panes->mode() == PaneLayout::Mode::OnePane)
        m_panes->showList();
    m_panes->closeOverlay();
}

void WindowParts::goToPlace(const SidebarPlace& place)
{
    m_sidebar->list().showChosen(place);
    choosePlace(place);
}

void WindowParts::showPlaceName()
{
    QString name = tr("All notes");
    QString empty = tr("No notes here yet");
    QString words = tr("What you write is kept in this list, newest first.");
    switch (m_place.kind) {
    case SidebarPlace::Kind::AllNotes:
        break;
    case SidebarPlace::Kind::Pinned:
        name = tr("Pinned");
        empty = tr("Nothing is pinned");
        words = tr("A note that you pin stands here, and on top of every list.");
        break;
    case SidebarPlace::Kind::OpenTasks:
        name = tr("Open tasks");
        empty = tr("No open tasks");
        words = tr("Notes with a task that is not done yet stand here.");
        break;
    case SidebarPlace::Kind::Notebook:
        name = m_list.notebookLook(m_place.notebook).name;
        empty = tr("No notes in this notebook");
        words = tr("Write one here, or drag notes onto the notebook.");
        break;
    case SidebarPlace::Kind::Tag:
        name = u'#' + m_place.tag;
        empty = tr("No notes with this tag");
        words = tr("Write the tag into a note, or drag notes onto it.");
        break;
    case SidebarPlace::Kind::Trash:
        name = tr("Trash");
        empty = tr("Nothing in the Trash");
        words = tr("Notes that you delete wait here, so that they can be brought back.");
        break;
    }
    m_listPane->setListName(name);
    m_listPane->setListsAll(m_place.kind == SidebarPlace::Kind::AllNotes);
    m_listPane->setEmptyWords(empty, words,
                              m_place.kind == SidebarPlace::Kind::AllNotes || m_place.asNotebook());
}

/// While a change takes the open note out of the list or of what was found, or a draft is placed anew, the
/// view goes to another row; that is no choice.
bool WindowParts::isTakenAway() const
{
    const auto told = m_session.toldChange();
    const bool moved = told && *told != NoteChange::Kind::Trashed;
    return m_desk.hasNote() && (m_placesDraft || moved || m_results.isRemoving());
}

void WindowParts::openFromList(RecordId id)
{
    if (isTakenAway())
        keepOpenNote();
    else
        m_desk.open(id);
}

void WindowParts::keepOpenNote()
{
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_list.track({}, -1); // the row that the view went to
            if (m_desk.hasNote())
                m_listPane->showOpen(m_desk.openId());
        },
        Qt::QueuedConnection);
}

void WindowParts::startNote()
{
    m_panes->closeOverlay();
    m_listPane->clearSearch();
    if (m_place.kind != SidebarPlace::Kind::AllNotes && !m_place.asNotebook())
        goToPlace({}); // where it will stand in sight
    m_desk.startNote(m_place.asNotebook().value_or(RecordId{}));
    enterEditor();
}

void WindowParts::openSidebarMenu(const QPoint& position, const SidebarModel::Row& row)
{
    auto* menu = new QMenu(&m_window);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (row.kind == SidebarModel::RowKind::Notebooks) {
        menu->addAction(m_actions->newNotebook);
    } else if (const auto notebook = row.place.asNotebook()) {
        m_notebookActions.fillMenu(*menu, *notebook);
    } else if (row.kind == SidebarModel::RowKind::Place && row.place.kind == SidebarPlace::Kind::Tag) {
        connect(menu->addAction(tr("Rename…")), &QAction::triggered, this,
                [this, tag = row.place.tag] { m_tagActions.rename(tag); });
    } else if (row.kind == SidebarModel::RowKind::Place && row.place.kind == SidebarPlace::Kind::Trash) {
        menu->addAction(m_actions->emptyTrash);
    }
    if (menu->isEmpty())
        delete menu;
    else
        menu->popup(position);
}

void WindowParts::refreshBreadcrumb()
{
    const RecordId notebook = m_desk.notebook();
    m_editorPane->setNotebook(m_desk.hasNote() ? m_notebooks.pathOf(notebook) : QString(),
                              m_notebooks.colorOf(notebook));
}

} // namespace lockleaf::ui
