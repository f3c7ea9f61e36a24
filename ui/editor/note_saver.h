// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/vault/vault_session.h"

#include <QObject>

#include <functional>
#include <memory>
#include <vector>

namespace lockleaf::ui {

/// One note as the window knows it: before its first save it has no id. Shared by whoever edits, saves or
/// shows it, so that a text can never end up in another note.
struct NoteHandle
{
    RecordId id;                   ///< Null until the note was added.
    RecordId notebook;             ///< For a note to be added.
    std::vector<std::string> tags; ///< Of its record, as last read; a note to be added gets them.
    Timestamp modified = 0;        ///< Of the text that was read or saved last; 0 where it is not known.
};

/// Brings texts into the vault, one note after another and each note in order, and keeps every one that could
/// not be saved until it is. GUI thread only; the session must outlive it.
class NoteSaver : public QObject
{
    Q_OBJECT

public:
    enum class State { Saved, Saving, Failed };

    explicit NoteSaver(VaultSession& session, QObject* parent = nullptr);

    /// Saves `body` as the text of `note`, adding it to the vault if it has no id yet. A text of the same
    /// note that still waits is replaced.
    void save(std::shared_ptr<NoteHandle> note, SecureBytes body);
    /// The note `id` if a text of it has not reached the vault; by the null id the note last begun that is
    /// not in the vault at all. Nothing if there is none.
    [[nodiscard]] std::shared_ptr<NoteHandle> waitingNote(RecordId id) const;
    /// The text of `note` that has not reached the vault; nothing if there is none.
    [[nodiscard]] std::shared_ptr<const SecureBytes>
    unsavedBody(const std::shared_ptr<NoteHandle>& note) const;
    /// Every text that has not reached the vault, with its note.
    [[nodiscard]] std::vector<std::pair<NoteHandle, std::shared_ptr<const SecureBytes>>> unsaved() const;
    /// Drops what waits for a note that the person deleted.
    void forget(const std::shared_ptr<NoteHandle>& note);

    /// Tries again what failed.
    void retry();
    /// Calls `done` when everything given so far has been saved or has failed (again): true if nothing waits.
    void whenSettled(QObject* guard, std::function<void(bool allSaved)> done);

    [[nodiscard]] State state() const;
    /// Of the last failure; meaningful while state() is Failed.
    [[nodiscard]] const Error& error() const { return m_error; }

Q_SIGNALS:
    void stateChanged();
    /// A note has its id now.
    void added(const std::shared_ptr<lockleaf::ui::NoteHandle>& note);

private:
    struct Entry
    {
        std::shared_ptr<NoteHandle> note;
        std::shared_ptr<const SecureBytes> body;
        bool onItsWay = false;
        bool failed = false;
    };

    void send(Entry& entry);
    void handleAnswer(const std::shared_ptr<NoteHandle>& note, const std::shared_ptr<const SecureBytes>& body,
                      Result<NoteChange> change);
    [[nodiscard]] bool isBusy() const;
    void tell();

    VaultSession& m_session;
    std::vector<Entry> m_entries;
    std::vector<std::pair<QPointer<QObject>, std::function<void(bool)>>> m_waiting;
    Error m_error;
};

} // namespace lockleaf::ui
