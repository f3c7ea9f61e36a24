// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress_sink.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <memory>
#include <stop_token>

namespace lockleaf::ui {

class VaultSession;

/// Keeps the search of an unlocked vault quick and whole, in the background and a few milliseconds at a time:
/// reads its catalogue, completes an index that is not whole, and puts in order what saves have left. GUI
/// thread only.
class SearchUpkeep : public QObject
{
    Q_OBJECT

public:
    /// `session` must outlive it.
    explicit SearchUpkeep(VaultSession& session, QObject* parent = nullptr);
    ~SearchUpkeep() override;

    /// Begins, behind everything else that the vault has to do; once.
    void start();
    /// Somebody is doing something: what can wait waits `idleTime` more.
    void postpone();
    /// Before the vault is closed: nothing more is done.
    void stop();
    /// How long nothing may happen before anything is put in order.
    void setIdleTime(std::chrono::milliseconds time) { m_idle = time; }

Q_SIGNALS:
    /// The catalogue has been read, the first search need not wait for it.
    void prepared();
    /// The index was not whole, and is now.
    void indexCompleted();
    /// Everything is in order until the next change.
    void tidied();

private:
    void prepare();
    void lookAtIndex();
    void completeIndex();
    void handleChanged();
    void tidy();

    VaultSession& m_session;
    QTimer m_tidySoon;
    std::chrono::milliseconds m_idle{5000};
    bool m_tidyWanted = false;
    bool m_tidying = false;
    std::stop_source m_stop;
    std::shared_ptr<NoProgress> m_progress = std::make_shared<NoProgress>();
};

} // namespace lockleaf::ui
