// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/torture/tamper_stage.h"

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

/// Opens what was tampered with by the real code and compares all of it with what it was before.
/// `thoroughly`: what is harmless is closed and opened once more.
[[nodiscard]] Look lookAt(const TamperStage& stage, const Pieces& tampered, bool thoroughly = true);

} // namespace lockleaf::test
