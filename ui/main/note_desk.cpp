// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/note_desk.h"

#include "ui/editor/note_editor.h"
#include "ui/models/note_list_model.h"

#include <algorithm>

namespace lockleaf::ui {

namespace {

constexpr int PauseMilliseconds = 400;
constexpr int LongestMilliseconds = 3000;

bool isTooLarge(ByteView body)
{
    if (body.size() > NoteDesk::largestEditable)
        return true;
    for (auto from = body.begin(); from != body.end();) {
        const auto end = std::find(from, body.end(), std::uint8_t{'\n'});
        if (static_cast<std::size_t>(end - from) > NoteDesk::longestEditableLine)
            return true;
        from = end == body.end() ? end : end + 1;
    }
    return false;
}

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
    connect(&m_session, &VaultSession::notesChanged, this, &NoteDesk::handleNotesChanged);
}

NoteDesk::SaveState NoteDesk::saveState() const
{
    if (m_saver.state() == NoteSaver::State::Failed)
        return SaveState::Failed; // also of a note that is not on the desk any more
    if (!m_note)
        return SaveState::NoNote;
    if (m_large)
        return SaveState::TooLarge;
    if ((m_filled && isChanged()) || m_saver.state() == NoteSaver::State::Saving)
        return SaveState::Saving;
    return m_filled ? SaveState::Saved : SaveState::Untouched;
}

std::optional<RecordId> NoteDesk::draft() const
{
    if (m_note && m_note->id.isNull())
        return m_note->notebook;
    const auto waiting = m_saver.waitingNote({});
    return waiting ? std::optional(waiting->notebook) : std::nullopt;
}

bool NoteDesk::isChanged() const
{
    return m_note && !m_large && m_editor.textRevision() != m_savedRevision;
}

void NoteDesk::open(RecordId id, int caret, int scroll)
{
    m_wanted = {};
    if (m_note && m_note->id == id)
        return;
    if (id.isNull()) {
        showWaiting(m_saver.waitingNote({}));
        return;
    }
    m_wanted = id;
    // What is typed until the answer comes still belongs to the note that is shown.
    m_session.loadNote(id, this, [this, id, caret, scroll](Result<Note> note) {
        if (m_wanted != id)
            return;
        m_wanted = {};
        if (!note)
            Q_EMIT failed(Attempt::OpenNote, note.error());
        else
            take(std::move(*note), caret, scroll);
    });
}

void NoteDesk::showWaiting(const std::shared_ptr<NoteHandle>& note)
{
    if (!note)
        return;
    putAway();
    m_pinned = m_inTrash = false;
    m_modified.reset();
    m_filled = true;
    show(note, m_saver.unsavedBody(note), 0, 0);
}

void NoteDesk::take(Note note, int caret, int scroll)
{
    putAway();
    m_pinned = note.pinned;
    m_inTrash = note.trashed.has_value();
    m_modified = note.modified;
    // One handle a note: a text that waits is replaced by what is typed next, not saved after it.
    std::shared_ptr<NoteHandle> handle = m_saver.waitingNote(note.id);
    std::shared_ptr<const SecureBytes> body = m_saver.unsavedBody(handle);
    if (!body) {
        handle = std::make_shared<NoteHandle>(NoteHandle{note.id, note.notebook, {}, note.modified});
        body = std::make_shared<const SecureBytes>(std::move(note.body));
    }
    handle->tags = std::move(note.tags);
    m_filled = !body->view().empty();
    show(std::move(handle), std::move(body), caret, scroll);
}

void NoteDesk::startNote(RecordId notebook)
{
    m_wanted = {};
    if (m_note && m_note->id.isNull() && !m_filled && m_note->notebook == notebook)
        return; // it is there already
    putAway();
    m_pinned = m_inTrash = false;
    m_filled = false;
    m_modified.reset();
    show(std::make_shared<NoteHandle>(NoteHandle{{}, notebook, {}}), nullptr, 0, 0);
    m_list.setDraft(notebook);
    Q_EMIT noteChanged();
}

void NoteDesk::show(std::shared_ptr<NoteHandle> note, std::shared_ptr<const SecureBytes> body, int caret,
                    int scroll)
{
    m_note = std::move(note);
    const ByteView text = body ? body->view() : ByteView{};
    m_large = isTooLarge(text) ? std::move(body) : nullptr;
    m_editor.setBody(m_large ? ByteView{} : text, caret, scroll);
    refreshWritable();
    m_savedRevision = m_editor.textRevision();
    Q_EMIT noteChanged();
    Q_EMIT detailsChanged();
    Q_EMIT saveStateChanged();
}

void NoteDesk::showNothing()
{
    m_note.reset();
    m_large.reset();
    m_editor.setBody({});
    m_filled = m_pinned = m_inTrash = false;
    m_modified.reset();
    Q_EMIT noteChanged();
    Q_EMIT detailsChanged();
    Q_EMIT saveStateChanged();
}

void NoteDesk::putAway()
{
    m_editor.commitComposing();
    saveNow();
    if (!openId().isNull())
        Q_EMIT leaving(openId(), m_editor.caret(), m_editor.scrolled());
    if (m_note && m_note->id.isNull() && !m_filled) {
        const auto waiting = m_saver.waitingNote({});
        m_list.setDraft(waiting ? std::optional(waiting->notebook) : std::nullopt);
    }
}

void NoteDesk::saveNow()
{
    m_pause.stop();
    m_longest.stop();
    // What tells is the text itself, not who has spoken of a change.
    if (!isChanged())
        return;
    m_savedRevision = m_editor.textRevision();
    m_filled = m_filled || !m_editor.isBlank();
    if (m_filled)
        m_saver.save(m_note, m_editor.body());
}

void NoteDesk::handleEdited()
{
    if (!isChanged())
        return;
    m_filled = m_filled || !m_editor.isBlank();
    if (!m_filled)
        return;
    m_pause.start();
    if (m_longest.isActive())
        return;
    m_longest.start();
    Q_EMIT saveStateChanged();
}

void NoteDesk::handleAdded(const std::shared_ptr<NoteHandle>& note)
{
    if (note == m_note)
        Q_EMIT noteChanged();
    else if (const auto left = draft())
        m_list.setDraft(left); // the row of the draft became that of the other one
}

void NoteDesk::handleChange(const NoteChange& change)
{
    if (!m_note || !change.place)
        return;
    if (change.id == m_note->id || (m_note->id.isNull() && change.kind == NoteChange::Kind::Added)) {
        m_modified = change.place->summary.modified;
        m_pinned = change.place->summary.pinned;
        setInTrash(change.place->summary.trashed.has_value());
        Q_EMIT detailsChanged();
    }
}

void NoteDesk::addBeside(const QString& title)
{
    const QByteArray line = title.toUtf8() + '\n';
    auto body = std::make_shared<const SecureBytes>(SecureBytes::copyOf(
        bytesOf(std::string_view(line.constData(), static_cast<std::size_t>(line.size())))));
    saveNow();
    // A note that waits to be added comes first: the list knows one such note only.
    m_saver.whenSettled(this, [this, body = std::move(body), notebook = notebook()](bool saved) {
        if (!saved || draft())
            return; // what could not be saved is told already
        m_session.addNote(body, notebook, this, [this](const Result<NoteChange>& change) {
            if (!change)
                Q_EMIT failed(Attempt::AddNote, change.error());
        });
    });
}

std::shared_ptr<NoteHandle> NoteDesk::handleOf(RecordId id) const
{
    if (m_note && m_note->id == id)
        return m_note;
    auto waiting = m_saver.waitingNote(id);
    return waiting || id.isNull() ? waiting : std::make_shared<NoteHandle>(NoteHandle{id, {}, {}});
}

void NoteDesk::setPinned(RecordId id, bool pinned)
{
    if (const auto note = handleOf(id))
        pin(note, pinned);
}

void NoteDesk::togglePinned()
{
    if (m_note)
        pin(m_note, !m_pinned);
}

void NoteDesk::pin(const std::shared_ptr<NoteHandle>& note, bool pinned)
{
    if (note == m_note)
        saveNow();
    m_saver.whenSettled(this, [this, note, pinned](bool) {
        if (note->id.isNull())
            return;
        m_session.setPinned(note->id, pinned, this, [this](const Result<NoteChange>& change) {
            if (!change)
                Q_EMIT failed(Attempt::PinNote, change.error());
        });
    });
}

void NoteDesk::trashOpenNote()
{
    if (m_note)
        trash(m_note->id);
}

void NoteDesk::trash(RecordId id)
{
    const std::shared_ptr<NoteHandle> note = handleOf(id);
    if (!note)
        return;
    if (m_wanted == id)
        m_wanted = {};
    const bool wasOpen = note == m_note;
    if (wasOpen) {
        putAway();
        const bool nothingToTrash = note->id.isNull() && !m_filled;
        showNothing();
        if (nothingToTrash)
            return;
    }
    if (m_saver.unsavedBody(note))
        m_saver.retry();
    m_saver.whenSettled(this, [this, note, wasOpen](bool) {
        if (!m_saver.unsavedBody(note)) {
            moveToTrash(note, wasOpen);
            return;
        }
        // In the trash it would be without what is shown as not saved.
        if (wasOpen)
            bringBack(note);
        Q_EMIT failed(Attempt::TrashNote, m_saver.error());
    });
}

void NoteDesk::moveToTrash(const std::shared_ptr<NoteHandle>& note, bool wasOpen)
{
    m_session.moveToTrash(note->id, this, [this, note, wasOpen](const Result<NoteChange>& change) {
        if (!change) {
            if (wasOpen)
                bringBack(note);
            Q_EMIT failed(Attempt::TrashNote, change.error());
            return;
        }
        m_trashed = note->id;
        if (m_wanted == note->id)
            m_wanted = {};
        if (m_note && m_note->id == note->id) { // chosen again before the answer came
            putAway();
            showNothing();
        }
        Q_EMIT trashed(change->place ? QString::fromStdString(change->place->summary.title) : QString());
    });
}

void NoteDesk::bringBack(const std::shared_ptr<NoteHandle>& note)
{
    if (m_note || !m_wanted.isNull())
        return;
    if (note->id.isNull())
        showWaiting(note);
    else
        open(note->id);
}

void NoteDesk::restoreTrashed()
{
    const RecordId id = std::exchange(m_trashed, {});
    if (id.isNull())
        return;
    m_session.restoreFromTrash(id, this, [this, id](Result<NoteChange> change) {
        if (!change)
            Q_EMIT failed(Attempt::RestoreNote, change.error());
        else
            open(id);
    });
}

void NoteDesk::settle(std::function<void(bool)> done)
{
    m_wanted = {};
    m_editor.commitComposing();
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
    m_large.reset();
    m_filled = false;
    m_modified.reset();
    m_trashed = {};
    m_editor.forget();
}

} // namespace lockleaf::ui
