// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/page_check.h"

namespace lockleaf {

Result<void> PageCheck::check(std::uint32_t number)
{
    if (m_vault.file().verifyPage(number))
        return {};
    // Whoever was killed while the log was moved into the file left a page torn whose newer version is whole
    // in the log. Moving it again mends that page; only what is not whole after that is damage.
    if (!m_logMoved)
        m_logMoved = m_vault.store().database().checkpoint(true).has_value();
    if (!*m_logMoved) {
        m_tornPages.push_back(number);
        return {};
    }
    return m_findings.note(m_vault.file().verifyPage(number), "page " + std::to_string(number));
}

Result<void> PageCheck::checkTornAgain()
{
    if (m_tornPages.empty())
        return {};
    const auto moved = m_vault.store().database().checkpoint(true);
    const std::string why = moved ? "" : ", and the log, which may have it, cannot be moved";
    for (const std::uint32_t number : m_tornPages)
        LOCKLEAF_CHECK(
            m_findings.note(m_vault.file().verifyPage(number), "page " + std::to_string(number) + why));
    return {};
}

} // namespace lockleaf
