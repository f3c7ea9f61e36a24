// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <chrono>

namespace lockleaf::ui {

class VaultSession;

/// While a vault is open, lets go of what was read from it and is not used now, so that of notes that were
/// closed and of words that were looked up nothing stays. When nobody waits; and when somebody works on and
/// on, all the same after a minute. GUI thread only.
class MemoryUpkeep : public QObject
{
    Q_OBJECT

public:
    /// `session` must outlive it.
    explicit MemoryUpkeep(VaultSession& session, QObject* parent = nullptr);

    /// Begins, with a round each `interval`.
    void start(std::chrono::milliseconds interval = std::chrono::seconds{10});
    /// Somebody is doing something.
    void postpone() { m_sinceActivity.start(); }
    /// Before the vault is closed: nothing more is done.
    void stop() { m_rounds.stop(); }
    /// How long nothing may have happened, and after how long it is done all the same.
    void setTimes(std::chrono::milliseconds idle, std::chrono::milliseconds latest);

Q_SIGNALS:
    void forgotten();

private:
    void handleRound();

    VaultSession& m_session;
    QTimer m_rounds;
    QElapsedTimer m_sinceActivity;
    QElapsedTimer m_sinceForgotten;
    std::chrono::milliseconds m_idle{4000};
    std::chrono::milliseconds m_latest{60'000};
    bool m_asked = false;
};

} // namespace lockleaf::ui
