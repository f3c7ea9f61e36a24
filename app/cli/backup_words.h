// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"
#include "core/archive/json_object.h"
#include "core/backup/backup.h"
#include "core/backup/note_return.h"

#include <string>

namespace lockleaf::app {

/// The members that describe a generation wherever JSON does.
void addGenerationMembers(JsonObject& object, const Generation& generation);
/// The members that tell of a sudden shrink: "shrank", and what it was and is.
void addShrinkMembers(JsonObject& object, const ShrinkNotice& shrink);

/// Prints all generations, the last made first, each with its number, and what they come to.
[[nodiscard]] Result<void> printListing(Context& context, const BackupListing& listing,
                                        const VaultSettings& settings, const BackupPlace& place);
/// Says that a vault shrank and what that means, on standard output; nothing where it did not.
[[nodiscard]] Result<void> printShrink(Context& context, const ShrinkNotice& shrink);
/// Prints what one backup came to.
[[nodiscard]] Result<void> printBackup(Context& context, const BackupReport& report);
/// Prints what became, or would become, of notes that were to be brought back.
[[nodiscard]] Result<void> printReturned(Context& context, const ReturnReport& report, bool dryRun);

} // namespace lockleaf::app
