// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/backup/backup_beside.h"
#include "core/vault/failed_attempts.h"
#include "core/vault/vault.h"

#include <QObject>

#include <filesystem>
#include <functional>

namespace lockleaf::app {

/// Derives keys and makes vaults on threads of their own, so that the window never waits.
///
/// Lives on the GUI thread until the process ends. A piece of work that was given up goes on to its end,
/// since Argon2id cannot be interrupted; what it found is wiped, and only a wrong password is still told.
/// One piece at a time, since each may take gigabytes: begin none while isBusy().
class KeyWork : public QObject
{
    Q_OBJECT

public:
    using Answer = std::function<void(Result<UnlockedKey>)>;
    /// What a vault shows without a key, and what this computer remembers of wrong ways in.
    struct Look
    {
        VaultInfo info;
        FailedAttempts failed;
    };
    using InfoAnswer = std::function<void(Result<Look>)>;
    using BackupAnswer = std::function<void(Result<BackupBeside>)>;

    /// Attempts that fail are written down in `stateFolder`; empty: nowhere.
    explicit KeyWork(std::filesystem::path stateFolder, QObject* parent = nullptr);

    /// Reads what the vault shows without a key, so that a dear derivation can be asked about first, and how
    /// many attempts failed. Answers as unlock() does.
    void look(std::filesystem::path vault, InfoAnswer answer);
    /// Looks for the newest backup beside a vault that is damaged. Answers as unlock() does.
    void findBackup(std::filesystem::path vault, BackupAnswer answer);
    /// Tries a way in, which is made on the same thread, on the vault. `answer` comes on this thread, unless
    /// giveUp() came first.
    void unlock(std::filesystem::path vault, std::function<Result<WayIn>()> makeWay, Answer answer);
    /// Adds a recovery code to a vault that was just made. The answer is its key again.
    void addRecovery(std::filesystem::path vault, UnlockedKey key, RecoveryCode code, Answer answer);
    /// Makes a new vault, with the folders above it.
    void create(std::filesystem::path vault, Passphrase passphrase, Answer answer);
    /// The answer of the work that runs is not wanted any more. It stays busy until that has ended.
    void giveUp() { ++m_generation; }
    [[nodiscard]] bool isBusy() const { return m_busy; }

Q_SIGNALS:
    /// Work that was given up has found the password to be wrong: it still counts as an attempt.
    void lateWrongPassword();
    /// Work that was given up has ended; comes after lateWrongPassword().
    void becameFree();

private:
    template <class T>
    void run(std::function<Result<T>()> work, std::function<void(Result<T>)> answer);

    template <class T>
    void take(quint64 generation, Result<T> result, const std::function<void(Result<T>)>& answer);

    std::filesystem::path m_stateFolder;
    quint64 m_generation = 0;
    bool m_busy = false;
};

} // namespace lockleaf::app
