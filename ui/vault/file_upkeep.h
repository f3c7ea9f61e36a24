// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QObject>
#include <QTimer>

#include <chrono>

namespace lockleaf::ui {

class VaultSession;

/// Keeps the file of an unlocked vault in order when nobody waits: its log is moved into it, so that no save
/// has to do that, and room that nothing needs any more goes back to the disk. GUI thread only.
class FileUpkeep : public QObject
{
    Q_OBJECT

public:
    /// `session` must outlive it.
    explicit FileUpkeep(VaultSession& session, QObject* parent = nullptr);

    /// Somebody is doing something, or something was changed: it waits `idleTime` from now.
    void postpone();
    /// Before the vault is closed: nothing more is done.
    void stop();
    /// How long nothing may happen before anything is done.
    void setIdleTime(std::chrono::milliseconds time) { m_idle = time; }

Q_SIGNALS:
    /// Everything is in order until the next change.
    void tidied();

private:
    void tidy();

    VaultSession& m_session;
    QTimer m_soon;
    std::chrono::milliseconds m_idle{8000};
    bool m_changed = true; ///< An earlier day may have left something to be done.
    bool m_tidying = false;
    bool m_stopped = false;
};

} // namespace lockleaf::ui
