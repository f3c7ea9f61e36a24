// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/note_saver.h"
#include "ui/main/error_words.h"

#include <QDateTime>
#include <QTimer>

namespace lockleaf::ui {

class NoteEditor;
class NoteListModel;

/// Which note lies on the desk, and that nothing of it is lost: opens notes into the editor, saves what is
/// typed, makes new ones, moves them to the trash. GUI thread only; all that it is given must outlive it.
class NoteDesk : public QObject
{
    Q_OBJECT

public:
    /// What the foot of the editor says.
    enum class SaveState { NoNote, Untouched, Saving, Saved, Failed, TooLarge };

    /// Above this many bytes, or with a longer line, a note is shown and cannot be written in: the editor
    /// would take too long for each key (Qt moves every paragraph below it).
    static constexpr std::size_t largestEditable = 8'388'608;
    static constexpr std::size_t longestEditableLine = 1'000'000;

    NoteDesk(VaultSession& session, NoteListModel& list, NoteEditor& editor, QObject* parent = nullptr);

    /// Shows the note once it has been read, with the caret and scroll position given. The null id is the
    /// note that could not be added to the vault yet.
    void open(RecordId id, int caret = 0, int scroll = 0);
    /// An empty note in `notebook`; it reaches the vault with its first character, and is dropped without
    /// one.
    void startNote(RecordId notebook);
    /// Moves the note to the trash and tells trashed(). It leaves the desk at once, so that nothing is typed
    /// into it any more, and comes back should the vault refuse. The null id is as for open().
    void trash(RecordId id);
    void trashOpenNote();
    void restoreTrashed();
    void setPinned(RecordId id, bool pinned);
    void togglePinned();

    /// Saves what is typed and keeps it as a version; tells versionKept().
    void keepVersion();
    /// Puts a version in the place of the note's text, which becomes a version before; tells
    /// versionRestored(). The open note is shown anew, and its undo begins anew.
    void restoreVersion(RecordId id, RecordId version);

    /// Saves now what waits for a pause in typing.
    void saveNow();
    void retry() { m_saver.retry(); }
    /// saveNow(), then tells whether everything has reached the vault.
    void settle(std::function<void(bool allSaved)> done);
    /// Every text that settle() could not save, with its note.
    [[nodiscard]] auto unsaved() const { return m_saver.unsaved(); }
    /// Puts everything away; before a lock, after settle() was called.
    void clear();

    [[nodiscard]] bool hasNote() const { return m_note != nullptr; }
    /// Whether a note that was asked for is still being read.
    [[nodiscard]] bool isOpening() const { return !m_wanted.isNull(); }
    /// The open note where it is too large to be written in; nothing otherwise.
    [[nodiscard]] const std::shared_ptr<const SecureBytes>& largeBody() const { return m_large; }
    /// The notebook of a note that is not in the vault: of the open one, else of one that could not be saved.
    [[nodiscard]] std::optional<RecordId> draft() const;
    /// Null while the open note is not in the vault.
    [[nodiscard]] RecordId openId() const { return m_note ? m_note->id : RecordId{}; }
    [[nodiscard]] RecordId notebook() const { return m_note ? m_note->notebook : RecordId{}; }
    /// Whether the open note is in the trash: it is shown, and cannot be written in.
    [[nodiscard]] bool isTrashed() const { return m_inTrash; }
    [[nodiscard]] bool isWritable() const { return m_note && !m_large && !m_inTrash; }
    [[nodiscard]] bool isPinned() const { return m_pinned; }
    /// The tags of the open note's record, without those in its text.
    [[nodiscard]] std::vector<std::string> tags() const
    {
        return m_note ? m_note->tags : std::vector<std::string>{};
    }
    /// Whether tags of the open note can be changed just now.
    [[nodiscard]] bool isTaggable() const { return isWritable() && m_held == 0; }
    /// Whether the open note is not in the vault, since nothing was written into it.
    [[nodiscard]] bool isBlankDraft() const { return m_note && m_note->id.isNull() && !m_filled; }
    /// What a blank draft has as tags: it brings them along with its first character.
    void setDraftTags(const std::vector<std::string>& tags);
    /// Nothing for a note that is not in the vault yet.
    [[nodiscard]] std::optional<Timestamp> modified() const { return m_modified; }
    [[nodiscard]] SaveState saveState() const;
    [[nodiscard]] const Error& saveError() const { return m_saver.error(); }

    /// Adds a note that begins with `title` to the vault, in the notebook of the open one, which stays on the
    /// desk.
    void addBeside(const QString& title);

    /// Tells whether every text of `notes` has reached the vault, once it has or could not. With `leave`, the
    /// open note leaves the desk first if it is one of them.
    void settleFor(const std::vector<RecordId>& notes, bool leave, std::function<void(bool saved)> done);
    /// Saves what is typed into the open note, then tells its id; null where it could not be saved.
    void settleOpen(const std::function<void(RecordId note)>& done);
    /// The vault has moved these notes, perhaps the open one among them.
    void noteMoved(const std::vector<RecordId>& notes, RecordId notebook);
    /// These notebooks are gone: a note that is not in the vault yet will be in none of them.
    void forgetNotebooks(const std::vector<RecordId>& notebooks);
    /// Something else than the desk may have changed the open note, or deleted it: it is shown as it is now.
    void reload();
    /// Whether nothing can be written just now, since a job changes texts; of several each says so for
    /// itself.
    void holdWriting(bool hold);

Q_SIGNALS:
    /// The open note is about to leave the desk, from this place in it.
    void leaving(lockleaf::RecordId note, int caret, int scroll);
    /// Another note, or none, or the open one got its id.
    void noteChanged();
    /// Pinned, edited, tagged, held: what is shown beside the text.
    void detailsChanged();
    void saveStateChanged();
    /// The note `title` went to the trash; restoreTrashed() brings it back.
    void trashed(const QString& title);
    /// `isNew`: false where the last version says the same.
    void versionKept(bool isNew);
    /// The text that stood before is the version `former`.
    void versionRestored(lockleaf::RecordId note, lockleaf::RecordId former);
    /// Could not be read, moved, restored.
    void failed(lockleaf::ui::Attempt attempt, const lockleaf::Error& error);

private:
    /// Shows a note whose text has not reached the vault.
    void showWaiting(const std::shared_ptr<NoteHandle>& note);
    void take(Note note, int caret, int scroll);
    [[nodiscard]] std::shared_ptr<NoteHandle> handleOf(RecordId id) const;
    void pin(const std::shared_ptr<NoteHandle>& note, bool pinned);
    void moveToTrash(const std::shared_ptr<NoteHandle>& note, bool wasOpen);
    void takeRestored(const std::shared_ptr<NoteHandle>& note, RecordId version, RestoredVersion restored);
    /// Puts a note that could not be trashed back, unless the person has gone on to another.
    void bringBack(const std::shared_ptr<NoteHandle>& note);
    [[nodiscard]] bool isChanged() const;
    /// Hands what is unsaved of the note on the desk to the saver; drops a note that was never filled.
    void putAway();
    void show(std::shared_ptr<NoteHandle> note, std::shared_ptr<const SecureBytes> body, int caret,
              int scroll);
    void showNothing();
    void takeAgain(Note note);
    void setInTrash(bool inTrash);
    void refreshWritable();
    void handleEdited();
    void handleAdded(const std::shared_ptr<NoteHandle>& note);
    void handleChange(const NoteChange& change);
    void handleNotesChanged(const std::vector<RecordId>& notes);

    VaultSession& m_session;
    NoteListModel& m_list;
    NoteEditor& m_editor;
    NoteSaver m_saver;
    QTimer m_pause;   ///< Runs out when typing stops.
    QTimer m_longest; ///< Runs out while it does not.
    std::shared_ptr<NoteHandle> m_note;
    RecordId m_wanted;  ///< Being read.
    RecordId m_trashed; ///< What restoreTrashed() brings back.
    std::shared_ptr<const SecureBytes> m_large;
    int m_savedRevision = 0; ///< Of the editor's text when it was last shown or handed to the saver.
    bool m_filled = false;   ///< Somebody wrote into it, now or before.
    bool m_pinned = false;
    bool m_inTrash = false;
    int m_held = 0; ///< By so many jobs.
    std::optional<Timestamp> m_modified;
};

} // namespace lockleaf::ui
