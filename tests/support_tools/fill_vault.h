// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/vault.h"

#include <functional>
#include <string>

namespace lockleaf::test {

/// Adds `count` generated notes of `seed` in batches of about a slice each, in notebooks "Notebook 1" to 39.
/// `dress` may change each body, the first one is number 0. Returns the sum of the bodies in bytes.
[[nodiscard]] Result<std::uint64_t>
fillVault(Vault& vault, std::uint64_t count, std::uint64_t seed,
          const std::function<void(std::uint64_t number, std::string& body)>& dress = {});

} // namespace lockleaf::test
