// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vaultfile/key_exchange.h"

#include "core/base/file_system.h"
#include "core/vaultfile/file_io.h"
#include "core/vaultfile/header_region.h"
#include "core/vaultfile/layout.h"
#include "core/vaultfile/unfinished_creation.h"

#include <cerrno>

namespace lockleaf {

namespace {

std::filesystem::path logOf(const std::filesystem::path& file)
{
    return file.string() + "-wal";
}

int give(const std::filesystem::path& from, const std::filesystem::path& to)
{
    return fileSystem().link(FileSystem::anywhere, from, to);
}

int take(const std::filesystem::path& file)
{
    return fileSystem().remove(FileSystem::anywhere, file);
}

/// A log without content goes for good: its frames, if the cut of it were lost, would be damage to the file
/// that comes into its place.
Result<void> dropEmptyLog(const std::filesystem::path& file)
{
    LOCKLEAF_TRY(const bool gone, removeEmptyLog(file));
    if (!gone)
        return fail(ErrorCode::Internal, "the log is not empty");
    return syncFolderOf(file);
}

/// The salt of a file, which another one has only where it is the same file or a copy of it.
Result<Bytes> saltOf(const std::filesystem::path& path)
{
    LOCKLEAF_TRY(SyncedFile file, openFile(path, FileAccess::Read, FileRole::Vault));
    LOCKLEAF_TRY(const HeaderRegion region, HeaderRegion::read(file));
    const auto& salt = region.newestReadable().fileSalt;
    return Bytes(salt.begin(), salt.end());
}

} // namespace

std::filesystem::path newKeysFile(const std::filesystem::path& vault)
{
    return vault.parent_path() / ("." + vault.filename().string() + ".new-keys");
}

std::filesystem::path oldKeysFile(const std::filesystem::path& vault)
{
    return vault.string() + ".old-keys";
}

Result<Hash256> markOfNewKeysFile(const std::filesystem::path& vault)
{
    LOCKLEAF_TRY(SyncedFile file, openFile(newKeysFile(vault), FileAccess::Read, FileRole::Vault));
    Bytes region(layout::headerRegionSize);
    LOCKLEAF_CHECK(file.readAt(0, region));
    return hash256({region});
}

void removeNewKeysFile(const std::filesystem::path& vault)
{
    removeFile(newKeysFile(vault));
    removeFile(logOf(newKeysFile(vault)));
}

bool hasNoSecondNames(int errnoValue)
{
    return errnoValue == EPERM || errnoValue == EOPNOTSUPP || errnoValue == ENOSYS || errnoValue == EMLINK;
}

Result<void> checkExchange(const std::filesystem::path& vault, const std::string& keepAs)
{
    if (keepAs.find('/') != std::string::npos)
        return fail(ErrorCode::InvalidArgument, "the old file can only be kept in the folder of the vault");
    if (!keepAs.empty() && somethingStandsAt(vault.parent_path() / keepAs))
        return fail(ErrorCode::AlreadyExists, "the name for the old file");
    const std::filesystem::path old = oldKeysFile(vault);
    if (somethingStandsAt(old))
        return fail(ErrorCode::AlreadyExists, old.filename().string());
    // A second name of the vault itself: should it stay after a crash, sweepKeyExchange() knows it.
    if (const int problem = give(vault, old); hasNoSecondNames(problem))
        return std::unexpected(
            Error{ErrorCode::InputOutput,
                  "this file system cannot exchange two files safely; change the keys of a copy on another",
                  problem});
    else if (problem != 0)
        return failErrno(problem, "a second name for the vault");
    if (const int problem = take(old); problem != 0)
        return failErrno(problem, "remove");
    return {};
}

Result<void> exchangeKeysFile(const std::filesystem::path& vault, ExchangeStage& stage)
{
    stage = ExchangeStage::NotBegun;
    LOCKLEAF_CHECK(dropEmptyLog(newKeysFile(vault)));
    if (const int problem = give(vault, oldKeysFile(vault)); problem != 0)
        return failErrno(problem, "a second name for the old file");
    stage = ExchangeStage::Begun;
    auto exchanged = [&]() -> Result<void> {
        LOCKLEAF_CHECK(dropEmptyLog(vault)); // and the second name is on the disk
        const int problem = fileSystem().rename(FileSystem::anywhere, newKeysFile(vault), vault,
                                                FileSystem::Rename::Replacing);
        return problem != 0 ? failErrno(problem, "rename") : Result<void>{};
    }();
    if (!exchanged) {
        (void)take(oldKeysFile(vault));
        return exchanged;
    }
    stage = ExchangeStage::Done;
    return syncFolderOf(vault);
}

Result<void> putOldKeysFileAway(const std::filesystem::path& vault, const std::string& keepAs)
{
    const std::filesystem::path old = oldKeysFile(vault);
    if (!keepAs.empty())
        LOCKLEAF_CHECK(renameWithoutReplacing(old, vault.parent_path() / keepAs));
    else if (const int problem = take(old); problem != 0)
        return failErrno(problem, "removing the file with the old keys");
    return syncFolderOf(vault);
}

bool sweepKeyExchange(const std::filesystem::path& vault)
{
    if (vault.empty())
        return false;
    if (somethingStandsAt(newKeysFile(vault)) || somethingStandsAt(logOf(newKeysFile(vault))))
        removeNewKeysFile(vault);
    sweepUnfinished({vault, newKeysFile(vault)});
    const std::filesystem::path old = oldKeysFile(vault);
    if (!somethingStandsAt(old))
        return false;
    const auto salts = std::pair{saltOf(vault), saltOf(old)};
    if (!salts.first || !salts.second || *salts.first != *salts.second)
        return true;
    // A second name of this very file, from just before the exchange: it would be opened without its log.
    removeFile(old);
    return false;
}

} // namespace lockleaf
