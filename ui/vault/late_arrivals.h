// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"
#include "core/capture/take_inbox.h"
#include "core/capture/take_spill.h"
#include "ui/vault/job_run.h"

#include <QObject>

#include <memory>

namespace lockleaf::ui {

class VaultSession;

/// What came of the texts that waited for an unlock.
struct Arrivals
{
    InboxReport inbox; ///< Written while the vault was locked.
    SpillReport spill; ///< Not saved in time at an earlier lock.

    [[nodiscard]] bool isWorthTelling() const
    {
        return !inbox.added.empty() || inbox.setAside || !spill.saved.empty() || !spill.beside.empty() ||
               spill.kept > 0;
    }
};

/// Takes texts into an unlocked vault that waited outside of it, behind everything else that it has to do.
/// GUI thread only.
class LateArrivals : public QObject
{
    Q_OBJECT

public:
    /// `session` must outlive it.
    explicit LateArrivals(VaultSession& session, QObject* parent = nullptr);

    /// finished() follows where there is anything to tell. While it is at it, it begins once more at its end.
    /// Does nothing without a file.
    void start();
    /// Before the vault is closed: what has not come goes on waiting.
    void stop();

Q_SIGNALS:
    /// VaultSession::notesChanged() was told before.
    void finished(const lockleaf::ui::Arrivals& arrivals);

private:
    void takeInbox();
    void run(JobRun::Make make, void (LateArrivals::*next)());
    void tell();

    VaultSession& m_session;
    std::shared_ptr<Arrivals> m_arrivals; ///< Shared with the jobs, which may end after this.
    std::unique_ptr<JobRun> m_run;
    bool m_again = false;
    bool m_stopped = false;
};

} // namespace lockleaf::ui
