// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/vault.h"

#include <map>
#include <string>

namespace lockleaf::test {

/// Everything that a person could miss, by names such as "note 1f…": texts as hashes, the rest as words.
using Contents = std::map<std::string, std::string>;

/// Reads all of it. A part that cannot be read stands there as "error: …".
[[nodiscard]] Contents contentsOf(Vault& vault);

/// The same in words that name no id: for two runs that did the same and drew other ids.
[[nodiscard]] Contents withoutIds(const Contents& contents);

/// In words, what of `found` is neither in `before` nor in `after`; empty where it is the one or the other as
/// a whole, or, with `inParts`, each part of it.
[[nodiscard]] std::string difference(const Contents& found, const Contents& before, const Contents& after,
                                     bool inParts);

/// What a verification found that a power cut may not leave, empty where all is whole. `repaired`: the vault
/// said at opening that it wrote a damaged copy anew, which a verification tells as well.
[[nodiscard]] std::string verified(Vault& vault, bool repaired);

} // namespace lockleaf::test
