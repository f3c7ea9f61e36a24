// SPDX-License-Identifier: GPL-3.0-or-later
// What an open vault does for its file when nobody waits.
#include "core/vault/guarded.h"
#include "core/vault/sealed_vault.h"

#include <algorithm>

namespace lockleaf {

namespace {

constexpr const char* giveBackSome = "PRAGMA incremental_vacuum(64)"; // half a MiB: some milliseconds

/// Free pages are used again by whatever is written next. They go back to the disk only where they are many:
/// 2 MiB at least and an eighth of the file; and then a few stay, so that the next notes find some.
constexpr std::int64_t leastFreePages = 256;
constexpr std::int64_t freeShare = 8;
constexpr std::int64_t pagesLeftFree = 64;

// Pages of 8 KiB in the log. It is moved into the file when nobody waits, so that no save has to do it; while
// much is given back, before it becomes long.
constexpr int worthMoving = 128;
constexpr int longWhileShrinking = 1024;

Result<std::int64_t> numberFrom(Database& database, const char* pragma)
{
    LOCKLEAF_TRY(Statement asked, database.prepare(pragma));
    LOCKLEAF_TRY(const bool row, asked.step());
    return row ? asked.integer(0) : 0;
}

} // namespace

Result<bool> SealedVault::shrinkSome()
{
    LOCKLEAF_TRY(const std::int64_t free, numberFrom(*m_database, "PRAGMA freelist_count"));
    LOCKLEAF_TRY(const std::int64_t pages, numberFrom(*m_database, "PRAGMA page_count"));
    m_shrinking = m_shrinking ? free > pagesLeftFree : free >= std::max(leastFreePages, pages / freeShare);
    if (!m_shrinking)
        return false;
    if (m_database->logPages() > longWhileShrinking)
        LOCKLEAF_CHECK(m_database->checkpoint(false));
    // A transaction of its own that changes no record: pages move, and the head stays as it is.
    LOCKLEAF_CHECK(m_database->run(giveBackSome));
    return true;
}

Result<bool> SealedVault::tidyFile()
{
    return guarded([&]() -> Result<bool> {
        if (m_store->inTransaction() || m_store->refusesChanges() || !m_snapshots.empty())
            return false; // a copy under way would have to follow every page
        LOCKLEAF_CHECK(m_file->checkPlace());
        const bool wasShrinking = m_shrinking;
        LOCKLEAF_TRY(const bool more, shrinkSome());
        if (!more && (wasShrinking || m_database->logPages() > worthMoving)) // the file is cut off by this
            LOCKLEAF_CHECK(m_database->checkpoint(false));
        return more;
    });
}

void SealedVault::forgetRead()
{
    m_database->forgetPages();
    // zstd keeps the last text that went through it. Where there is no memory for another one this one stays.
    (void)guarded([&]() -> Result<void> {
        m_codec = {};
        return {};
    });
}

} // namespace lockleaf
