// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/vault/vault_session.h"

namespace lockleaf::ui {

/// One change of many notes, a few at a time, so that a save or a lock comes between. GUI thread only; the
/// session must outlive it. Ends itself when it is done; destroying it earlier leaves what has been done.
class BulkChange : public QObject
{
    Q_OBJECT

public:
    using Change = std::function<Result<void>(Vault&, RecordId)>;

    /// Notes that are gone meanwhile are passed over. `parent` owns it until it ends.
    BulkChange(VaultSession& session, std::vector<RecordId> notes, Change change, QObject* parent);
    void start();
    /// What is being written is written to its end; ended() tells how far it came.
    void cancel() { m_cancelled = true; }

Q_SIGNALS:
    /// So many notes have been gone through.
    void progressed(qulonglong done, qulonglong total);
    /// All of it, or cancel() or `error` came after `done`. VaultSession::notesChanged() was told before.
    void ended(const std::vector<lockleaf::RecordId>& done, const std::optional<lockleaf::Error>& error);

private:
    void next();
    void end(const std::optional<Error>& error);

    VaultSession& m_session;
    std::vector<RecordId> m_notes;
    Change m_change;
    std::size_t m_at = 0;
    bool m_cancelled = false;
    std::vector<RecordId> m_done;
};

} // namespace lockleaf::ui
