// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/backup/backup.h"
#include "core/base/result.h"
#include "core/crypto/passphrase.h"
#include "core/vault/key_change.h"

#include "ui/vault/job_run.h"
#include "ui/vault/side_work.h"
#include "ui/vault/way_proof.h"

#include <QObject>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>

namespace lockleaf::ui {

/// What a change of the keys is to do.
struct KeyChangeWish
{
    std::shared_ptr<const ProvedWay> proved; ///< What opens the new file too, unless it is a code.
    std::shared_ptr<Passphrase> chosen;      ///< A new password; null: that of `proved` stays.
    std::optional<BackupPlace> backup;       ///< Where a backup is made before; nothing: none is.
};

/// Changes the keys of the vault that is open: makes the new file on a thread of its own, has everything
/// typed saved, then runs the job on the vault's thread. GUI thread only. Deleting it
/// gives it up: before the new file has taken the vault's place, the vault stays as it was.
class KeyChangeRun : public QObject
{
    Q_OBJECT

public:
    /// Has all that was typed saved, and tells whether it is.
    using Settle = std::function<void(std::function<void(bool saved)>)>;

    /// `session` must outlive it, and know its file.
    KeyChangeRun(VaultSession& session, Settle settle, QObject* parent = nullptr);
    ~KeyChangeRun() override;

    /// Looks whether the file system takes part; looked() follows.
    void look();
    /// prepared(), progressed() and ended() follow, in this order. `cost` is of the new file's password;
    /// nothing: what this computer takes. After a recovery code a password has to be chosen.
    void start(KeyChangeWish wish, std::optional<KeyDerivationCost> cost = std::nullopt);
    /// ended() follows with Cancelled, unless the keys were already changed.
    void cancel();
    /// What came of it; whole once ended() is told.
    [[nodiscard]] const KeyChangeReport& report() const { return m_outcome->change; }
    /// The backup was wanted and is not there.
    [[nodiscard]] bool lacksBackup() const
    {
        return m_outcome->wantsBackup && m_outcome->backup.made.name.empty();
    }

    /// It ended since something that was typed could not be saved.
    [[nodiscard]] bool isTextUnsaved() const { return m_textUnsaved; }

Q_SIGNALS:
    void looked(lockleaf::KeyChangeHindrance hindrance);
    /// The new file stands beside the vault, without a record.
    void prepared();
    void progressed(qulonglong done, qulonglong total);
    void ended(const std::optional<lockleaf::Error>& error);

private:
    /// What the job fills, which may end after this.
    struct Outcome
    {
        KeyChangeReport change;
        BackupReport backup;
        bool wantsBackup = false;
    };

    struct NewFile;

    void prepare();
    void settle();
    void startJob();

    VaultSession& m_session;
    Settle m_settle;
    KeyChangeWish m_wish;
    std::optional<KeyDerivationCost> m_cost;
    std::shared_ptr<NewFile> m_newFile; ///< Between its making and the job.
    /// By whoever has given up the work of m_work.
    std::shared_ptr<std::atomic<bool>> m_unwanted = std::make_shared<std::atomic<bool>>(false);
    std::shared_ptr<Outcome> m_outcome = std::make_shared<Outcome>();
    SideWork m_work;
    std::unique_ptr<JobRun> m_run;
    bool m_textUnsaved = false;
};

} // namespace lockleaf::ui
