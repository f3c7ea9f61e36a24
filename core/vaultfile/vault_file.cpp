// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vaultfile/vault_file.h"

#include "core/vaultfile/open_vault_file.h"

namespace lockleaf {

namespace {

/// The copy that counts. Its id is looked at only once it is authentic: anybody can write another id into a
/// copy.
Result<std::size_t> authenticCopy(const HeaderRegion& region, const UnlockedKey& key)
{
    const auto anotherVault = [] {
        return fail(ErrorCode::WrongPassword, "another vault stands in its place");
    };
    auto authentic = region.authenticCopy(deriveSubkey<HeaderMacPurpose>(key.dataKey));
    if (!authentic && region.newestReadable().vaultId != key.vaultId)
        return anotherVault();
    if (authentic && region.copy(*authentic).header.vaultId != key.vaultId)
        return anotherVault();
    return authentic;
}

} // namespace

Result<VaultInfo> VaultFile::info(const std::filesystem::path& path)
{
    LOCKLEAF_TRY(SyncedFile file, openFile(path, FileAccess::Read, FileRole::Vault));
    LOCKLEAF_TRY(const HeaderRegion region, HeaderRegion::read(file));
    const Header& header = region.newestReadable();
    VaultInfo info;
    info.format = layout::format;
    info.vaultId = header.vaultId;
    info.generation = header.generation;
    info.fileSalt = header.fileSalt;
    info.inboxPublicKey = header.inboxPublicKey;
    info.slots = describeSlots(header);
    info.dearest = region.dearestSlot();
    LOCKLEAF_TRY(info.fileSize, file.size());
    info.logSize = sizeOfFileAt(path.string() + "-wal");
    return info;
}

Result<UnlockedKey> VaultFile::unlock(const std::filesystem::path& path, const WayIn& way)
{
    LOCKLEAF_TRY(SyncedFile file, openFile(path, FileAccess::Read, FileRole::Vault));
    LOCKLEAF_TRY(const HeaderRegion region, HeaderRegion::read(file));
    SlotSalt openedBy{};
    LOCKLEAF_TRY(DataKey dataKey, region.unlock(way, openedBy));
    LOCKLEAF_TRY(const std::size_t authentic, region.authenticCopy(deriveSubkey<HeaderMacPurpose>(dataKey)));
    return UnlockedKey{region.copy(authentic).header.vaultId, std::move(dataKey), openedBy};
}

Result<std::unique_ptr<VaultFile>> VaultFile::open(const std::filesystem::path& path, const UnlockedKey& key)
{
    LOCKLEAF_TRY(SyncedFile file, openFile(path, FileAccess::ReadWrite, FileRole::Vault));
    LOCKLEAF_CHECK(file.holdExclusively());
    LOCKLEAF_TRY(const HeaderRegion region, HeaderRegion::read(file));
    LOCKLEAF_TRY(const std::size_t authentic, authenticCopy(region, key));
    // What a process that was killed has written is read here and may not be on the disk yet. It has to be
    // before anything is done because of it: a copy overwritten, a log set aside.
    LOCKLEAF_CHECK(file.sync());
    // Its name as well: whoever put the file here may have been told that the folder could not be synced, and
    // a power cut would bring back what stood here before, without what is acknowledged from now on.
    LOCKLEAF_CHECK(syncFolderOf(path));
    auto vault =
        std::make_unique<OpenVaultFile>(path, std::move(file), key.dataKey, region.copy(authentic).header);
    LOCKLEAF_CHECK(vault->judgeLog());
    LOCKLEAF_CHECK(vault->bringUpHeader(region, authentic));
    return std::unique_ptr<VaultFile>(std::move(vault));
}

} // namespace lockleaf
