// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"

#include "ui/vault/vault_session.h"

#include <QTimer>

namespace lockleaf::ui {

class NoteDesk;

/// Which living notes link to a note, in the order of the list.
struct Backlinks
{
    std::string title; ///< That of the note, which they link to.
    std::vector<NoteSummary> notes;
    bool hasMore = false; ///< There are more than these.
};

/// Reads which notes link to the open one: when it was opened, and after each change of any note; several
/// changes within a moment, or while it reads, are answered once. The note itself does not count, and nothing
/// links to a note in the trash. Says none while the index is not whole. GUI thread only; all that it is
/// given must outlive it.
class BacklinkFeed : public QObject
{
    Q_OBJECT

public:
    static constexpr std::size_t mostNotes = 200;

    BacklinkFeed(VaultSession& session, NoteDesk& desk, QObject* parent = nullptr);

    /// From now on it reads; before that it would hold up the first list.
    void start();
    /// Reads now, or once the reading that is under way has ended.
    void refresh();
    /// Before a lock: tells that there are none, then nothing more.
    void stop();

Q_SIGNALS:
    /// Of the open note.
    void read(const lockleaf::ui::Backlinks& backlinks);

private:
    void handleDeskChanged();
    void handleChange(const NoteChange& change);
    void refreshSoon();
    void handleAnswer(RecordId note, const Result<Backlinks>& found);

    VaultSession& m_session;
    NoteDesk& m_desk;
    QTimer m_soon;
    RecordId m_note;     ///< What was told is about this one,
    std::string m_title; ///< which had this title then.
    bool m_started = false;
    bool m_stopped = false;
    bool m_reading = false;
    bool m_again = false;
};

} // namespace lockleaf::ui
