// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/vault.h"

#include <cstdint>
#include <memory>
#include <string>

namespace lockleaf {

/// What a change of the keys came to.
struct KeyChangeReport
{
    std::uint64_t records = 0;  ///< Sealed anew, parts of attachments included.
    std::uint64_t caughtUp = 0; ///< Of them once more, since they were changed meanwhile.
    std::uint64_t notes = 0;    ///< In the new file, those in the trash included.
    std::uint64_t attachments = 0;
    /// The vault has its new keys. It stands by an error as well: then something failed after the exchange,
    /// and the error says what.
    bool exchanged = false;
    /// The vault that was handed in takes no changes any more: it has to be closed and opened again, with
    /// whichever key opens it.
    bool mustReopen = false;
};

struct KeyChangeOptions
{
    /// The name in the vault's folder by which the file with the old keys is kept; empty: it is removed once
    /// the new one was opened in its place.
    std::string keepOldAs;
    /// What is to be done before, and must succeed: the place for a backup. May be null.
    std::unique_ptr<SlicedJob> before;
    std::filesystem::path stateFolder; ///< Where the witness lives; empty: none.
    const Clock* clock = nullptr;
};

/// What keeps the keys of a vault from being changed where it lies.
enum class KeyChangeHindrance {
    None,
    FileSystem,  ///< It cannot exchange two files safely, as FAT cannot.
    OldKeysFile, ///< The file of an earlier change that was cut short lies beside it.
    Inbox,       ///< Something waits beside it to be taken in.
};
/// Asks before anything is done; the caller holds the vault open. Not for the GUI thread. Errors: those of
/// the file system.
[[nodiscard]] Result<KeyChangeHindrance> keyChangeHindrance(const std::filesystem::path& vault);

/// Makes the file with new keys beside `vault`, still without a record, and tries the way in on it, which is
/// its only one. The caller holds the vault open. Slow (twice Argon2id); for any thread. An earlier
/// unfinished one goes. Errors: those of Vault::create; InputOutput where the file system cannot exchange
/// files; InvalidArgument and AlreadyExists for `keepOldAs`.
[[nodiscard]] Result<UnlockedKey> prepareKeyChange(const std::filesystem::path& vault, VaultId vaultId,
                                                   const WayIn& way, std::optional<KeyDerivationCost> cost,
                                                   const std::string& keepOldAs);

/// Changes the keys of a vault: every record of `vault`, which is open and lies at `file`, is opened and
/// sealed anew under `newKey`, which prepareKeyChange() gave; the new file is opened by its name, verified
/// and compared with the old one, and takes its place. Vault id and epochs are kept. What is saved meanwhile
/// is carried over; the last step, in which nothing else can be done, takes a few dozen records.
///
/// After the end `vault` is of the old file: reading goes on, every change fails with KeysChanged. Close it
/// and open the file with the new key. After an error or the end of the job before that, the vault is as it
/// was, unless `report.mustReopen` says otherwise. Errors: Damaged where a record
/// cannot be opened; InUse where the vault does not come to rest; those of files.
[[nodiscard]] std::unique_ptr<SlicedJob> makeKeyChangeJob(Vault& vault, std::filesystem::path file,
                                                          UnlockedKey newKey, KeyChangeOptions options,
                                                          KeyChangeReport& report);

} // namespace lockleaf
