// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/work_queue.h"
#include "core/vault/vault.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <memory>
#include <utility>

namespace lockleaf::ui {

/// What the list needs to know about one note after a change.
struct NotePlace
{
    NoteSummary summary;
    /// Row within the pinned or within the other notes of the list that was asked for; nothing: not in it.
    std::optional<std::uint64_t> row;
    std::uint64_t pinnedCount = 0; ///< Pinned notes in that list.
    std::uint64_t otherCount = 0;  ///< Notes in that list that are not pinned.
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
    std::vector<Notebook> notebooks;
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

    explicit VaultSession(std::unique_ptr<Vault> vault);
    ~VaultSession() override;

    /// Runs `call` (a callable taking Vault& and returning a Result<T>) on the vault's thread and hands its
    /// result to `answer` on this one.
    template <class Call, class Reply>
    void ask(QObject* guard, Call call, Reply answer);

    void loadNote(RecordId id, QObject* guard, Answer<Note> answer);
    /// Answers with the id of the new note.
    void addNote(SecureBytes body, RecordId notebook, QObject* guard, Answer<RecordId> answer);
    void saveBody(RecordId id, std::shared_ptr<const SecureBytes> body, QObject* guard, Answer<void> answer);
    void setPinned(RecordId id, bool pinned, QObject* guard, Answer<void> answer);
    void moveToTrash(RecordId id, QObject* guard, Answer<void> answer);
    void restoreFromTrash(RecordId id, QObject* guard, Answer<void> answer);

    /// At most `limit` rows from row `first` on, with pinned notes before all others.
    void listWindow(ListFilter filter, std::uint64_t first, std::uint64_t limit, QObject* guard,
                    Answer<ListWindow> answer);
    /// The window of `limit` rows that has `id` in its middle; the first one where `id` is not in the list.
    void listWindowAround(ListFilter filter, RecordId id, std::uint64_t limit, QObject* guard,
                          Answer<ListWindow> answer);
    void placeOf(ListFilter filter, RecordId id, QObject* guard, Answer<NotePlace> answer);
    void sidebar(QObject* guard, Answer<SidebarContent> answer);

    void settings(QObject* guard, Answer<VaultSettings> answer);
    void saveSettings(VaultSettings settings, QObject* guard, Answer<void> answer);

    /// Queues a job behind all calls (WorkQueue::postJob); `make` gets the vault on the vault's thread, where
    /// `done` is told as well. `progress` must outlive the job's end.
    bool runJob(std::function<Result<std::unique_ptr<SlicedJob>>(Vault&)> make, std::stop_token stop,
                ProgressSink& progress, WorkQueue::JobDone done);

private:
    void deliver(std::function<void()> answer);

    std::unique_ptr<Vault> m_vault; // used by the thread of m_queue alone until that has ended
    WorkQueue m_queue;
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
