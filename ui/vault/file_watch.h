// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "ui/vault/vault_session.h"

#include <QTimer>

#include <chrono>

namespace lockleaf::ui {

/// Notices that the file of an open vault has gone, as with a stick that was pulled out, and that it is back:
/// looks some seconds after somebody has done something, and while it is gone. GUI thread only.
class FileWatch : public QObject
{
    Q_OBJECT

public:
    /// `session` must outlive it.
    explicit FileWatch(VaultSession& session, QObject* parent = nullptr);

    /// Somebody is doing something: it will be looked for.
    void noteActivity();
    /// Looks now; calls that are made after this meet what is there by then.
    void look();
    void stop();
    /// Looks at nothing while another file takes the place of this one on purpose.
    void setResting(bool rests) { m_rests = rests; }
    [[nodiscard]] bool isGone() const { return m_gone; }
    void setInterval(std::chrono::milliseconds interval) { m_timer.setInterval(interval); }

Q_SIGNALS:
    /// Once each time it goes.
    void gone();
    /// It is there again and can be saved into; `changed`: not as it was left.
    void cameBack(bool changed);

private:
    void take(const Result<VaultSession::Place>& place);

    VaultSession& m_session;
    QTimer m_timer;
    bool m_gone = false;
    bool m_rests = false;
    bool m_stopped = false;
};

} // namespace lockleaf::ui
