// SPDX-License-Identifier: GPL-3.0-or-later
// The part of NoteDesk that has to do with changes of many notes.
#include "ui/main/note_desk.h"

#include "core/vault/tag_text.h"
#include "ui/editor/note_editor.h"

#include <algorithm>

namespace lockleaf::ui {

void NoteDesk::settleFor(const std::vector<RecordId>& notes, bool leave, std::function<void(bool)> done)
{
    const auto concerns = [notes](RecordId id) {
        return !id.isNull() && std::ranges::find(notes, id) != notes.end();
    };
    if (leave && concerns(m_wanted))
        m_wanted = {};
    if (leave && m_note && concerns(m_note->id)) {
        putAway();
        showNothing();
    } else {
        saveNow();
    }
    if (m_saver.state() == NoteSaver::State::Failed)
        m_saver.retry();
    m_saver.whenSettled(this, [this, notes, done = std::move(done)](bool allSaved) {
        // Another note that could not be saved is no hindrance.
        done(allSaved || std::ranges::none_of(notes, [this](RecordId id) {
                 return m_saver.unsavedBody(m_saver.waitingNote(id)) != nullptr;
             }));
    });
}

void NoteDesk::settleOpen(const std::function<void(RecordId)>& done)
{
    if (!m_note)
        return;
    saveNow();
    if (m_saver.state() == NoteSaver::State::Failed)
        m_saver.retry();
    m_saver.whenSettled(
        this, [this, note = m_note, done](bool) { done(m_saver.unsavedBody(note) ? RecordId{} : note->id); });
}

void NoteDesk::noteMoved(const std::vector<RecordId>& notes, RecordId notebook)
{
    if (!m_note || m_note->id.isNull() || std::ranges::find(notes, m_note->id) == notes.end())
        return;
    m_note->notebook = notebook;
    Q_EMIT noteChanged();
}

void NoteDesk::forgetNotebooks(const std::vector<RecordId>& notebooks)
{
    if (!m_note || !m_note->id.isNull() || std::ranges::find(notebooks, m_note->notebook) == notebooks.end())
        return;
    m_note->notebook = {};
    Q_EMIT noteChanged();
}

void NoteDesk::setInTrash(bool inTrash)
{
    if (std::exchange(m_inTrash, inTrash) == inTrash)
        return;
    refreshWritable();
    Q_EMIT noteChanged();
}

void NoteDesk::refreshWritable()
{
    const bool writable = !m_inTrash && m_held == 0;
    if (m_editor.isReadOnly() != writable)
        return;
    m_editor.setReadOnly(!writable);
    if (!writable) // one can still go through it and copy from it
        m_editor.setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
}

void NoteDesk::holdWriting(bool hold)
{
    m_held += hold ? 1 : -1;
    m_editor.commitComposing();
    refreshWritable();
    Q_EMIT detailsChanged();
}

void NoteDesk::setDraftTags(const std::vector<std::string>& tags)
{
    if (!isBlankDraft())
        return;
    if (const Result<void> fit = checkTagNames(tags); !fit) { // or the note could not be added later
        Q_EMIT failed(Attempt::TagNotes, fit.error());
        return;
    }
    m_note->tags = withoutRepetitions(tags);
    Q_EMIT detailsChanged();
}

/// A change of many notes may be one of tags; what a NoteChange tells of never is.
void NoteDesk::handleNotesChanged(const std::vector<RecordId>& notes)
{
    if (!m_note || m_note->id.isNull() || std::ranges::find(notes, m_note->id) == notes.end())
        return;
    auto read = [id = m_note->id](Vault& vault) -> Result<std::vector<std::string>> {
        LOCKLEAF_TRY(const Note note, vault.note(id));
        return note.tags;
    };
    m_session.ask(this, std::move(read), [this, note = m_note](const Result<std::vector<std::string>>& tags) {
        if (!tags || note->tags == *tags)
            return;
        note->tags = *tags;
        if (note == m_note)
            Q_EMIT detailsChanged();
    });
}

void NoteDesk::reload()
{
    if (!m_note || m_note->id.isNull())
        return;
    saveNow();
    m_saver.whenSettled(this, [this, id = m_note->id](bool) {
        if (!m_note || m_note->id != id || m_saver.unsavedBody(m_note))
            return;
        m_session.loadNote(id, this, [this, id](Result<Note> note) {
            if (!m_note || m_note->id != id)
                return;
            if (isChanged())
                reload(); // somebody typed on meanwhile
            else if (note)
                takeAgain(std::move(*note));
            else if (note.error().code == ErrorCode::NotFound)
                showNothing();
            else
                Q_EMIT failed(Attempt::OpenNote, note.error());
        });
    });
}

void NoteDesk::takeAgain(Note note)
{
    m_pinned = note.pinned;
    m_inTrash = note.trashed.has_value();
    m_modified = note.modified;
    m_note->notebook = note.notebook;
    m_note->tags = std::move(note.tags);
    refreshWritable();
    auto body = std::make_shared<const SecureBytes>(std::move(note.body));
    const SecureBytes shown = m_large ? SecureBytes::copyOf(m_large->view()) : m_editor.body();
    if (std::ranges::equal(shown.view(), body->view())) { // its undo goes on
        Q_EMIT noteChanged();
        Q_EMIT detailsChanged();
        return;
    }
    m_filled = !body->view().empty();
    show(m_note, std::move(body), m_editor.caret(), m_editor.scrolled());
}

} // namespace lockleaf::ui
