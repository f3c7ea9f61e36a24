// SPDX-License-Identifier: GPL-3.0-or-later
// The beginning of a Markdown file that somebody imports.
#include "core/interchange/front_matter.h"

using namespace lockleaf;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    static_cast<void>(parseFrontMatter(text));
    static_cast<void>(parseDate(text));
    return 0;
}
