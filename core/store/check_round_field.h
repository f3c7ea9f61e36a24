// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/check_round.h"

#include <array>

namespace lockleaf {

/// How far the check in the background has come, as a field of the settings (docs/vault-format.md, section
/// 6).
using CheckRoundField = std::array<std::uint8_t, 1 + 8 + 16 + 8>;

[[nodiscard]] CheckRoundField writeCheckRound(const CheckRound& round);
/// False: not what writeCheckRound() gives, or a round that says nothing, for which there is no field.
[[nodiscard]] bool readCheckRound(ByteView value, CheckRound& round);

} // namespace lockleaf
