// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lockleaf {

/// The open file of `descriptor` under a number above those of standard input, output and error, which other
/// code reads and writes without asking whose they are. Takes `descriptor` over: where it has such a number a
/// new one is returned and the old one closed. Hand it what `open` returned before anything else is done with
/// it; a negative value passes through. Minus one with errno where there is no number left.
[[nodiscard]] int aboveStandardStreams(int descriptor);

} // namespace lockleaf
