// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/sealed_vault.h"
#include "core/vault/verify_findings.h"

namespace lockleaf {

/// Reads pages of the file from the disk, past every cache, and authenticates them.
class PageCheck
{
public:
    /// Both must outlive this.
    PageCheck(SealedVault& vault, VerifyFindings& findings) : m_vault(vault), m_findings(findings) {}

    /// Page `number`, from 1 on.
    [[nodiscard]] Result<void> check(std::uint32_t number);
    /// At the end: once more those pages that were not whole and whose newer versions may stand in the log.
    [[nodiscard]] Result<void> checkTornAgain();

private:
    SealedVault& m_vault;
    VerifyFindings& m_findings;
    std::optional<bool> m_logMoved;         ///< Into the file; nothing: not tried.
    std::vector<std::uint32_t> m_tornPages; ///< Whose newer versions may stand in the log.
};

} // namespace lockleaf
