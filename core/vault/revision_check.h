// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/revision_index.h"
#include "core/vault/verify_findings.h"

namespace lockleaf {

/// Adds up the table of versions and compares it with what the head says of it.
///
/// Works in small steps, between which versions may be kept or dropped: it begins anew then, and after a few
/// times does the rest in one step.
class RevisionCheck
{
public:
    /// All three must outlive this.
    RevisionCheck(RecordStore& store, RevisionIndex& index, VerifyFindings& findings)
        : m_store(store), m_index(index), m_findings(findings)
    {
    }

    /// True: finished. Errors: what hinders the check; damage is a finding.
    [[nodiscard]] Result<bool> step();

private:
    void begin();
    [[nodiscard]] Result<bool> addRows();
    void compare();

    RecordStore& m_store;
    RevisionIndex& m_index;
    VerifyFindings& m_findings;
    std::optional<RevisionTotals> m_expected; ///< What the head said when this began; nothing before that.
    RevisionTotals m_found;
    std::optional<RevisionRow> m_after;
    int m_restarts = 0;
};

} // namespace lockleaf
