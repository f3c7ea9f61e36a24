// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/vault.h"

namespace lockleaf::test {

/// Adds `count` generated notes of `seed` in batches of about a slice each, in notebooks "Notebook 1" to 39.
/// Returns the sum of the bodies in bytes.
[[nodiscard]] Result<std::uint64_t> fillVault(Vault& vault, std::uint64_t count, std::uint64_t seed);

} // namespace lockleaf::test
