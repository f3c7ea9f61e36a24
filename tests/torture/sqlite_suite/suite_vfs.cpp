// SPDX-License-Identifier: GPL-3.0-or-later
// Below the test programs of SQLite: each database that they open is a vault file with a fixed key, and each
// log a sealed log. Journals and temporary files, which a vault never has, go to the system. For tests alone:
// nothing of the product links this.
#include "core/crypto/secret_key.h"
#include "core/vaultfile/header_change.h"
#include "core/vaultfile/open_vault_file.h"

#include <sqlite3.h>

#include <cstdlib>
#include <cstring>
#include <map>
#include <memory>

namespace {

using namespace lockleaf;

/// One database that is open: there is one connection to a vault.
struct Held
{
    std::string path;
    std::unique_ptr<OpenVaultFile> vault;
    int files = 0; ///< Of SQLite, database and log.
};

std::map<std::string, std::shared_ptr<Held>>& open()
{
    static std::map<std::string, std::shared_ptr<Held>> all;
    return all;
}

/// What SQLite allocates: ours in front, then that of whoever does the work.
struct SuiteFile
{
    sqlite3_file base;
    std::shared_ptr<Held>* held; ///< Null for what goes to the system.
    [[nodiscard]] sqlite3_file* inner() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

sqlite3_vfs* systemVfs()
{
    return sqlite3_vfs_find("unix");
}

SuiteFile& suite(sqlite3_file* file)
{
    return *reinterpret_cast<SuiteFile*>(file);
}

const DataKey& fixedKey()
{
    static const DataKey key = [] {
        Bytes bytes(32, std::uint8_t{7});
        return DataKey::copyOf(bytes);
    }();
    return key;
}

Result<std::unique_ptr<OpenVaultFile>> vaultAt(const std::string& path)
{
    static const Passphrase passphrase = std::move(*Passphrase::fromTyped(bytesOf("suite")));
    const bool isNew = sizeOfFileAt(path) == 0;
    if (isNew) {
        removeFile(path);
        LOCKLEAF_TRY(SyncedFile file, openFile(path, FileAccess::CreateNew, FileRole::Vault));
        Header header;
        LOCKLEAF_TRY(const PreparedWay way, PreparedWay::of(WayIn::password(passphrase.clone()),
                                                            KeyDerivationCost::cheapForTests()));
        LOCKLEAF_TRY(const HeaderChange first,
                     withWays(header, 1, fixedKey(), {WayChange::What::Add, &way}, 0));
        LOCKLEAF_CHECK(file.truncate(layout::headerRegionSize));
        LOCKLEAF_CHECK(writeAndProve(file, 0, first, fixedKey()));
        LOCKLEAF_CHECK(writeHeaderCopy(file, 1, first.block));
        auto vault = std::make_unique<OpenVaultFile>(path, std::move(file), fixedKey(), first.header);
        LOCKLEAF_CHECK(vault->initialiseState());
        return vault;
    }
    LOCKLEAF_TRY(SyncedFile file, openFile(path, FileAccess::ReadWrite, FileRole::Vault));
    LOCKLEAF_TRY(const HeaderRegion region, HeaderRegion::read(file));
    auto vault = std::make_unique<OpenVaultFile>(path, std::move(file), fixedKey(), region.newestReadable());
    LOCKLEAF_CHECK(vault->judgeLog());
    return vault;
}

int openInner(SuiteFile& file, const std::shared_ptr<Held>& held, const char* name, int flags, int* outFlags)
{
    sqlite3_vfs* vfs = sqlite3_vfs_find(held->vault->vfsName().c_str());
    const int outcome = vfs->xOpen(vfs, name, file.inner(), flags, outFlags);
    if (outcome == SQLITE_OK) {
        file.held = new std::shared_ptr<Held>(held);
        ++held->files;
    }
    return outcome;
}

int openDatabase(SuiteFile& file, const char* name, int flags, int* outFlags)
{
    if (open().contains(name))
        return SQLITE_CANTOPEN;
    if ((flags & SQLITE_OPEN_CREATE) == 0 && !somethingStandsAt(name))
        return SQLITE_CANTOPEN;
    auto held = std::make_shared<Held>();
    held->path = name;
    auto vault = vaultAt(name);
    if (!vault)
        return SQLITE_CANTOPEN;
    held->vault = std::move(*vault);
    const int outcome = openInner(file, held, SqliteVfs::databaseName, flags, outFlags);
    if (outcome == SQLITE_OK)
        open()[name] = std::move(held);
    return outcome;
}

extern const sqlite3_io_methods methods;

int xOpen(sqlite3_vfs*, const char* name, sqlite3_file* opened, int flags, int* outFlags)
{
    SuiteFile& file = suite(opened);
    file.base.pMethods = nullptr;
    file.held = nullptr;
    int outcome = SQLITE_CANTOPEN;
    if ((flags & SQLITE_OPEN_MAIN_DB) != 0 && name != nullptr) {
        outcome = openDatabase(file, name, flags, outFlags);
    } else if ((flags & SQLITE_OPEN_WAL) != 0) {
        const auto held = open().find(std::string(name, std::strlen(name) - 4));
        if (held != open().end())
            outcome = openInner(file, held->second, SqliteVfs::logName, flags, outFlags);
    } else {
        outcome = systemVfs()->xOpen(systemVfs(), name, file.inner(), flags, outFlags);
    }
    if (outcome == SQLITE_OK)
        file.base.pMethods = &methods;
    return outcome;
}

sqlite3_file* innerOf(sqlite3_file* file)
{
    return suite(file).inner();
}

int xClose(sqlite3_file* file)
{
    SuiteFile& ours = suite(file);
    const int outcome = ours.inner()->pMethods->xClose(ours.inner());
    if (ours.held != nullptr) {
        const std::shared_ptr<Held> held = *ours.held;
        delete ours.held;
        if (--held->files == 0)
            open().erase(held->path);
    }
    return outcome;
}

const sqlite3_io_methods methods{
    1,
    xClose,
    [](sqlite3_file* f, void* into, int n, sqlite3_int64 at) {
        return innerOf(f)->pMethods->xRead(innerOf(f), into, n, at);
    },
    [](sqlite3_file* f, const void* from, int n, sqlite3_int64 at) {
        return innerOf(f)->pMethods->xWrite(innerOf(f), from, n, at);
    },
    [](sqlite3_file* f, sqlite3_int64 size) { return innerOf(f)->pMethods->xTruncate(innerOf(f), size); },
    [](sqlite3_file* f, int flags) { return innerOf(f)->pMethods->xSync(innerOf(f), flags); },
    [](sqlite3_file* f, sqlite3_int64* size) { return innerOf(f)->pMethods->xFileSize(innerOf(f), size); },
    [](sqlite3_file* f, int level) { return innerOf(f)->pMethods->xLock(innerOf(f), level); },
    [](sqlite3_file* f, int level) { return innerOf(f)->pMethods->xUnlock(innerOf(f), level); },
    [](sqlite3_file* f, int* out) { return innerOf(f)->pMethods->xCheckReservedLock(innerOf(f), out); },
    [](sqlite3_file* f, int what, void* value) {
        return innerOf(f)->pMethods->xFileControl(innerOf(f), what, value);
    },
    [](sqlite3_file* f) { return innerOf(f)->pMethods->xSectorSize(innerOf(f)); },
    [](sqlite3_file* f) { return innerOf(f)->pMethods->xDeviceCharacteristics(innerOf(f)); },
    nullptr,
    nullptr,
    nullptr,
    nullptr,
    nullptr,
    nullptr};

/// The log of a database that is open is asked for by the vault's own VFS.
sqlite3_vfs* vfsOfLog(const char* name)
{
    const std::string_view path{name};
    if (!path.ends_with("-wal"))
        return nullptr;
    const auto held = open().find(std::string{path.substr(0, path.size() - 4)});
    return held == open().end() ? nullptr : sqlite3_vfs_find(held->second->vault->vfsName().c_str());
}

int xDelete(sqlite3_vfs*, const char* name, int sync)
{
    if (sqlite3_vfs* vfs = vfsOfLog(name))
        return vfs->xDelete(vfs, SqliteVfs::logName, sync);
    return systemVfs()->xDelete(systemVfs(), name, sync);
}

int xAccess(sqlite3_vfs*, const char* name, int flags, int* answer)
{
    if (sqlite3_vfs* vfs = vfsOfLog(name))
        return vfs->xAccess(vfs, SqliteVfs::logName, flags, answer);
    return systemVfs()->xAccess(systemVfs(), name, flags, answer);
}

/// Every connection keeps the room for nonce and tag; with LOCKLEAF_SUITE_LOG it works with a log.
int prepare(sqlite3* connection, char**, const sqlite3_api_routines*)
{
    int reserve = layout::pageReserve;
    sqlite3_file_control(connection, "main", SQLITE_FCNTL_RESERVE_BYTES, &reserve);
    if (std::getenv("LOCKLEAF_SUITE_LOG") != nullptr)
        sqlite3_exec(connection, "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL", nullptr, nullptr,
                     nullptr);
    return SQLITE_OK;
}

} // namespace

extern "C" int lockleaf_suite_start(const char*)
{
    static sqlite3_vfs vfs{};
    sqlite3_vfs* system = systemVfs();
    if (system == nullptr || !startCrypto())
        return SQLITE_ERROR;
    // SQLite is started more than once by its tests, and an entry of its list must not change.
    if (vfs.xOpen != nullptr) {
        sqlite3_auto_extension(reinterpret_cast<void (*)()>(reinterpret_cast<void*>(&prepare)));
        return sqlite3_vfs_register(&vfs, 1);
    }
    vfs = *system;
    vfs.zName = "lockleaf-suite";
    vfs.szOsFile = static_cast<int>(sizeof(SuiteFile)) +
                   std::max(system->szOsFile, static_cast<int>(sizeof(SqliteFile)));
    vfs.xOpen = xOpen;
    vfs.xDelete = xDelete;
    vfs.xAccess = xAccess;
    sqlite3_auto_extension(reinterpret_cast<void (*)()>(reinterpret_cast<void*>(&prepare)));
    return sqlite3_vfs_register(&vfs, 1);
}
