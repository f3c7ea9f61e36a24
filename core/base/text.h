// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace lockleaf {

/// Whether `text` is well-formed UTF-8 (Unicode 15, table 3-7: no overlong forms, surrogates or values beyond
/// U+10FFFF) without NUL: what notes, names and passwords may be.
[[nodiscard]] bool isStorableText(std::string_view text);

} // namespace lockleaf
