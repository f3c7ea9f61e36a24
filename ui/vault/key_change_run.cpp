// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/vault/key_change_run.h"

#include "core/vaultfile/key_exchange.h"
#include "ui/vault/held_job.h"

#include <utility>

namespace lockleaf::ui {

/// The file with new keys beside the vault, and its key; whoever lets go of it unused takes the file away.
struct KeyChangeRun::NewFile
{
    explicit NewFile(std::filesystem::path file) : vault(std::move(file)) {}
    ~NewFile()
    {
        if (key && !used)
            removeNewKeysFile(vault);
    }
    NewFile(const NewFile&) = delete;
    NewFile& operator=(const NewFile&) = delete;

    std::filesystem::path vault;
    std::optional<UnlockedKey> key; ///< Nothing: it was not made.
    bool used = false; ///< By a job, which takes it away itself where it does not come to its end.
};

KeyChangeRun::KeyChangeRun(VaultSession& session, Settle settle, QObject* parent)
    : QObject(parent), m_session(session), m_settle(std::move(settle))
{
}

KeyChangeRun::~KeyChangeRun()
{
    *m_unwanted = true;
}

void KeyChangeRun::look()
{
    m_work.run([file = m_session.origin().file] { return keyChangeHindrance(file); },
               [this](const Result<KeyChangeHindrance>& hindrance) {
                   // What else is wrong with the disk, the change itself will tell.
                   Q_EMIT looked(hindrance.value_or(KeyChangeHindrance::None));
               });
}

void KeyChangeRun::start(KeyChangeWish wish, std::optional<KeyDerivationCost> cost)
{
    m_wish = std::move(wish);
    m_cost = cost;
    m_textUnsaved = false;
    m_outcome = std::make_shared<Outcome>();
    m_outcome->wantsBackup = m_wish.backup.has_value();
    m_unwanted = std::make_shared<std::atomic<bool>>(false);
    prepare();
}

void KeyChangeRun::prepare()
{
    auto file = std::make_shared<NewFile>(m_session.origin().file);
    auto make = [file, origin = m_session.origin(), proved = m_wish.proved, chosen = m_wish.chosen,
                 cost = m_cost, unwanted = m_unwanted]() mutable -> Result<void> {
        const auto held = std::move(proved); // goes on this thread, as does the next
        const std::shared_ptr<Passphrase> password = std::move(chosen);
        const std::shared_ptr<NewFile> made = std::move(file); // so does it, where it is not wanted
        const WayIn way = password ? held->way.withPassword(password->clone()) : held->way.clone();
        LOCKLEAF_TRY(UnlockedKey key, prepareKeyChange(origin.file, origin.id, way, cost, {}));
        if (*unwanted) {
            removeNewKeysFile(origin.file); // while no other run can have begun one
            return fail(ErrorCode::Cancelled);
        }
        made->key.emplace(std::move(key));
        return {};
    };
    m_wish.proved.reset();
    m_wish.chosen.reset();
    m_work.run(std::move(make), [this, file](const Result<void>& made) {
        if (!made) {
            Q_EMIT ended(made.error());
            return;
        }
        m_newFile = file;
        Q_EMIT prepared();
        settle();
    });
}

/// Nothing can be typed while this runs; what was typed before has to be in the vault that is carried over.
void KeyChangeRun::settle()
{
    const QPointer<KeyChangeRun> guard(this);
    m_settle([guard, unwanted = m_unwanted](bool saved) {
        if (!guard || *unwanted)
            return;
        if (saved) {
            guard->startJob();
            return;
        }
        guard->m_newFile.reset();
        guard->m_textUnsaved = true;
        Q_EMIT guard->ended(Error{ErrorCode::InputOutput, "what was typed could not be saved"});
    });
}

void KeyChangeRun::startJob()
{
    m_run = std::make_unique<JobRun>(m_session, nullptr);
    connect(m_run.get(), &JobRun::progressed, this, &KeyChangeRun::progressed);
    connect(m_run.get(), &JobRun::finished, this, [this](const std::optional<Error>& error) {
        m_run.release()->deleteLater(); // it tells this: it must not go before it returns
        Q_EMIT ended(error);
    });
    m_run->start([origin = m_session.origin(), made = std::exchange(m_newFile, nullptr), outcome = m_outcome,
                  backup = m_wish.backup](Vault& vault) -> Result<std::unique_ptr<SlicedJob>> {
        KeyChangeOptions options;
        options.stateFolder = origin.stateFolder;
        if (backup)
            options.before = makeBackupJob(vault, *backup, BackupReason::BeforeKeyChange, outcome->backup);
        made->used = true;
        UnlockedKey key{made->key->vaultId, made->key->dataKey.clone()};
        return std::make_unique<HeldJob>(outcome, makeKeyChangeJob(vault, origin.file, std::move(key),
                                                                   std::move(options), outcome->change));
    });
}

void KeyChangeRun::cancel()
{
    if (m_run) {
        m_run->cancel();
        return;
    }
    *m_unwanted = true;
    m_work.giveUp();
    m_newFile.reset();
    m_wish = {};
    Q_EMIT ended(Error{ErrorCode::Cancelled, {}});
}

} // namespace lockleaf::ui
