// SPDX-License-Identifier: GPL-3.0-or-later
// The part of WindowParts that has to do with the trash, and with dragging notes and notebooks.
#include "ui/main/editor_pane.h"
#include "ui/main/inner_drag.h"
#include "ui/main/list_pane.h"
#include "ui/main/selection_page.h"
#include "ui/main/sidebar.h"
#include "ui/main/trash_bar.h"
#include "ui/main/window_actions.h"
#include "ui/main/window_parts.h"
#include "ui/theme/counted.h"
#include "ui/widgets/sheet.h"

#include <QMenu>
#include <QVBoxLayout>

namespace lockleaf::ui {

void WindowParts::connectTrash()
{
    if (auto* column = qobject_cast<QVBoxLayout*>(m_editorPane->layout()))
        column->insertWidget(1, m_trashBar); // under the header
    m_listPane->setListHead(m_trashHead);
    connect(m_trashBar, &TrashBar::restoreRequested, this,
            [this] { m_selectionActions.restore({m_desk.openId()}, true); });
    connect(m_trashBar, &TrashBar::deleteRequested, this, &WindowParts::deleteOpenNote);
    connect(m_trashHead, &TrashHead::emptyRequested, &m_trashActions, &TrashActions::askEmpty);
    connect(m_actions->emptyTrash, &QAction::triggered, &m_trashActions, &TrashActions::askEmpty);
    connect(&m_trashActions, &TrashActions::sheetWanted, this, &WindowParts::openSheet);
    connect(&m_trashActions, &TrashActions::said, this, &WindowParts::say);
    connect(&m_trashActions, &TrashActions::failed, this,
            [this](const Error& error) { report(Attempt::DeleteNotes, error); });
    connect(&m_trashActions, &TrashActions::deletionWanted, &m_selectionActions,
            &SelectionActions::deleteForGood);
    connect(&m_session, &VaultSession::notesChanged, this, [this](const std::vector<RecordId>& notes) {
        if (notes.empty())
            m_desk.reload(); // the open note may be gone
    });
    connect(&m_desk, &NoteDesk::noteChanged, this, &WindowParts::refreshTrash);
    connect(&m_selection, &NoteSelection::countChanged, this, &WindowParts::refreshTrash);
    refreshTrash();
}

bool WindowParts::showsTrash() const
{
    return m_listPane->isSearching() ? m_results.isOfTrash() : m_place.kind == SidebarPlace::Kind::Trash;
}

void WindowParts::refreshTrash()
{
    const bool listed = m_place.kind == SidebarPlace::Kind::Trash;
    const bool open = m_desk.hasNote() && m_desk.isTrashed();
    m_trashBar->setVisible(open && m_selection.count() < 2);
    m_trashHead->setVisible(listed && m_notebooks.content().trash > 0);
    m_trashHead->setDays(static_cast<int>(m_settings.trashDays));
    m_editorPane->selectionPage().setInTrash(showsTrash());
    m_actions->pin->setEnabled(m_desk.hasNote() && !open);
    m_actions->emptyTrash->setEnabled(m_notebooks.content().trash > 0);
}

void WindowParts::openTrashedMenu(const QPoint& position, const std::vector<RecordId>& notes,
                                  const QString& title)
{
    auto* menu = new QMenu(&m_window);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu->addAction(tr("Restore")), &QAction::triggered, this,
            [this, notes] { m_selectionActions.restore(notes, true); });
    menu->addSeparator();
    connect(menu->addAction(tr("Delete for good…")), &QAction::triggered, this,
            [this, notes, title] { m_trashActions.askDelete(notes, title); });
    menu->popup(position);
}

void WindowParts::deleteNote(RecordId id)
{
    const NoteSummary* summary = m_listPane->summaryOf(id);
    if (summary && summary->trashed)
        m_trashActions.askDelete({id}, QString::fromStdString(summary->title));
    else
        m_desk.trash(id);
}

void WindowParts::deleteOpenNote()
{
    if (!m_desk.hasNote() || !m_desk.isTrashed()) {
        m_desk.trashOpenNote();
        return;
    }
    m_session.ask(
        this, [id = m_desk.openId()](Vault& vault) { return vault.summary(id); },
        [this](const Result<NoteSummary>& summary) {
            if (summary)
                m_trashActions.askDelete({summary->id}, QString::fromStdString(summary->title));
            else
                report(Attempt::DeleteNotes, summary.error());
        });
}

void WindowParts::deleteSelection()
{
    if (!showsTrash())
        m_selectionActions.trash();
    else
        m_selection.resolve(
            [this](const std::vector<RecordId>& notes) { m_trashActions.askDelete(notes, {}); });
}

void WindowParts::moveSelection()
{
    if (!showsTrash())
        m_selectionActions.move();
    else
        m_selection.resolve(
            [this](const std::vector<RecordId>& notes) { m_selectionActions.restore(notes, true); });
}

void WindowParts::connectDrags()
{
    SidebarList& sidebar = m_sidebar->list();
    const auto dragNotes = [this, &sidebar](NoteListView& view) {
        auto* notes = new InnerDrag(view, [this](const QModelIndex& index) { return dragWords(index); });
        connect(notes, &InnerDrag::moved, this,
                [&sidebar](const QPoint& global) { sidebar.showDrop(global, SidebarList::Cargo::Notes); });
        connect(notes, &InnerDrag::dropped, this, &WindowParts::dropNotes);
        return notes;
    };
    const auto notebookOf = [this](const QModelIndex& index) {
        return index.isValid() ? m_notebooks.row(index.row()).place.notebook : RecordId{};
    };
    auto* notebooks = new InnerDrag(sidebar, [this, notebookOf](const QModelIndex& index) {
        return notebookOf(index).isNull() ? QString() : m_notebooks.row(index.row()).name;
    });
    connect(notebooks, &InnerDrag::moved, this,
            [&sidebar, notebookOf](const QPoint& global, const QModelIndex& index) {
                sidebar.showDrop(global, SidebarList::Cargo::Notebook, notebookOf(index));
            });
    connect(notebooks, &InnerDrag::dropped, this,
            [this, &sidebar, notebookOf](const QPoint& global, const QModelIndex& index) {
                const RecordId carried = notebookOf(index);
                const auto row = sidebar.dropRowAt(global, SidebarList::Cargo::Notebook, carried);
                if (row)
                    m_notebookActions.move(carried, row->place.notebook);
            });
    m_drags = {dragNotes(m_listPane->view()), dragNotes(m_listPane->hitView()), notebooks};
    for (InnerDrag* drag : m_drags)
        connect(drag, &InnerDrag::ended, this, [&sidebar] { sidebar.showDrop(std::nullopt); });
}

/// Of what is in the trash nothing can be dragged.
QString WindowParts::dragWords(const QModelIndex& index) const
{
    const NoteSummary* summary = m_listPane->shownRows().summaryAt(index.row());
    if (!summary || summary->trashed || summary->id.isNull())
        return {};
    const NoteListView& view = m_listPane->shownView();
    if (view.hasSeveralSelected() && view.selectionModel()->isSelected(index))
        return counted(m_selection.count(), tr("1 note"), tr("%1 notes"));
    return summary->title.empty() ? tr("New note") : QString::fromStdString(summary->title);
}

void WindowParts::dropNotes(const QPoint& global, const QModelIndex& index)
{
    const auto row = m_sidebar->list().dropRowAt(global, SidebarList::Cargo::Notes);
    const NoteSummary* summary = m_listPane->shownRows().summaryAt(index.row());
    if (!row || !summary)
        return;
    const NoteListView& view = m_listPane->shownView();
    if (view.hasSeveralSelected() && view.selectionModel()->isSelected(index))
        m_selection.resolve(
            [this, place = row->place](const std::vector<RecordId>& notes) { dropNotesOn(place, notes); });
    else
        dropNotesOn(row->place, {summary->id});
}

void WindowParts::dropNotesOn(const SidebarPlace& place, const std::vector<RecordId>& notes)
{
    const Notebook* notebook = m_notebooks.notebook(place.notebook);
    if (place.kind == SidebarPlace::Kind::Notebook && notebook)
        m_selectionActions.moveTo(notes, *notebook);
    else if (place.kind == SidebarPlace::Kind::Tag)
        m_selectionActions.addTag(notes, place.tag);
    else if (place.kind == SidebarPlace::Kind::Trash)
        m_selectionActions.trashNotes(notes, m_selection.firstRow());
}

} // namespace lockleaf::ui
