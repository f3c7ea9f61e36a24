// SPDX-License-Identifier: GPL-3.0-or-later
// The part of WindowParts that goes from note to note, and what it says at the foot of the window.
#include "ui/editor/note_editor.h"
#include "ui/main/editor_pane.h"
#include "ui/main/window_parts.h"
#include "ui/widgets/toast.h"

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
    connect(&m_navigator, &Navigator::failed, this,
            [this](const Error& error) { report(Attempt::ReadList, error); });
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
