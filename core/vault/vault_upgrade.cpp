// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/sealed_vault.h"

#include <algorithm>

namespace lockleaf {

Result<void> SealedVault::takeOverEarlier()
{
    auto outcome = change([&]() -> Result<void> {
        m_store->willWrite();
        LOCKLEAF_TRY(const std::vector<ListRow> rows, m_list->earlierRows());
        LOCKLEAF_CHECK(replaceDerivedTables(*m_database));
        LOCKLEAF_CHECK(m_index->beginRebuild());
        Head& head = m_store->changeHead();
        head.list = {};
        head.notes = head.trashed = head.bodyBytes = 0; // counted again row by row
        for (const ListRow& row : rows)
            LOCKLEAF_CHECK(listEarlier(row));
        return {};
    });
    forgetCatalog();
    return outcome;
}

Result<void> SealedVault::takeOverWithoutAttachments()
{
    return change([&]() -> Result<void> {
        m_store->willWrite();
        return addAttachmentTables(*m_database); // no record of theirs can be there
    });
}

Result<void> SealedVault::listEarlier(const ListRow& before)
{
    ListRow row = before;
    if (const auto open = openNote(before.summary.id))
        row = listRowFor(before.row, open->record.note);
    else if (open.error().code != ErrorCode::Damaged && open.error().code != ErrorCode::NotFound)
        return std::unexpected(open.error());
    Head& head = m_store->changeHead();
    head.searchRows =
        std::max(head.searchRows + 1, static_cast<std::uint64_t>(firstSearchRow(row.summary.modified)));
    row.searchRow = static_cast<std::int64_t>(head.searchRows);
    return m_list->add(row);
}

} // namespace lockleaf
