// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/vault/vault_session.h"

#include <stop_token>

namespace lockleaf::ui {

/// One job on the vault, slice by slice between all other calls. GUI thread only; `session` must outlive it.
/// Deleting it cancels the job and tells nothing more.
class JobRun : public QObject
{
    Q_OBJECT

public:
    /// Makes the job on the vault's thread. What the job fills belongs into it by a shared pointer, since the
    /// job may end after this.
    using Make = std::function<Result<std::unique_ptr<SlicedJob>>(Vault&)>;

    JobRun(VaultSession& session, QObject* parent);
    ~JobRun() override;

    void start(Make make);
    /// finished() follows with ErrorCode::Cancelled, unless the job had come to its end.
    void cancel();

Q_SIGNALS:
    void progressed(qulonglong done, qulonglong total);
    /// Once; nothing: it went well.
    void finished(const std::optional<lockleaf::Error>& error);

private:
    struct Shared;

    VaultSession& m_session;
    std::shared_ptr<Shared> m_shared;
};

} // namespace lockleaf::ui
