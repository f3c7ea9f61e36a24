// SPDX-License-Identifier: GPL-3.0-or-later
// The part of WindowParts that has to do with the tags over the open note.
#include "core/base/folded_text.h"
#include "ui/main/editor_pane.h"
#include "ui/main/note_tag_row.h"
#include "ui/main/window_parts.h"
#include "ui/widgets/sheet.h"

#include <algorithm>

namespace lockleaf::ui {

void WindowParts::connectNoteTags()
{
    NoteTagRow& row = m_editorPane->tags();
    connect(&row, &NoteTagRow::chosen, this, &WindowParts::tagChosen);
    connect(&row, &NoteTagRow::addRequested, this, [this] {
        if (m_desk.isTaggable())
            m_tagActions.choose({m_desk.openId()}); // null: the note is not in the vault yet
    });
    connect(&row, &NoteTagRow::removeRequested, this, &WindowParts::takeTagOff);
    connect(&m_tagActions, &TagActions::tagWanted, this, &WindowParts::giveTag);
}

void WindowParts::giveTag(const std::vector<RecordId>& notes, const QString& tag)
{
    if (notes.size() != 1 || !notes.front().isNull()) {
        m_selectionActions.addTag(notes, tag);
    } else if (m_desk.isBlankDraft()) {
        std::vector<std::string> tags = m_desk.tags();
        tags.push_back(tag.toStdString());
        m_desk.setDraftTags(tags);
    } else {
        withSavedNote([this, tag](RecordId note) { m_selectionActions.addTag({note}, tag); });
    }
}

void WindowParts::takeTagOff(const QString& tag)
{
    if (!m_desk.isTaggable())
        return;
    if (m_desk.isBlankDraft()) {
        std::vector<std::string> tags = m_desk.tags();
        std::erase_if(
            tags, [&](const std::string& one) { return foldedText(one) == foldedText(tag.toStdString()); });
        m_desk.setDraftTags(tags);
    } else {
        withSavedNote([this, tag](RecordId note) { m_selectionActions.removeTag({note}, tag); });
    }
}

/// A note that was begun gets its id when it is saved.
void WindowParts::withSavedNote(const std::function<void(RecordId)>& act)
{
    m_desk.settleOpen([this, act](RecordId note) {
        if (note.isNull())
            report(Attempt::TagNotes, m_desk.saveError());
        else
            act(note);
    });
}

} // namespace lockleaf::ui
