// SPDX-License-Identifier: GPL-3.0-or-later
// The part of NoteDesk that has to do with changes of many notes.
#include "ui/main/note_desk.h"

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

void NoteDesk::noteMoved(const std::vector<RecordId>& notes, RecordId notebook)
{
    if (!m_note || m_note->id.isNull() || std::ranges::find(notes, m_note->id) == notes.end())
        return;
    m_note->notebook = notebook;
    Q_EMIT noteChanged();
}

} // namespace lockleaf::ui
