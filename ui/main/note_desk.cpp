// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/note_desk.h"

#include "ui/editor/note_editor.h"
#include "ui/models/note_list_model.h"

namespace lockleaf::ui {

namespace {

constexpr int PauseMilliseconds = 400;
constexpr int LongestMilliseconds = 3000;

} // namespace

NoteDesk::NoteDesk(VaultSession& session, NoteListModel& list, NoteEditor& editor, QObject* parent)
    : QObject(parent), m_session(session), m_list(list), m_editor(editor), m_saver(session)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(PauseMilliseconds);
    m_longest.setSingleShot(true);
    m_longest.setInterval(LongestMilliseconds);
    connect(&m_pause, &QTimer::timeout, this, &NoteDesk::saveNow);
    connect(&m_longest, &QTimer::timeout, this, &NoteDesk::saveNow);
    connect(&m_editor, &NoteEditor::edited, this, &NoteDesk::handleEdited);
    connect(&m_saver, &NoteSaver::stateChanged, this, &NoteDesk::saveStateChanged);
    connect(&m_saver, &NoteSaver::added, this, &NoteDesk::handleAdded);
    connect(&m_session, &VaultSession::noteChanged, this, &NoteDesk::handleChange);
}

NoteDesk::SaveState NoteDesk::saveState() const
{
    if (m_saver.state() == NoteSaver::State::Failed)
        return SaveState::Failed; // also of a note that is not on the desk any more
    if (!m_note)
        return SaveState::NoNote;
    if (m_dirty || m_saver.state() == NoteSaver::State::Saving)
        return SaveState::Saving;
    return m_filled ? SaveState::Saved : SaveState::Untouched;
}

void NoteDesk::open(RecordId id, int caret, int scroll)
{
    if (m_note && m_note->id == id && !id.isNull()) {
        m_wanted = {};
        return;
    }
    m_wanted = id;
    // What is typed until the answer comes still belongs to the note that is shown.
    m_session.loadNote(id, this, [this, id, caret, scroll](Result<Note> note) {
        if (m_wanted != id)
            return;
        m_wanted = {};
        if (!note)
            Q_EMIT failed(note.error());
        else
            take(std::move(*note), caret, scroll);
    });
}

void NoteDesk::take(Note note, int caret, int scroll)
{
    auto handle = std::make_shared<NoteHandle>(NoteHandle{note.id, note.notebook});
    putAway();
    m_pinned = note.pinned;
    m_modified = note.modified;
    const auto unsaved = m_saver.unsavedBody(note.id);
    const ByteView body = unsaved ? unsaved->view() : note.body.view();
    m_filled = !body.empty();
    show(std::move(handle), body, caret, scroll);
}

void NoteDesk::startNote(RecordId notebook)
{
    m_wanted = {};
    if (m_note && m_note->id.isNull() && !m_filled && m_note->notebook == notebook)
        return; // it is there already
    putAway();
    m_pinned = false;
    m_filled = false;
    m_modified.reset();
    show(std::make_shared<NoteHandle>(NoteHandle{{}, notebook}), {}, 0, 0);
    m_list.setDraft(notebook);
    Q_EMIT noteChanged();
}

void NoteDesk::show(std::shared_ptr<NoteHandle> note, ByteView body, int caret, int scroll)
{
    m_note = std::move(note);
    m_editor.setBody(body, caret, scroll);
    m_dirty = false;
    Q_EMIT noteChanged();
    Q_EMIT detailsChanged();
    Q_EMIT saveStateChanged();
}

void NoteDesk::showNothing()
{
    m_note.reset();
    m_editor.setBody({});
    m_dirty = m_filled = m_pinned = false;
    m_modified.reset();
    Q_EMIT noteChanged();
    Q_EMIT detailsChanged();
    Q_EMIT saveStateChanged();
}

void NoteDesk::putAway()
{
    saveNow();
    if (m_note && m_note->id.isNull() && !m_filled)
        m_list.setDraft(std::nullopt);
}

void NoteDesk::saveNow()
{
    m_pause.stop();
    m_longest.stop();
    if (!m_dirty || !m_note)
        return;
    m_dirty = false;
    m_saver.save(m_note, m_editor.body());
}

void NoteDesk::handleEdited()
{
    if (!m_note)
        return;
    m_filled = m_filled || !m_editor.isBlank();
    if (!m_filled)
        return;
    const bool wasDirty = std::exchange(m_dirty, true);
    m_pause.start();
    if (!m_longest.isActive())
        m_longest.start();
    if (!wasDirty)
        Q_EMIT saveStateChanged();
}

void NoteDesk::handleAdded(const std::shared_ptr<NoteHandle>& note)
{
    if (note == m_note)
        Q_EMIT noteChanged();
    else if (m_note && m_note->id.isNull())
        m_list.setDraft(m_note->notebook); // the row of the draft became that of the other one
}

void NoteDesk::handleChange(const NoteChange& change)
{
    if (!m_note || !change.place)
        return;
    if (change.id == m_note->id || (m_note->id.isNull() && change.kind == NoteChange::Kind::Added)) {
        m_modified = change.place->summary.modified;
        m_pinned = change.place->summary.pinned;
        Q_EMIT detailsChanged();
    }
}

void NoteDesk::togglePinned()
{
    if (!m_note)
        return;
    saveNow();
    m_saver.whenSettled(this, [this, note = m_note](bool) {
        if (note->id.isNull())
            return;
        m_session.setPinned(note->id, !m_pinned, this, [this](Result<NoteChange> change) {
            if (!change)
                Q_EMIT failed(change.error());
        });
    });
}

void NoteDesk::trashOpenNote()
{
    if (!m_note)
        return;
    const std::shared_ptr<NoteHandle> note = m_note;
    if (note->id.isNull() && !m_filled) {
        m_list.setDraft(std::nullopt);
        showNothing();
        return;
    }
    saveNow();
    m_saver.whenSettled(this, [this, note](bool) {
        if (note->id.isNull())
            return; // never reached the vault: it stays where it is
        m_session.moveToTrash(note->id, this, [this, note](Result<NoteChange> change) {
            if (!change) {
                Q_EMIT failed(change.error());
                return;
            }
            m_trashed = note->id;
            if (note == m_note) {
                m_dirty = false;
                showNothing();
            }
            Q_EMIT trashed(change->place ? QString::fromStdString(change->place->summary.title) : QString());
        });
    });
}

void NoteDesk::restoreTrashed()
{
    const RecordId id = std::exchange(m_trashed, {});
    if (id.isNull())
        return;
    m_session.restoreFromTrash(id, this, [this, id](Result<NoteChange> change) {
        if (!change)
            Q_EMIT failed(change.error());
        else
            open(id);
    });
}

void NoteDesk::settle(std::function<void(bool)> done)
{
    m_wanted = {};
    saveNow();
    if (m_saver.state() == NoteSaver::State::Failed)
        m_saver.retry();
    m_saver.whenSettled(this, std::move(done));
}

void NoteDesk::clear()
{
    m_pause.stop();
    m_longest.stop();
    m_note.reset();
    m_dirty = m_filled = false;
    m_modified.reset();
    m_trashed = {};
    m_editor.forget();
}

} // namespace lockleaf::ui
