// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lockleaf {

/// Computes one published example each of XChaCha20-Poly1305, BLAKE2b and Argon2id with the library of this
/// computer. False: it does not compute what the standards say, and nothing may be written with it.
[[nodiscard]] bool knownAnswersHold();

} // namespace lockleaf
