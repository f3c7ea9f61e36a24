// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/keyed_hash.h"
#include "tests/torture/tamper_stage.h"

#include <map>

namespace lockleaf::test {

/// Who is the first to notice that something was done to a vault.
enum class Seen {
    AtOpening,    ///< An error.
    ByNotice,     ///< It opens, and the person is told.
    AtReading,    ///< A note, a list or the like gives an error.
    InBackground, ///< The check of the lists that follows an unlock.
    ByVerify,     ///< Only a verification.
    Repaired,     ///< Said to be; nothing is missing.
    Harmless      ///< Everything is as it was.
};
constexpr std::size_t outcomes = 7;

struct Look
{
    Seen seen = Seen::Harmless;
    std::string wrong; ///< What may never be, empty for nothing: a wrong text, a loss that nobody notices.
};

/// What was found of vaults that were read in full, by what they were once they had been opened: many a
/// change is refused or repaired by then, and what is left is a vault that was looked at before.
struct KnownLook
{
    Look look;
    bool thorough = false;
};
using KnownLooks = std::map<Hash256, KnownLook>;

/// Opens what was tampered with by the real code and compares all of it with what it was before.
/// `thoroughly`: what is harmless is closed and opened once more. `known` is of this stage.
[[nodiscard]] Look lookAt(const TamperStage& stage, const Pieces& tampered, KnownLooks& known,
                          bool thoroughly = true);

} // namespace lockleaf::test
