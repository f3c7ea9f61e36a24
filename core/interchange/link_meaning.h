// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/vault.h"

#include <string>
#include <string_view>

namespace lockleaf {

/// What a link in a note leads to.
struct LinkMeaning
{
    RecordId note;       ///< A living note; null: none.
    RecordId attachment; ///< Of that file.
    std::string file;    ///< The target of a file that the note has; empty: none.
    std::string heading; ///< The id of the heading that is meant there (headingId()); may be empty.
};

/// What `written` means in the note `from`, which may be null. `isTitle`: it stands in the brackets of a wiki
/// link; else it is the target of a link, as it stands in the text or as Markdown reads it. What the note
/// itself says of its targets counts first, since an import knows which file of its tree was meant, whatever
/// the title of the note has become; then a title, or the name of a Markdown file that is one.
[[nodiscard]] Result<LinkMeaning> linkMeaning(Vault& vault, RecordId from, std::string_view written,
                                              bool isTitle);
/// The same in a note that has these targets.
[[nodiscard]] Result<LinkMeaning> linkMeaning(Vault& vault, const std::vector<LinkTarget>& targets,
                                              std::string_view written, bool isTitle);

} // namespace lockleaf
