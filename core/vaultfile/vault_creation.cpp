// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vaultfile/connection.h"
#include "core/vaultfile/header_change.h"
#include "core/vaultfile/open_vault_file.h"
#include "core/vaultfile/unfinished_creation.h"

#include <sodium.h>
#include <sqlite3.h>

namespace lockleaf {

namespace {

/// A name for the file while it is made, removed with its log unless it was renamed.
class TemporaryName
{
public:
    explicit TemporaryName(const std::filesystem::path& target) : m_path(unfinishedName(target)) {}
    ~TemporaryName()
    {
        if (m_renamed)
            return;
        removeFile(m_path);
        removeFile(m_path.string() + "-wal");
    }
    TemporaryName(const TemporaryName&) = delete;
    TemporaryName& operator=(const TemporaryName&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }
    Result<void> renameTo(const std::filesystem::path& target)
    {
        LOCKLEAF_CHECK(renameWithoutReplacing(m_path, target));
        m_renamed = true;
        return {};
    }

private:
    std::filesystem::path m_path;
    bool m_renamed = false;
};

using Populate = std::function<Result<void>(sqlite3*, const UnlockedKey&)>;

Result<HeaderChange> firstHeader(const UnlockedKey& key, const WayIn& way,
                                 std::optional<KeyDerivationCost> cost)
{
    LOCKLEAF_TRY(const PreparedWay prepared, PreparedWay::of(way, cost));
    Header header;
    header.vaultId = key.vaultId;
    randombytes_buf(header.fileSalt.data(), header.fileSalt.size());
    // The inbox seed is a subkey of its own, so it serves as an X25519 secret key as it is (RFC 7748, 6.1).
    const auto seed = deriveSubkey<InboxSeedPurpose>(key.dataKey);
    crypto_scalarmult_base(header.inboxPublicKey.data(), seed.view().data());
    return withWays(header, 1, key.dataKey, {WayChange::What::Add, &prepared}, systemClock().now());
}

Result<void> fill(sqlite3* connection, const UnlockedKey& key, const Populate& populate)
{
    LOCKLEAF_CHECK(configureNewDatabase(connection));
    LOCKLEAF_CHECK(populate(connection, key));
    return switchToLog(connection);
}

Result<void> makeDatabase(OpenVaultFile& vault, const UnlockedKey& key, const Populate& populate)
{
    sqlite3* connection = nullptr;
    const int opened = sqlite3_open_v2(vault.databaseName().c_str(), &connection,
                                       SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, vault.vfsName().c_str());
    Result<void> filled;
    if (opened == SQLITE_OK)
        filled = fill(connection, key, populate);
    else
        filled = fail(ErrorCode::InputOutput, "opening the new database");
    sqlite3_close(connection);
    // What the file itself met says more than what SQLite made of it.
    LOCKLEAF_CHECK(vault.takeError());
    return filled;
}

} // namespace

Result<UnlockedKey> VaultFile::create(const std::filesystem::path& path, const WayIn& way,
                                      std::optional<KeyDerivationCost> cost, const Populate& populate,
                                      std::optional<VaultId> vaultId)
{
    if (somethingStandsAt(path))
        return fail(ErrorCode::AlreadyExists);
    if (somethingStandsAt(path.string() + "-wal"))
        return fail(ErrorCode::AlreadyExists, "a log of that name");
    sweepUnfinished({path});
    TemporaryName temporary(path);
    LOCKLEAF_TRY(SyncedFile file, openFile(temporary.path(), FileAccess::CreateNew, FileRole::Vault));
    LOCKLEAF_CHECK(file.holdExclusively());
    if (!file.isAt(temporary.path())) // swept by another one just before it was held
        return fail(ErrorCode::InUse, "another program makes a vault of this name");
    UnlockedKey key{{}, DataKey::random()};
    if (vaultId)
        key.vaultId = *vaultId;
    else
        randombytes_buf(key.vaultId.bytes.data(), key.vaultId.bytes.size());
    LOCKLEAF_TRY(HeaderChange first, firstHeader(key, way, cost));
    LOCKLEAF_CHECK(file.truncate(layout::headerRegionSize));
    LOCKLEAF_CHECK(writeAndProve(file, 0, first, key.dataKey));
    LOCKLEAF_CHECK(writeHeaderCopy(file, 1, first.block));
    {
        OpenVaultFile vault(temporary.path(), std::move(file), key.dataKey, first.header);
        LOCKLEAF_CHECK(vault.initialiseState());
        LOCKLEAF_CHECK(makeDatabase(vault, key, populate));
        LOCKLEAF_CHECK(vault.sync());
    }
    LOCKLEAF_CHECK(temporary.renameTo(path));
    LOCKLEAF_CHECK(syncFolderOf(path));
    return key;
}

} // namespace lockleaf
