// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/vault.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace lockleaf {

/// Where a note stands in a plain export that has a page for each.
struct PlainPage
{
    std::string path; ///< In the folder of the export, safe (safeName) and unlike all others.
    std::string title;
    std::string notebook; ///< The folder it is in; empty: at the top.
};

/// The pages of these notes: in the folders of their notebooks, or of the trash, named by their titles with
/// `ending` (".html"). Errors: of the vault.
[[nodiscard]] Result<std::map<RecordId, PlainPage>>
plainPages(Vault& vault, const std::vector<RecordId>& notes, std::string_view ending);

} // namespace lockleaf
