// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/main/error_words.h"
#include "ui/main/note_selection.h"

#include <map>

namespace lockleaf::ui {

class BulkChange;
class NoteDesk;
class Sheet;

/// What can be done to all selected notes at once. GUI thread only; all that it is given must outlive it.
class SelectionActions : public QObject
{
    Q_OBJECT

public:
    /// Gives tags to notes; set by whoever knows how.
    using Tagger = std::function<void(std::vector<RecordId>)>;

    SelectionActions(QWidget& window, VaultSession& session, NoteDesk& desk, NoteSelection& selection);

    void setTagger(Tagger tagger) { m_tagger = std::move(tagger); }
    [[nodiscard]] bool isTaggable() const { return m_tagger != nullptr; }
    /// Lets the person choose a notebook, then moves the notes there.
    void move();
    void tag();
    void trash();
    /// As move(), for these notes and this notebook; null: none. Undo takes each back to where it was.
    void moveTo(const std::vector<RecordId>& notes, const Notebook& notebook);
    /// Adds a tag to those that lack it; Undo takes it from exactly these.
    void addTag(const std::vector<RecordId>& notes, const QString& tag);
    /// Takes a tag from the records of those that have it there; Undo puts it back to where it stood.
    void removeTag(const std::vector<RecordId>& notes, const QString& tag);
    /// To the trash; the first of them stands in `row`, -1 where that does not matter.
    void trashNotes(const std::vector<RecordId>& notes, int row);
    /// Brings them back from the trash. `tell`: says so, with a way back.
    void restore(const std::vector<RecordId>& notes, bool tell = false);
    /// Deletes them for good; nobody is asked any more.
    void deleteForGood(const std::vector<RecordId>& notes);
    /// What runs goes no further; before a lock.
    void stop();

Q_SIGNALS:
    void sheetWanted(lockleaf::ui::Sheet* sheet);
    /// To be opened where no other sheet is: how far a change of many notes has come.
    void progressWanted(lockleaf::ui::Sheet* sheet);
    void said(const QString& sentence, const QString& action, const std::function<void()>& act);
    void failed(lockleaf::ui::Attempt attempt, const lockleaf::Error& error);
    /// These notes went to the trash; the first of them stood in `row`.
    void removed(const std::vector<lockleaf::RecordId>& notes, int row);

private:
    void showProgress(BulkChange& bulk, Attempt attempt);
    void openChooser(const std::vector<RecordId>& notes, const std::vector<Notebook>& notebooks);
    void moveToTrash(const std::vector<RecordId>& notes, int row);
    void runMove(const std::vector<RecordId>& notes, const Notebook& notebook);
    void moveBack(const std::map<RecordId, RecordId>& former);
    /// A tag as it was spelled, and how many stood before it.
    using FormerTags = std::map<RecordId, std::pair<std::size_t, std::string>>;

    void runAddTag(const std::vector<RecordId>& notes, const QString& tag);
    void runRemoveTag(const std::vector<RecordId>& notes, const QString& tag);
    void putTagBack(const FormerTags& former);
    void takeTagFrom(const std::vector<RecordId>& notes, const QString& tag);
    void run(const std::vector<RecordId>& notes, std::function<Result<void>(Vault&, RecordId)> change,
             Attempt attempt, const std::function<void(const std::vector<RecordId>&)>& ended);

    QWidget& m_window;
    VaultSession& m_session;
    NoteDesk& m_desk;
    NoteSelection& m_selection;
    Tagger m_tagger;
    QPointer<BulkChange> m_running;
    bool m_stopped = false;
};

} // namespace lockleaf::ui
