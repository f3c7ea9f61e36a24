# SPDX-License-Identifier: GPL-3.0-or-later
# Writes the EFF long word list, as Debian's xkcdpass ships it, as a C++ array.
find_file(LOCKLEAF_EFF_WORDS NAMES eff-long PATHS /usr/lib/python3/dist-packages/xkcdpass/static NO_DEFAULT_PATH REQUIRED)
file(STRINGS ${LOCKLEAF_EFF_WORDS} words)
list(SORT words COMPARE STRING)
list(LENGTH words count)
if(NOT count EQUAL 7776)
  message(FATAL_ERROR "${LOCKLEAF_EFF_WORDS} has ${count} words, not 7776")
endif()
list(TRANSFORM words REPLACE "(.+)" "    \"\\1\",")
list(JOIN words "\n" lines)
set(content "// Made by installer/cmake/embed_words.cmake.
#include \"core/crypto/eff_words.h\"

namespace lockleaf {
const std::array<std::string_view, 7776> effWords{
${lines}
};
} // namespace lockleaf
")
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/eff_words.cpp CONTENT "${content}" @ONLY)
