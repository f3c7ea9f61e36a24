// SPDX-License-Identifier: GPL-3.0-or-later
// The part of WindowParts that goes from note to note, and what it says at the foot of the window.
#include "ui/editor/note_editor.h"
#include "ui/main/editor_pane.h"
#include "ui/main/list_pane.h"
#include "ui/main/selection_page.h"
#include "ui/main/window_actions.h"
#include "ui/main/window_parts.h"
#include "ui/widgets/sheet.h"
#include "ui/widgets/toast.h"

#include <QMenu>

namespace lockleaf::ui {

void WindowParts::say(const QString& sentence, const QString& action, std::function<void()> act)
{
    m_toastAction = std::move(act);
    m_toast->present(sentence, action);
}

void WindowParts::connectNavigator()
{
    connect(m_toast, &Toast::actionTriggered, this, [this] {
        if (const auto act = std::exchange(m_toastAction, nullptr))
            act();
    });
    connect(&m_navigator, &Navigator::openWanted, this, &WindowParts::openPlace);
    connect(&m_navigator, &Navigator::newNoteWanted, this, &WindowParts::startNoteTitled);
    connect(&m_navigator, &Navigator::sheetWanted, this, &WindowParts::openSheet);
    connect(&m_navigator, &Navigator::offered, this, &WindowParts::say);
    NoteEditor& editor = m_editorPane->editor();
    connect(&editor, &NoteEditor::linkActivated, &m_navigator,
            [this](const QString& written) { m_navigator.follow(written); });
    connect(&editor, &NoteEditor::tagActivated, this, &WindowParts::tagChosen);
    connect(&m_completer, &LinkCompleter::createRequested, &m_desk, &NoteDesk::addBeside);
    connect(&m_navigator, &Navigator::failed, this,
            [this](const Error& error) { report(Attempt::ReadList, error); });
}

void WindowParts::connectSelection()
{
    NoteListView& view = m_listPane->view();
    SelectionPage& page = m_editorPane->selectionPage();
    connect(&m_selection, &NoteSelection::countChanged, m_editorPane, &EditorPane::setSelectedCount);
    connect(&view, &NoteListView::deleteSelectionRequested, this, &WindowParts::deleteSelection);
    connect(&view, &NoteListView::selectionMenuRequested, this, &WindowParts::openSelectionMenu);
    connect(&page, &SelectionPage::moveRequested, this, &WindowParts::moveSelection);
    connect(&page, &SelectionPage::tagRequested, &m_selectionActions, &SelectionActions::tag);
    connect(&page, &SelectionPage::trashRequested, this, &WindowParts::deleteSelection);
    connect(&m_selectionActions, &SelectionActions::sheetWanted, this, &WindowParts::openSheet);
    connect(&m_selectionActions, &SelectionActions::said, this, &WindowParts::say);
    connect(&m_selectionActions, &SelectionActions::failed, this, &WindowParts::report);
    connect(&m_selectionActions, &SelectionActions::removed, this, [this](const auto& notes, int row) {
        m_navigator.forget(notes);
        m_rowToOpen = m_listPane->isSearching() ? -1 : row; // it is a row of the list
    });
    connect(&m_session, &VaultSession::notesChanged, this,
            [this] { m_list.load(m_list.filter(), m_desk.openId()); });
}

void WindowParts::openSelectionMenu(const QPoint& position)
{
    if (showsTrash()) {
        m_selection.resolve(
            [this, position](const std::vector<RecordId>& notes) { openTrashedMenu(position, notes, {}); });
        return;
    }
    auto* menu = new QMenu(&m_window);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu->addAction(tr("Move…")), &QAction::triggered, &m_selectionActions, &SelectionActions::move);
    if (m_selectionActions.isTaggable())
        connect(menu->addAction(tr("Tag…")), &QAction::triggered, &m_selectionActions,
                &SelectionActions::tag);
    menu->addSeparator();
    connect(menu->addAction(m_actions->trash->text()), &QAction::triggered, &m_selectionActions,
            &SelectionActions::trash);
    menu->popup(position);
}

void WindowParts::setTagger(SelectionActions::Tagger tagger)
{
    m_selectionActions.setTagger(std::move(tagger));
    m_editorPane->selectionPage().setTaggable(m_selectionActions.isTaggable());
}

ListFilter WindowParts::chosenList() const
{
    ListFilter filter = m_place.filter();
    filter.order = m_settings.listOrder;
    filter.reversed = m_settings.listReversed;
    return filter;
}

void WindowParts::chooseOrder(NoteOrder order, bool reversed)
{
    changeSettings([&](VaultSettings& settings) {
        settings.listOrder = order;
        settings.listReversed = reversed;
    });
    m_listPane->setOrder(order, reversed);
    m_list.load(chosenList(), m_desk.openId());
}

void WindowParts::openPlace(const NoteHistory::Place& place)
{
    if (m_desk.hasNote() && m_desk.openId() == place.note) {
        enterEditor();
        return;
    }
    m_enterWhenOpened = true;
    m_desk.open(place.note, place.caret, place.scroll);
}

void WindowParts::startNoteTitled(const QString& title)
{
    startNote();
    m_editorPane->editor().apply([&](QTextCursor& cursor) {
        cursor.insertText(title);
        cursor.insertBlock();
    });
}

} // namespace lockleaf::ui
