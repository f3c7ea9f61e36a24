// SPDX-License-Identifier: GPL-3.0-or-later
// The part of NoteDesk that keeps and restores versions.
#include "ui/editor/note_editor.h"
#include "ui/main/note_desk.h"

namespace lockleaf::ui {

void NoteDesk::keepVersion()
{
    if (!m_note || !m_filled)
        return;
    m_editor.commitComposing();
    saveNow();
    m_saver.whenSettled(this, [this, note = m_note](bool) {
        if (m_saver.unsavedBody(note) || note->id.isNull())
            return; // the foot of the editor says that it is not saved
        m_session.keepVersion(note->id, this, [this](const Result<bool>& kept) {
            if (kept)
                Q_EMIT versionKept(*kept);
            else
                Q_EMIT failed(Attempt::KeepVersion, kept.error());
        });
    });
}

void NoteDesk::restoreVersion(RecordId id, RecordId version)
{
    const std::shared_ptr<NoteHandle> note = handleOf(id);
    if (!note || id.isNull())
        return;
    if (note == m_note) {
        m_editor.commitComposing();
        saveNow();
    }
    m_saver.whenSettled(this, [this, note, version](bool) {
        if (m_saver.unsavedBody(note)) { // it would stand in no version
            Q_EMIT failed(Attempt::RestoreVersion, m_saver.error());
            return;
        }
        m_session.restoreVersion(note->id, version, this,
                                 [this, note, version](Result<RestoredVersion> restored) {
                                     if (restored)
                                         takeRestored(note, version, std::move(*restored));
                                     else
                                         Q_EMIT failed(Attempt::RestoreVersion, restored.error());
                                 });
    });
}

void NoteDesk::takeRestored(const std::shared_ptr<NoteHandle>& note, RecordId version,
                            RestoredVersion restored)
{
    const bool isOpen = m_note && m_note->id == note->id;
    if (isOpen && (isChanged() || m_saver.unsavedBody(m_note))) {
        restoreVersion(note->id, version); // somebody typed on meanwhile: that becomes a version as well
        return;
    }
    if (isOpen) {
        m_pinned = restored.note.pinned;
        m_modified = restored.note.modified;
        auto body = std::make_shared<const SecureBytes>(std::move(restored.note.body));
        m_filled = !body->view().empty();
        show(m_note, std::move(body), m_editor.caret(), m_editor.scrolled());
    }
    Q_EMIT versionRestored(note->id, restored.former);
}

} // namespace lockleaf::ui
