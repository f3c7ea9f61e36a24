// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/lockscreen/key_work.h"

#include "app/hardening/stack_wipe.h"

#include <QDateTime>

#include <memory>
#include <system_error>
#include <thread>

namespace lockleaf::app {

namespace {

Result<UnlockedKey> tryWay(const std::filesystem::path& vault, const std::function<Result<WayIn>()>& makeWay)
{
    LOCKLEAF_TRY(const WayIn way, makeWay());
    return Vault::unlock(vault, way);
}

/// Before the answer: whoever sees that it was wrong and ends the program has been counted. A folder that
/// cannot be written keeps nobody out.
void writeDown(const std::filesystem::path& stateFolder, const std::filesystem::path& vault)
{
    if (const auto info = Vault::info(vault))
        static_cast<void>(noteFailedAttempt(stateFolder, info->vaultId, systemClock().now()));
}

} // namespace

KeyWork::KeyWork(std::filesystem::path stateFolder, QObject* parent)
    : QObject(parent), m_stateFolder(std::move(stateFolder))
{
}

template <class T>
void KeyWork::run(std::function<Result<T>()> work, std::function<void(Result<T>)> answer)
{
    Q_ASSERT(!m_busy);
    m_busy = true;
    const quint64 generation = ++m_generation;
    // Detached: the process ends by _exit, with or without it, and this object lives until then.
    std::thread([this, generation, work = std::move(work), answer = std::move(answer)]() mutable {
        auto result = std::make_shared<Result<T>>(work());
        work = nullptr;   // lets the passphrase go on this thread
        wipeStackBelow(); // glibc gives this stack to the next thread as it is
        QMetaObject::invokeMethod(
            this,
            [this, generation, result, answer = std::move(answer)] {
                take<T>(generation, std::move(*result), answer);
            },
            Qt::QueuedConnection);
    }).detach();
}

template <class T>
void KeyWork::take(quint64 generation, Result<T> result, const std::function<void(Result<T>)>& answer)
{
    m_busy = false;
    if (generation == m_generation) {
        answer(std::move(result)); // which may begin the next piece
        return;
    }
    if (!result && saysWrongWay(result.error().code))
        Q_EMIT lateWrongPassword();
    Q_EMIT becameFree();
}

void KeyWork::look(std::filesystem::path vault, InfoAnswer answer)
{
    run<Look>(
        [vault = std::move(vault), folder = m_stateFolder]() -> Result<Look> {
            LOCKLEAF_TRY(VaultInfo info, Vault::info(vault));
            const FailedAttempts failed = failedAttempts(folder, info.vaultId);
            return Look{std::move(info), failed};
        },
        std::move(answer));
}

void KeyWork::findBackup(std::filesystem::path vault, BackupAnswer answer)
{
    const std::chrono::seconds offset{QDateTime::currentDateTime().offsetFromUtc()};
    run<BackupBeside>(
        [vault = std::move(vault), offset] {
            return newestBackupBeside(vault, std::chrono::duration_cast<std::chrono::minutes>(offset));
        },
        std::move(answer));
}

void KeyWork::unlock(std::filesystem::path vault, std::function<Result<WayIn>()> makeWay, Answer answer)
{
    run<UnlockedKey>(
        [vault = std::move(vault), makeWay = std::move(makeWay), folder = m_stateFolder] {
            auto key = tryWay(vault, makeWay);
            if (!key && saysWrongWay(key.error().code))
                writeDown(folder, vault);
            return key;
        },
        std::move(answer));
}

void KeyWork::addRecovery(std::filesystem::path vault, UnlockedKey key, RecoveryCode code, Answer answer)
{
    auto held = std::make_shared<UnlockedKey>(std::move(key));
    auto secret = std::make_shared<RecoveryCode>(std::move(code));
    run<UnlockedKey>(
        [vault = std::move(vault), held, secret]() -> Result<UnlockedKey> {
            LOCKLEAF_TRY(const PreparedWay way, PreparedWay::of(WayIn::recoveryCode(secret->clone())));
            LOCKLEAF_CHECK(Vault::addWay(vault, *held, way));
            return std::move(*held);
        },
        std::move(answer));
}

void KeyWork::create(std::filesystem::path vault, Passphrase passphrase, Answer answer)
{
    auto secret = std::make_shared<Passphrase>(std::move(passphrase));
    run<UnlockedKey>(
        [vault = std::move(vault), secret]() -> Result<UnlockedKey> {
            std::error_code failed;
            std::filesystem::create_directories(vault.parent_path(), failed);
            if (failed)
                return failErrno(failed.value(), "mkdir");
            return Vault::create(vault, *secret, {});
        },
        std::move(answer));
}

} // namespace lockleaf::app
