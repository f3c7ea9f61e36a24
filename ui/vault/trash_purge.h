// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"

#include "ui/vault/job_run.h"

#include <QTimer>

#include <chrono>

namespace lockleaf::ui {

/// Deletes for good what has been in the trash for as long as the settings say, in the background of an
/// unlocked vault: some time after the unlock, and twice a day from then on. GUI thread only.
class TrashPurge : public QObject
{
    Q_OBJECT

public:
    /// `session` must outlive it.
    explicit TrashPurge(VaultSession& session, QObject* parent = nullptr);

    void start(std::chrono::milliseconds first = std::chrono::minutes{2});
    /// Before the vault is closed: nothing is deleted any more.
    void stop();

Q_SIGNALS:
    /// A run has ended, and so many notes are gone.
    void finished(qulonglong deleted);

private:
    void handleDue();

    VaultSession& m_session;
    QTimer m_timer;
    std::unique_ptr<JobRun> m_run;
    bool m_stopped = false;
};

} // namespace lockleaf::ui
