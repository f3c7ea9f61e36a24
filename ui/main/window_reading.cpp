// SPDX-License-Identifier: GPL-3.0-or-later
// The part of WindowParts that has to do with reading: Read mode, and links that lead out of the text.
#include "ui/editor/note_editor.h"
#include "ui/main/editor_pane.h"
#include "ui/main/window_actions.h"
#include "ui/main/window_parts.h"
#include "ui/reader/note_reader.h"
#include "ui/widgets/sheet.h"

#include <QAction>

namespace lockleaf::ui {

void WindowParts::connectReading()
{
    connect(m_actions->read, &QAction::triggered, m_editorPane, &EditorPane::setReading);
    connect(m_editorPane, &EditorPane::readingChanged, this,
            [this](bool reading) { m_actions->setNoteOpen(m_desk.hasNote(), m_desk.isWritable(), reading); });
    connect(m_editorPane, &EditorPane::readWanted, this, &WindowParts::readOpenNote);
    NoteReader& reader = m_editorPane->reader();
    connect(&reader, &NoteReader::tagActivated, this, &WindowParts::tagChosen);
    connect(&reader, &NoteReader::targetActivated, &m_navigator,
            [this](const QString& written) { m_navigator.follow(written); });
}

/// Hands the reader the text as it is now, with what its links mean to the vault.
void WindowParts::readOpenNote()
{
    const auto body = m_desk.largeBody() ? m_desk.largeBody()
                                         : std::make_shared<const SecureBytes>(m_editorPane->editor().body());
    const RecordId id = m_desk.openId();
    NoteReader& reader = m_editorPane->reader();
    if (id.isNull()) {
        reader.setBody(body);
        return;
    }
    reader.setBody(nullptr); // the other note is gone from the screen at once
    auto targets = [id](Vault& vault) -> Result<std::vector<std::string>> {
        LOCKLEAF_TRY(const Note note, vault.note(id));
        std::vector<std::string> written;
        for (const LinkTarget& target : note.targets)
            written.push_back(target.written);
        return written;
    };
    m_session.ask(
        &reader, std::move(targets),
        [this, &reader, body, number = ++m_readNumber](const Result<std::vector<std::string>>& known) {
            if (number == m_readNumber && !m_closing)
                reader.setBody(body, known ? *known : std::vector<std::string>{});
        });
}

} // namespace lockleaf::ui
