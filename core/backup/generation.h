// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/vault/vault.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace lockleaf {

/// Why a backup was made; the numbers stand in the catalogue.
enum class BackupReason : std::uint8_t {
    Scheduled = 1,
    Asked = 2,               ///< A person asked for it. Rotated as scheduled ones are.
    BeforeKeyChange = 3,     ///< This one and those below are kept apart for `apartFor` (rotation.h).
    BeforeMigration = 4,     ///< Before a newer version of the program changes the file.
    BeforeLargeDeletion = 5, ///< Before many notes are deleted for good.
};

/// What is known of a generation.
enum class GenerationState {
    Proven,      ///< It was opened, read and compared as a whole, and has the size and mark of then.
    NotProven,   ///< The list of proven ones does not name it; proving it again makes it count.
    Damaged,     ///< Found damaged when it was last proven, or it is another file than the proven one.
    EarlierKeys, ///< Sealed under the keys of before a change of keys: only its password of then opens it.
    Missing,     ///< The list of proven ones names it, and it is gone.
};

/// One backup.
struct Generation
{
    std::string name; ///< File name in the folder; that by which it is called everywhere.
    GenerationState state = GenerationState::NotProven;
    Timestamp made = 0; ///< Of one that is not proven: what its name says, 0 where that says nothing.
    std::optional<Timestamp> proven; ///< When it was last read as a whole.
    BackupReason reason = BackupReason::Scheduled;
    VaultCounts counts;           ///< Of a proven one.
    std::uint64_t fileSize = 0;   ///< Bytes.
    bool earlierPassword = false; ///< The password was changed since: this one opens with the one of then.
    bool held = false; ///< Not rotated, since the vault shrank after it and nobody has said that it is right.
};

/// That a vault shrank suddenly.
struct ShrinkNotice
{
    bool shrank = false;
    std::string before; ///< File name of the last generation of before; it and those made before it are held.
    std::uint64_t notesBefore = 0;
    std::uint64_t notesNow = 0;   ///< Of the first generation that had shrunk.
    std::uint64_t textBefore = 0; ///< Bytes of all texts.
    std::uint64_t textNow = 0;
    std::uint64_t filesBefore = 0; ///< Bytes of all attachments.
    std::uint64_t filesNow = 0;
};

/// What a folder of backups has of one vault.
struct BackupListing
{
    std::vector<Generation> generations; ///< The last made first.
    /// When the last proven backup was made ("last proven backup: today, 10:42"); nothing: there is none.
    std::optional<Timestamp> lastProven;
    std::uint64_t lastEpoch = 0; ///< VaultCounts::epoch of it: what is changed since has another one.
    ShrinkNotice shrink;
    bool catalogueLost = false; ///< There are backups, and the list of proven ones is missing or damaged.
    std::uint64_t bytes = 0;    ///< What they take in all.
};

/// What proving a generation once more came to.
struct ProofReport
{
    bool proven = false;
    VerifyReport findings;
    Generation generation; ///< As it is listed now.
};

} // namespace lockleaf
