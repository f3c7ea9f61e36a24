// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"
#include "core/capture/take_inbox.h"
#include "ui/vault/job_run.h"

#include <QObject>

#include <memory>

namespace lockleaf::ui {

class VaultSession;

/// Takes the notes that were written while the vault was locked into it, behind everything else that an
/// unlocked vault has to do. GUI thread only.
class InboxTakeIn : public QObject
{
    Q_OBJECT

public:
    /// `session` must outlive it.
    explicit InboxTakeIn(VaultSession& session, QObject* parent = nullptr);

    /// finished() follows where there is anything to tell. Does nothing while it is at it, or without a file.
    void start();
    /// Before the vault is closed: what has not come stays in the inbox.
    void stop();

Q_SIGNALS:
    /// VaultSession::notesChanged() was told before.
    void finished(const lockleaf::InboxReport& report);

private:
    void tell(const InboxReport& report);

    VaultSession& m_session;
    std::unique_ptr<JobRun> m_run;
    bool m_stopped = false;
};

} // namespace lockleaf::ui
