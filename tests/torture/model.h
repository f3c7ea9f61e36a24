// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/vault.h"

#include <map>
#include <set>
#include <string>

namespace lockleaf::test {

/// What a note should be.
struct ModelNote
{
    std::string body;
    std::string notebook; ///< Its path; empty: none.
    std::set<std::string> tags;
    bool pinned = false;
    bool trashed = false;
    std::map<std::string, Hash256> files; ///< By the target that stands for them.
    std::set<std::string> kept;           ///< Texts that must be among its versions.
};

/// What a vault should hold.
struct Model
{
    std::map<RecordId, ModelNote> notes;
    std::set<std::string> notebooks; ///< Paths.

    /// The living notes that have this word.
    [[nodiscard]] std::set<RecordId> withWord(const std::string& word) const;
};

/// In words, where the vault is not as the model; empty where it is.
[[nodiscard]] std::string differenceFrom(const Model& model, Vault& vault);
/// The same of a search for a word.
[[nodiscard]] std::string searchDifference(const Model& model, Vault& vault, const std::string& word);

} // namespace lockleaf::test
