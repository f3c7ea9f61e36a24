// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/selfcheck/needle_search.h"

#include <istream>
#include <optional>

namespace lockleaf::test {

using app::Counts;
using app::decodeUtf8;
using app::encodingCount;
using app::encodingNames;
using app::Needle;
using app::NeedleSearch;

/// Reads needles from lines "text LABEL HEX-OF-UTF-8" and "glyphs LABEL NUMBER,NUMBER,…" (one font of a label
/// named before), up to the end of the input. Needles come this way so that they stand in no command line.
/// Nothing where a line is malformed or a text has fewer than four characters.
[[nodiscard]] std::optional<std::vector<Needle>> readNeedles(std::istream& input);

} // namespace lockleaf::test
