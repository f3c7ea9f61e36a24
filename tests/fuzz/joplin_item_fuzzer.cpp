// SPDX-License-Identifier: GPL-3.0-or-later
// An item of a JEX, and the name of its entry in the tar.
#include "core/base/text.h"
#include "core/interchange/joplin_item.h"

#include <cstdlib>

using namespace lockleaf;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto name = parseJexName(text); name && text.find(name->id.toHex()) == std::string_view::npos)
        std::abort();
    const auto item = parseJoplinItem(text);
    if (!item)
        return 0;
    const bool inside =
        item->body.empty() || (item->body.data() >= text.data() &&
                               item->body.data() + item->body.size() <= text.data() + text.size());
    if (!inside || (isStorableText(text) && !isStorableText(item->body)))
        std::abort();
    forEachJoplinLink(item->body, [&](const JoplinLink& link) {
        if (!link.written.starts_with(":/" + link.id.toHex()))
            std::abort();
    });
    static_cast<void>(item->type());
    static_cast<void>(item->says("is_todo"));
    static_cast<void>(item->date("user_created_time", "created_time"));
    return 0;
}
