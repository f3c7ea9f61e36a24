// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/vault/vault.h"

#include "ui/vault/job_run.h"

#include <filesystem>
#include <memory>
#include <vector>

namespace lockleaf::ui {

/// A text that has not reached the vault.
struct UnsavedText
{
    RecordId note;                  ///< Null: the note is not in the vault yet.
    RecordId notebook = RecordId{}; ///< For one that is not; so are the tags.
    std::vector<std::string> tags = {};
    std::shared_ptr<const SecureBytes> body;
    Timestamp base = 0; ///< `modified` of the note when this text was begun; 0: not known.
};

/// What a copy holds.
struct VaultCopyOutcome
{
    SnapshotReport snapshot;
    std::uint64_t texts = 0; ///< Unsaved ones that are in it.
    bool copied = false;     ///< The copy stands under its name; an error after that concerns the texts.
};

/// A job that writes the open vault as a new file at `target`, with the keys and password of the vault, and
/// then saves `texts` into that. The vault's own file need not be where it was, as long as it can be read.
/// One that ends before the copy is whole leaves nothing.
[[nodiscard]] JobRun::Make makeVaultCopy(const std::filesystem::path& target,
                                         const std::vector<UnsavedText>& texts,
                                         const std::shared_ptr<VaultCopyOutcome>& outcome);

} // namespace lockleaf::ui
