// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/note_saver.h"

#include <algorithm>

namespace lockleaf::ui {

NoteSaver::NoteSaver(VaultSession& session, QObject* parent) : QObject(parent), m_session(session) {}

void NoteSaver::save(std::shared_ptr<NoteHandle> note, SecureBytes body)
{
    auto shared = std::make_shared<const SecureBytes>(std::move(body));
    const auto found = std::ranges::find(m_entries, note, &Entry::note);
    if (found == m_entries.end()) {
        m_entries.push_back(Entry{std::move(note), std::move(shared), false, false});
        send(m_entries.back());
    } else {
        found->body = std::move(shared);
        if (!found->onItsWay)
            send(*found);
    }
    Q_EMIT stateChanged();
}

std::shared_ptr<NoteHandle> NoteSaver::waitingNote(RecordId id) const
{
    const auto found =
        std::find_if(m_entries.rbegin(), m_entries.rend(), [&](const Entry& e) { return e.note->id == id; });
    return found == m_entries.rend() ? nullptr : found->note;
}

std::shared_ptr<const SecureBytes> NoteSaver::unsavedBody(const std::shared_ptr<NoteHandle>& note) const
{
    const auto found = std::ranges::find(m_entries, note, &Entry::note);
    return found == m_entries.end() ? nullptr : found->body;
}

std::vector<std::pair<NoteHandle, std::shared_ptr<const SecureBytes>>> NoteSaver::unsaved() const
{
    std::vector<std::pair<NoteHandle, std::shared_ptr<const SecureBytes>>> texts;
    texts.reserve(m_entries.size());
    for (const Entry& entry : m_entries)
        texts.emplace_back(*entry.note, entry.body);
    return texts;
}

void NoteSaver::forget(const std::shared_ptr<NoteHandle>& note)
{
    std::erase_if(m_entries, [&](const Entry& entry) { return entry.note == note && !entry.onItsWay; });
    tell();
}

void NoteSaver::retry()
{
    for (Entry& entry : m_entries)
        if (!entry.onItsWay)
            send(entry);
    Q_EMIT stateChanged();
}

void NoteSaver::whenSettled(QObject* guard, std::function<void(bool)> done)
{
    m_waiting.emplace_back(guard, std::move(done));
    tell();
}

NoteSaver::State NoteSaver::state() const
{
    if (std::ranges::any_of(m_entries, &Entry::failed))
        return State::Failed; // stays while a retry is on its way
    return m_entries.empty() ? State::Saved : State::Saving;
}

bool NoteSaver::isBusy() const
{
    return std::ranges::any_of(m_entries, &Entry::onItsWay);
}

void NoteSaver::send(Entry& entry)
{
    entry.onItsWay = true;
    auto answer = [this, note = entry.note, body = entry.body](Result<NoteChange> change) {
        handleAnswer(note, body, std::move(change));
    };
    if (entry.note->id.isNull())
        m_session.addNote(entry.body, entry.note->notebook, this, std::move(answer), entry.note->tags);
    else
        m_session.saveBody(entry.note->id, entry.body, this, std::move(answer));
}

void NoteSaver::handleAnswer(const std::shared_ptr<NoteHandle>& note,
                             const std::shared_ptr<const SecureBytes>& body, Result<NoteChange> change)
{
    const auto found = std::ranges::find(m_entries, note, &Entry::note);
    if (found == m_entries.end())
        return;
    found->onItsWay = false;
    if (!change) {
        found->failed = true;
        m_error = change.error();
    } else {
        found->failed = false;
        const bool isNew = note->id.isNull();
        note->id = change->id;
        if (change->place)
            note->modified = change->place->summary.modified;
        if (found->body == body)
            m_entries.erase(found);
        else
            send(*found); // something newer came meanwhile
        if (isNew)
            Q_EMIT added(note);
    }
    tell();
}

void NoteSaver::tell()
{
    Q_EMIT stateChanged();
    if (isBusy())
        return;
    for (auto& [guard, done] : std::exchange(m_waiting, {}))
        if (guard)
            done(m_entries.empty());
}

} // namespace lockleaf::ui
