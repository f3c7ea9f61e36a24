// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/revision_check.h"

namespace lockleaf {

namespace {

constexpr std::uint64_t revisionRowsAtOnce = 256;
constexpr int mostRevisionRestarts = 3;

} // namespace

void RevisionCheck::begin()
{
    m_expected = m_store.head().revisions;
    m_found = {};
    m_after.reset();
}

Result<bool> RevisionCheck::step()
{
    if (m_expected && m_expected->sum != m_store.head().revisions.sum) {
        ++m_restarts;
        m_expected.reset();
    }
    if (!m_expected)
        begin();
    while (true) {
        const auto more = addRows();
        if (!more) {
            LOCKLEAF_CHECK(m_findings.note(std::unexpected(more.error()), "versions"));
            return true; // the rest cannot be read: what follows would only repeat that
        }
        if (!*more) {
            compare();
            return true;
        }
        if (m_restarts <= mostRevisionRestarts)
            return false;
    }
}

Result<bool> RevisionCheck::addRows()
{
    LOCKLEAF_TRY(const std::vector<RevisionRow> rows, m_index.rowsAfter(m_after, revisionRowsAtOnce));
    for (const RevisionRow& row : rows) {
        m_found.sum.add(m_index.element(row));
        ++m_found.number;
        m_found.stored += row.summary.stored;
    }
    if (rows.empty())
        return false;
    m_after = rows.back();
    return true;
}

void RevisionCheck::compare()
{
    if (m_found.sum != m_expected->sum)
        m_findings.found("versions: their sum differs from the head");
    if (m_found.number != m_expected->number || m_found.stored != m_expected->stored)
        m_findings.found("versions: their counts differ from the head");
}

} // namespace lockleaf
