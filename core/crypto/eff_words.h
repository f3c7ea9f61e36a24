// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string_view>

namespace lockleaf {

/// The EFF long word list, sorted by octets. Made at build time from Debian's xkcdpass
/// (installer/cmake/embed_words.cmake). © Electronic Frontier Foundation, CC BY 3.0.
extern const std::array<std::string_view, 7776> effWords;

} // namespace lockleaf
