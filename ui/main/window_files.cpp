// SPDX-License-Identifier: GPL-3.0-or-later
// The part of WindowParts that has to do with the files and pictures of the open note.
#include "ui/editor/note_editor.h"
#include "ui/main/editor_pane.h"
#include "ui/main/window_actions.h"
#include "ui/main/window_parts.h"
#include "ui/reader/note_reader.h"
#include "ui/sheets/files_sheet.h"

#include <algorithm>

namespace lockleaf::ui {

void WindowParts::connectFiles()
{
    NoteEditor& editor = m_editorPane->editor();
    editor.setPictures(&m_pictures);
    m_editorPane->reader().setPictures(&m_pictures);
    connect(m_editorPane, &EditorPane::fileActivated, this, &WindowParts::openFiles);
    connect(&m_desk, &NoteDesk::noteChanged, this, [this] { m_pictures.setNote(m_desk.openId()); });
    connect(&m_session, &VaultSession::notesChanged, this, [this](const std::vector<RecordId>& notes) {
        if (std::ranges::find(notes, m_desk.openId()) != notes.end())
            m_pictures.refresh();
    });
    connect(&editor, &NoteEditor::pictureActivated, this, &WindowParts::openFiles);
    connect(m_actions->attach, &QAction::triggered, &m_files, &NoteFiles::choose);
    connect(m_actions->files, &QAction::triggered, this, [this] { openFiles({}); });
    connect(&m_files, &NoteFiles::progressWanted, this, &WindowParts::openIfNone);
    connect(&m_files, &NoteFiles::said, this, [this](const QString& sentence) { say(sentence); });
    connect(&m_files, &NoteFiles::failed, this,
            [this](const QString& name, const Error& error) { say(attachSentence(name, error)); });
}

void WindowParts::openFiles(const QString& target)
{
    const RecordId note = m_desk.openId();
    auto* sheet = new FilesSheet(m_session, m_pictures, note, target, m_desk.isWritable(), &m_window);
    connect(sheet, &FilesSheet::attachRequested, &m_files, &NoteFiles::choose);
    connect(sheet, &FilesSheet::takeOutRequested, this,
            [this, note](const AttachedFile& file) { takeFileOut(note, file); });
    connect(sheet, &FilesSheet::noteChosen, this, [this, sheet](RecordId chosen) {
        sheet->closeSheet();
        m_navigator.goTo(chosen);
    });
    connect(sheet, &FilesSheet::failed, this,
            [this](const Error& error) { report(Attempt::ReadFiles, error); });
    openSheet(sheet);
}

void WindowParts::takeFileOut(RecordId note, const AttachedFile& file)
{
    const auto tell = [this](const Result<void>& done) {
        if (!done)
            report(Attempt::TakeFileOut, done.error());
        m_pictures.refresh();
    };
    auto detach = [note, written = file.written](Vault& vault) { return vault.detach(note, written); };
    m_session.ask(this, std::move(detach), [this, note, file, tell](const Result<void>& done) {
        tell(done);
        if (!done)
            return;
        say(tr("“%1” was taken out of the note").arg(QString::fromStdString(file.attachment.name)),
            tr("Undo"), [this, note, file, tell] {
                auto attach = [note, file](Vault& vault) -> Result<void> {
                    LOCKLEAF_CHECK(vault.attach(note, file.attachment.id, file.written));
                    return {};
                };
                m_session.ask(this, std::move(attach), tell);
            });
    });
}

} // namespace lockleaf::ui
