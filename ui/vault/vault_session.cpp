// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/vault/vault_session.h"

#include <QMetaObject>

#include <algorithm>

namespace lockleaf::ui {

namespace {

ListFilter onlyPinned(ListFilter filter, bool pinned)
{
    filter.pinned = pinned;
    return filter;
}

/// The pinned part of a list, or the other one; a list of pinned notes alone has no other part.
Result<std::uint64_t> countPart(Vault& vault, const ListFilter& filter, bool pinned)
{
    if (filter.pinned.value_or(pinned) != pinned)
        return std::uint64_t{0};
    return vault.countNotes(onlyPinned(filter, pinned));
}

Result<std::optional<std::uint64_t>> rowInPart(Vault& vault, const ListFilter& filter, bool pinned,
                                               RecordId id)
{
    if (filter.pinned.value_or(pinned) != pinned)
        return std::optional<std::uint64_t>{};
    return vault.rowOf(onlyPinned(filter, pinned), id);
}

/// Rows [first, first + limit) of the list that has pinned notes on top.
Result<ListWindow> readWindow(Vault& vault, const ListFilter& filter, std::uint64_t first,
                              std::uint64_t limit)
{
    ListWindow window;
    LOCKLEAF_TRY(window.pinnedCount, countPart(vault, filter, true));
    LOCKLEAF_TRY(window.otherCount, countPart(vault, filter, false));
    const std::uint64_t all = window.pinnedCount + window.otherCount;
    window.first = std::min(first, all > limit ? all - limit : 0);
    if (window.first < window.pinnedCount) {
        LOCKLEAF_TRY(window.rows, vault.listNotes(onlyPinned(filter, true), window.first, limit));
    }
    if (window.rows.size() < limit && window.otherCount > 0) {
        const std::uint64_t from =
            window.first > window.pinnedCount ? window.first - window.pinnedCount : std::uint64_t{0};
        LOCKLEAF_TRY(auto others,
                     vault.listNotes(onlyPinned(filter, false), from, limit - window.rows.size()));
        std::ranges::move(others, std::back_inserter(window.rows));
    }
    return window;
}

Result<ListWindow> readWindowAround(Vault& vault, const ListFilter& filter, RecordId id, std::uint64_t limit)
{
    std::uint64_t row = 0;
    LOCKLEAF_TRY(const auto pinnedRow, rowInPart(vault, filter, true, id));
    if (pinnedRow) {
        row = *pinnedRow;
    } else {
        LOCKLEAF_TRY(const auto otherRow, rowInPart(vault, filter, false, id));
        LOCKLEAF_TRY(const auto pinnedCount, countPart(vault, filter, true));
        if (otherRow)
            row = pinnedCount + *otherRow;
    }
    return readWindow(vault, filter, row > limit / 2 ? row - limit / 2 : 0, limit);
}

Result<NotePlace> readPlace(Vault& vault, const ListFilter& filter, RecordId id)
{
    NotePlace place;
    LOCKLEAF_TRY(place.summary, vault.summary(id));
    LOCKLEAF_TRY(place.row, rowInPart(vault, filter, place.summary.pinned, id));
    LOCKLEAF_TRY(place.pinnedCount, countPart(vault, filter, true));
    LOCKLEAF_TRY(place.otherCount, countPart(vault, filter, false));
    return place;
}

Result<SidebarContent> readSidebar(Vault& vault)
{
    SidebarContent content;
    LOCKLEAF_TRY(content.notes, vault.countNotes(ListFilter{}));
    ListFilter filter;
    filter.pinned = true;
    LOCKLEAF_TRY(content.pinned, vault.countNotes(filter));
    filter = {};
    filter.openTasks = true;
    LOCKLEAF_TRY(content.openTasks, vault.countNotes(filter));
    filter = {};
    filter.trash = true;
    LOCKLEAF_TRY(content.trash, vault.countNotes(filter));
    LOCKLEAF_TRY(content.notebooks, vault.notebooks());
    LOCKLEAF_TRY(content.tags, vault.tags());
    return content;
}

} // namespace

VaultSession::VaultSession(std::unique_ptr<Vault> vault, VaultOrigin origin)
    : m_origin(std::move(origin)), m_vault(std::move(vault))
{
}

VaultSession::~VaultSession()
{
    // The vault ends on the thread that used it.
    m_queue.post([this] {
        m_vault.reset();
        m_former.clear();
    });
}

void VaultSession::deliver(std::function<void()> answer)
{
    QMetaObject::invokeMethod(this, std::move(answer), Qt::QueuedConnection);
}

void VaultSession::loadNote(RecordId id, QObject* guard, Answer<Note> answer)
{
    ask(guard, [id](Vault& vault) { return vault.note(id); }, std::move(answer));
}

std::uint64_t VaultSession::setShownList(const ListFilter& filter)
{
    m_shownList = filter;
    return ++m_listVersion;
}

void VaultSession::applyChange(NoteChange::Kind kind, std::function<Result<RecordId>(Vault&)> change,
                               QObject* guard, Answer<NoteChange> answer)
{
    auto call = [kind, change = std::move(change), filter = m_shownList,
                 version = m_listVersion](Vault& vault) -> Result<NoteChange> {
        NoteChange done;
        done.kind = kind;
        LOCKLEAF_TRY(done.id, change(vault));
        done.listVersion = version;
        if (auto place = readPlace(vault, filter, done.id))
            done.place = std::move(*place);
        return done;
    };
    // The lists must hear of the change even where whoever asked for it has gone.
    const QPointer<QObject> guarded(guard);
    ask(this, std::move(call), [this, guarded, answer = std::move(answer)](Result<NoteChange> done) {
        if (done) {
            m_told = done->kind;
            Q_EMIT noteChanged(*done);
            m_told.reset();
        }
        if (guarded)
            answer(std::move(done));
    });
}

void VaultSession::addNote(std::shared_ptr<const SecureBytes> body, RecordId notebook, QObject* guard,
                           Answer<NoteChange> answer, std::vector<std::string> tags)
{
    auto add = [body = std::move(body), notebook, tags = std::move(tags)](Vault& vault) {
        NewNote note;
        note.body = SecureBytes::copyOf(body->view());
        note.notebook = notebook;
        note.tags = tags;
        return vault.addNote(std::move(note));
    };
    applyChange(NoteChange::Kind::Added, std::move(add), guard, std::move(answer));
}

void VaultSession::saveBody(RecordId id, std::shared_ptr<const SecureBytes> body, QObject* guard,
                            Answer<NoteChange> answer)
{
    auto save = [id, body = std::move(body)](Vault& vault) -> Result<RecordId> {
        LOCKLEAF_CHECK(vault.saveBody(id, body->view()));
        return id;
    };
    applyChange(NoteChange::Kind::Edited, std::move(save), guard, std::move(answer));
}

void VaultSession::setPinned(RecordId id, bool pinned, QObject* guard, Answer<NoteChange> answer)
{
    auto set = [id, pinned](Vault& vault) -> Result<RecordId> {
        LOCKLEAF_CHECK(vault.setPinned(id, pinned));
        return id;
    };
    applyChange(NoteChange::Kind::Pinned, std::move(set), guard, std::move(answer));
}

void VaultSession::moveToTrash(RecordId id, QObject* guard, Answer<NoteChange> answer)
{
    auto move = [id](Vault& vault) -> Result<RecordId> {
        LOCKLEAF_CHECK(vault.moveToTrash(id));
        return id;
    };
    applyChange(NoteChange::Kind::Trashed, std::move(move), guard, std::move(answer));
}

void VaultSession::restoreFromTrash(RecordId id, QObject* guard, Answer<NoteChange> answer)
{
    auto restore = [id](Vault& vault) -> Result<RecordId> {
        LOCKLEAF_CHECK(vault.restoreFromTrash(id));
        return id;
    };
    applyChange(NoteChange::Kind::Restored, std::move(restore), guard, std::move(answer));
}

void VaultSession::listWindow(const ListFilter& filter, std::uint64_t first, std::uint64_t limit,
                              QObject* guard, Answer<ListWindow> answer)
{
    ask(
        guard, [filter, first, limit](Vault& vault) { return readWindow(vault, filter, first, limit); },
        std::move(answer));
}

void VaultSession::listWindowAround(const ListFilter& filter, RecordId id, std::uint64_t limit,
                                    QObject* guard, Answer<ListWindow> answer)
{
    ask(
        guard, [filter, id, limit](Vault& vault) { return readWindowAround(vault, filter, id, limit); },
        std::move(answer));
}

void VaultSession::sidebar(QObject* guard, Answer<SidebarContent> answer)
{
    ask(guard, [](Vault& vault) { return readSidebar(vault); }, std::move(answer));
}

void VaultSession::settings(QObject* guard, Answer<VaultSettings> answer)
{
    ask(guard, [](Vault& vault) { return vault.settings(); }, std::move(answer));
}

void VaultSession::saveSettings(VaultSettings settings, QObject* guard, Answer<void> answer)
{
    auto save = [settings = std::move(settings)](Vault& vault) { return vault.saveSettings(settings); };
    ask(guard, std::move(save), std::move(answer));
}

void VaultSession::lookForFile(QObject* guard, Answer<Place> answer)
{
    auto look = [this](Vault& vault) -> Result<Place> {
        if (vault.checkPlace())
            return Place::AsBefore;
        LOCKLEAF_TRY(Vault::Again again, vault.openAgain());
        m_former.push_back(std::exchange(m_vault, std::move(again.vault)));
        return again.asLeft ? Place::Back : Place::Changed;
    };
    ask(guard, std::move(look), std::move(answer));
}

bool VaultSession::runJob(std::function<Result<std::unique_ptr<SlicedJob>>(Vault&)> make,
                          std::stop_token stop, ProgressSink& progress, WorkQueue::JobDone done)
{
    ++*m_jobs;
    auto ended = [jobs = m_jobs, done = std::move(done)](Result<void> outcome) {
        --*jobs;
        done(std::move(outcome));
    };
    const bool taken = m_queue.postJob([this, make = std::move(make)] { return make(*m_vault); },
                                       std::move(stop), progress, std::move(ended));
    if (!taken)
        --*m_jobs;
    return taken;
}

} // namespace lockleaf::ui
