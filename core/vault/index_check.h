// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/verify_findings.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace lockleaf {

class SealedVault;

/// Compares the search index with what the notes say: every token at every place, none missing and none more.
///
/// Both sides are summed under a key that nobody knows, since the index is far larger than what could be
/// kept. Works in small steps; a change of the vault in between begins it anew.
class IndexCheck
{
public:
    /// Both must outlive this.
    IndexCheck(SealedVault& vault, VerifyFindings& findings) : m_vault(vault), m_findings(findings) {}

    /// True: finished. Errors: what hinders the check; damage is a finding.
    [[nodiscard]] Result<bool> step();

private:
    enum class Stage { Begin, Words, Facets, Notes, Done };

    [[nodiscard]] Result<void> begin();
    [[nodiscard]] Result<void> readTerms();
    [[nodiscard]] Result<void> readNotes();
    void addTokens(std::int64_t row, std::string_view column, std::string_view tokens, bool placed);
    [[nodiscard]] std::uint64_t element(std::int64_t row, std::string_view column, std::int64_t place,
                                        std::string_view token) const;
    void nextStage(Stage stage);

    SealedVault& m_vault;
    VerifyFindings& m_findings;
    Stage m_stage = Stage::Begin;
    std::array<unsigned char, 16> m_key{}; ///< Of SipHash, random for each check.
    std::uint64_t m_inIndex = 0;
    std::uint64_t m_inNotes = 0;
    std::uint64_t m_epoch = 0;
    std::string m_term;      ///< The one to go on with.
    std::int64_t m_row = -1; ///< The last row of the list that was read.
    int m_restarts = 0;
};

} // namespace lockleaf
