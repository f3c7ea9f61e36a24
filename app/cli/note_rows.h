// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"
#include "core/vault/vault.h"

#include <string>
#include <unordered_map>

namespace lockleaf::app {

/// Prints notes, one a line: id, day of the last edit, title, notebook; with --json an object each.
class NoteRows
{
public:
    /// Both must outlive it.
    NoteRows(Context& context, Vault& vault) : m_context(context), m_vault(vault) {}

    [[nodiscard]] Result<void> print(const NoteSummary& row);

private:
    [[nodiscard]] Result<const std::string*> pathOf(RecordId notebook);

    Context& m_context;
    Vault& m_vault;
    std::unordered_map<RecordId, std::string> m_paths;
};

/// For --limit: what is wrong with `text`; empty: nothing.
[[nodiscard]] std::string checkLimit(const std::string& text);

} // namespace lockleaf::app
