// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"

#include "ui/vault/vault_session.h"

#include <QTimer>

namespace lockleaf::ui {

/// Reads what the sidebar shows, again after each change that it can be seen in. Several changes within a
/// moment, or while it reads, are answered once; a save that changes neither tags nor tasks of a note is
/// none. GUI thread only; `session` must outlive it.
class SidebarFeed : public QObject
{
    Q_OBJECT

public:
    explicit SidebarFeed(VaultSession& session, QObject* parent = nullptr);

    /// Reads now, or once the reading that is under way has ended.
    void refresh();
    /// Before a lock: tells nothing more, and forgets.
    void stop();

Q_SIGNALS:
    void read(const lockleaf::ui::SidebarContent& content);
    void failed(const lockleaf::Error& error);

private:
    void handleChange(const NoteChange& change);
    [[nodiscard]] bool isSeen(const NoteChange& change);

    /// What the sidebar shows of one note.
    struct Shown
    {
        RecordId id;
        std::vector<std::string> tags;
        bool openTasks = false;

        bool operator==(const Shown&) const = default;
    };

    VaultSession& m_session;
    QTimer m_soon;
    Shown m_last; ///< Of the note that was saved last.
    bool m_reading = false;
    bool m_again = false;
    bool m_stopped = false;
};

} // namespace lockleaf::ui
