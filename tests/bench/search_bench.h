// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/vault.h"
#include "tests/bench/reference_store.h"

namespace lockleaf::test {

/// Prints what searches of each kind take, by the order of the list and by how well notes match, beside the
/// reference's in turn.
void benchSearches(Vault& vault, ReferenceStore& plain, std::uint64_t notes);

/// Prints what a key costs in the switcher and a window of the list by title; nothing is beside it.
void benchTitles(Vault& vault, std::uint64_t notes);

} // namespace lockleaf::test
