// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace lockleaf {

/// `text` (valid UTF-8) as tags and titles are compared: full case folding, then Unicode normal form C. Two
/// texts that differ in case, or in how their accents are composed, come out the same.
[[nodiscard]] std::string foldedText(std::string_view text);

} // namespace lockleaf
