// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/text_edits.h"

namespace lockleaf {

std::optional<SecureBytes> edited(std::string_view text, const TextEdits& edits)
{
    std::size_t size = text.size();
    std::size_t at = 0;
    for (const TextEdit& edit : edits) {
        if (edit.offset < at || edit.offset > text.size() ||
            text.substr(edit.offset, edit.before.size()) != edit.before)
            return std::nullopt;
        at = edit.offset + edit.before.size();
        size += edit.after.size(); // an upper bound: one block that is never moved
    }
    SecureBytes out;
    out.reserve(size);
    at = 0;
    for (const TextEdit& edit : edits) {
        out.append(bytesOf(text.substr(at, edit.offset - at)));
        out.append(bytesOf(edit.after));
        at = edit.offset + edit.before.size();
    }
    out.append(bytesOf(text.substr(at)));
    return out;
}

TextEdits reversed(const TextEdits& edits)
{
    TextEdits back;
    back.reserve(edits.size());
    std::size_t longer = 0; // wraps where the text became shorter, and comes out right all the same
    for (const TextEdit& edit : edits) {
        back.push_back({edit.offset + longer, edit.after, edit.before});
        longer += edit.after.size() - edit.before.size();
    }
    return back;
}

} // namespace lockleaf
