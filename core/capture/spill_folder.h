// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

#include <filesystem>
#include <vector>

namespace lockleaf {

/// So many files wait in a folder at most; whoever would leave another one is told InboxFull.
constexpr std::size_t mostSpills = 64;

/// Keeps sealed texts that no vault took: a file of its own in `folder`/spill, which is made; durable when it
/// returns. Needs no key and looks at nothing: whatever is given is kept. Slow. Errors: InvalidArgument for
/// more than largestSpill or nothing; InboxFull; those of the disk.
[[nodiscard]] Result<void> keepSpill(const std::filesystem::path& folder, ByteView sealed);

/// The files in `folder`/spill that say they are of this vault, oldest first by their names; none where there
/// is no folder.
[[nodiscard]] std::vector<std::filesystem::path> spillsOf(const std::filesystem::path& folder,
                                                          const VaultId& vault);

} // namespace lockleaf
