// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace lockleaf::test {

/// libsodium draws from a generator with a seed, so that what happens can be repeated. Call it before
/// startCrypto() first; then as often as wanted.
void seedRandomness(std::uint64_t seed);

} // namespace lockleaf::test
