// SPDX-License-Identifier: GPL-3.0-or-later
// The title and the snippet that the list makes of a body.
#include "core/base/text.h"
#include "core/vault/note_title.h"

#include <cstdlib>

using namespace lockleaf;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view body(reinterpret_cast<const char*>(data), size);
    if (!isStorableText(body))
        return 0;
    const NoteOutline outline = outlineOf(body, {});
    if (outline.snippet.size() > 240 || !isStorableText(outline.title) || !isStorableText(outline.snippet))
        std::abort();
    return 0;
}
