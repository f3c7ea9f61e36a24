// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/work_queue.h"
#include "core/vault/text_diff.h"
#include "core/vault/vault.h"
#include "ui/vault/password_attempts.h"

#include <QObject>
#include <QPointer>

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <utility>

namespace lockleaf::ui {

/// Where one note stands in the shown list.
struct NotePlace
{
    NoteSummary summary;
    /// Row within the pinned or within the other notes of the list; nothing: not in it.
    std::optional<std::uint64_t> row;
    std::uint64_t pinnedCount = 0; ///< Pinned notes in that list.
    std::uint64_t otherCount = 0;  ///< Notes in that list that are not pinned.
};

/// What a change did: which note, and where it stands now. Read together with the change, so that no list
/// read in between can disagree with it.
struct NoteChange
{
    enum class Kind { Added, Edited, Pinned, Trashed, Restored };
    Kind kind = Kind::Edited;
    RecordId id;
    std::uint64_t listVersion = 0;  ///< Of the shown list that `place` belongs to.
    std::optional<NotePlace> place; ///< Nothing where it could not be read; the change itself was done.
};

/// A slice of a list with the size of the whole.
struct ListWindow
{
    std::uint64_t pinnedCount = 0;
    std::uint64_t otherCount = 0;
    std::uint64_t first = 0; ///< Row of rows.front(), pinned notes first.
    std::vector<NoteSummary> rows;
};

/// What the sidebar shows.
struct SidebarContent
{
    std::uint64_t notes = 0;
    std::uint64_t pinned = 0;
    std::uint64_t openTasks = 0; ///< Notes with a task that is not done.
    std::uint64_t trash = 0;
    std::vector<Notebook> notebooks;
    std::vector<TagCount> tags;
};

/// An earlier version of a note beside its present text.
struct VersionComparison
{
    Revision version;
    Note now;
    std::vector<DiffPiece> pieces; ///< What changed from the one to the other; views into both.
};

/// What is known after a version was restored.
struct RestoredVersion
{
    RecordId former; ///< The version that says what stood before.
    Note note;       ///< As it is now.
};

/// Where an open vault came from.
struct VaultOrigin
{
    std::filesystem::path file;
    VaultId id;
    std::filesystem::path stateFolder = {}; ///< Where its witness lives; empty: none.
};

/// The window's side of an open vault. It owns the thread that owns the Vault; calls are queued in order and
/// never wait.
///
/// Made, used and destroyed on the GUI thread. Each call takes a guard and an answer: the answer runs later
/// on the GUI thread, from its event loop, unless guard or session are gone by then. Destroying the session
/// waits for the calls that are queued, then closes the vault.
class VaultSession : public QObject
{
    Q_OBJECT

public:
    template <class T>
    using Answer = std::function<void(Result<T>)>;

    /// `origin` is for what asks for the password once more or looks at copies; needed by nothing else.
    explicit VaultSession(std::unique_ptr<Vault> vault, VaultOrigin origin = {});
    ~VaultSession() override;

    [[nodiscard]] const VaultOrigin& origin() const { return m_origin; }
    [[nodiscard]] PasswordAttempts& attempts() { return m_attempts; }

    /// Runs `call` (a callable taking Vault& and returning a Result<T>) on the vault's thread and hands its
    /// result to `answer` on this one.
    template <class Call, class Reply>
    void ask(QObject* guard, Call call, Reply answer);

    /// Which list the places of later changes refer to; gives it a number of its own.
    std::uint64_t setShownList(const ListFilter& filter);

    void loadNote(RecordId id, QObject* guard, Answer<Note> answer);
    // Changes. Each that succeeds is told by noteChanged() first, then to the answer.
    /// `tags` are those of its record.
    void addNote(std::shared_ptr<const SecureBytes> body, RecordId notebook, QObject* guard,
                 Answer<NoteChange> answer, std::vector<std::string> tags = {});
    void saveBody(RecordId id, std::shared_ptr<const SecureBytes> body, QObject* guard,
                  Answer<NoteChange> answer);
    void setPinned(RecordId id, bool pinned, QObject* guard, Answer<NoteChange> answer);
    void moveToTrash(RecordId id, QObject* guard, Answer<NoteChange> answer);
    void restoreFromTrash(RecordId id, QObject* guard, Answer<NoteChange> answer);

    // Versions (vault_versions.cpp).
    /// The one made last first.
    void versions(RecordId note, QObject* guard, Answer<std::vector<RevisionSummary>> answer);
    /// Shared, since the pieces are views.
    void compareVersion(RecordId note, RecordId version, QObject* guard,
                        Answer<std::shared_ptr<const VersionComparison>> answer);
    /// Keeps the present text as a version; false: the last one says the same, or there is no text.
    void keepVersion(RecordId note, QObject* guard, Answer<bool> answer);
    /// Before a lock: versions of the notes that were edited.
    void keepEditedNotes(QObject* guard, Answer<void> answer);
    /// A change, as those above.
    void restoreVersion(RecordId note, RecordId version, QObject* guard, Answer<RestoredVersion> answer);

    /// At most `limit` rows from row `first` on, with pinned notes before all others.
    void listWindow(const ListFilter& filter, std::uint64_t first, std::uint64_t limit, QObject* guard,
                    Answer<ListWindow> answer);
    /// The window of `limit` rows that has `id` in its middle; the first one where `id` is not in the list.
    void listWindowAround(const ListFilter& filter, RecordId id, std::uint64_t limit, QObject* guard,
                          Answer<ListWindow> answer);
    void sidebar(QObject* guard, Answer<SidebarContent> answer);

    void settings(QObject* guard, Answer<VaultSettings> answer);
    void saveSettings(VaultSettings settings, QObject* guard, Answer<void> answer);

    /// Queues a job behind all calls (WorkQueue::postJob); `make` gets the vault on the vault's thread, where
    /// `done` is told as well. `progress` must outlive the job's end.
    bool runJob(std::function<Result<std::unique_ptr<SlicedJob>>(Vault&)> make, std::stop_token stop,
                ProgressSink& progress, WorkQueue::JobDone done);
    /// Whether jobs wait or run.
    [[nodiscard]] bool hasJobs() const { return *m_jobs > 0; }

    /// What became of the file.
    enum class Place {
        AsBefore, ///< It stands where it was opened.
        Back,     ///< It had gone, and is back as it was left; it has been opened anew.
        Changed,  ///< The same, but somebody else has changed it meanwhile.
    };
    /// Looks whether the file is where it was opened; where it is not, opens what stands there now. Errors:
    /// nothing can be opened there.
    void lookForFile(QObject* guard, Answer<Place> answer);

    /// While noteChanged() is told: of which kind.
    [[nodiscard]] std::optional<NoteChange::Kind> toldChange() const { return m_told; }

Q_SIGNALS:
    void noteChanged(const lockleaf::ui::NoteChange& change);
    /// Several notes at once (BulkChange): lists are to be read anew. None: some that were in the trash are
    /// gone.
    void notesChanged(const std::vector<lockleaf::RecordId>& notes);

private:
    /// Runs `change`, which gives the id of the note that it changed.
    void applyChange(NoteChange::Kind kind, std::function<Result<RecordId>(Vault&)> change, QObject* guard,
                     Answer<NoteChange> answer);
    void deliver(std::function<void()> answer);

    const VaultOrigin m_origin;
    PasswordAttempts m_attempts;
    std::unique_ptr<Vault> m_vault;               // used by the thread of m_queue alone until that has ended
    std::vector<std::unique_ptr<Vault>> m_former; ///< Whose files have gone: jobs may still look at them.
    ListFilter m_shownList;
    std::uint64_t m_listVersion = 0;
    std::optional<NoteChange::Kind> m_told;
    std::shared_ptr<std::atomic<int>> m_jobs = std::make_shared<std::atomic<int>>(0);
    WorkQueue m_queue; // last: ends before what its calls use
};

template <class Call, class Reply>
void VaultSession::ask(QObject* guard, Call call, Reply answer)
{
    using Value = std::invoke_result_t<Call&, Vault&>;
    // Shared so that the pair can pass through std::function; each is used by one thread at a time.
    struct Exchange
    {
        Call call;
        Reply answer;
        std::optional<Value> value;
    };
    auto exchange = std::make_shared<Exchange>(Exchange{std::move(call), std::move(answer), std::nullopt});
    const QPointer<QObject> guarded(guard);
    m_queue.post([this, guarded, exchange = std::move(exchange)]() mutable {
        exchange->value.emplace(exchange->call(*m_vault));
        deliver([guarded, exchange = std::move(exchange)] {
            if (guarded)
                exchange->answer(std::move(*exchange->value));
        });
    });
}

} // namespace lockleaf::ui
