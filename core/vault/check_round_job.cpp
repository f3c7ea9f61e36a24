// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/check_round_job.h"

#include "core/vault/guarded.h"

#include <algorithm>

namespace lockleaf {

namespace {

// Shares of a round that its parts are shown as, in thousandths.
constexpr std::uint64_t pagesShare = 400;
constexpr std::uint64_t recordsShare = 500;
constexpr std::uint64_t wholeRound = 1000;

} // namespace

CheckRoundJob::CheckRoundJob(SealedVault& vault, CheckRound& round, VerifyReport& report)
    : m_vault(vault), m_round(round), m_report(report), m_findings(report), m_pageCheck(vault, m_findings),
      m_recordCheck(vault), m_attachmentCheck(vault, m_findings)
{
    if (round.stage == CheckRound::Stage::Attachments)
        m_attachmentCheck.resumeAfter(round.after);
}

Result<bool> CheckRoundJob::runSlice(std::chrono::milliseconds budget, ProgressSink& progress)
{
    LOCKLEAF_TRY(const bool ended, guarded([&] { return work(budget); }));
    LOCKLEAF_TRY(const std::uint64_t done, thousandths());
    progress.progressed(ended ? wholeRound : done, wholeRound);
    return ended;
}

Result<bool> CheckRoundJob::work(std::chrono::milliseconds budget)
{
    const auto end = std::chrono::steady_clock::now() + budget;
    do {
        LOCKLEAF_TRY(const bool ended, step());
        if (ended)
            return true;
    } while (std::chrono::steady_clock::now() < end);
    return false;
}

Result<bool> CheckRoundJob::step()
{
    switch (m_round.stage) {
    case CheckRound::Stage::Pages:
        LOCKLEAF_CHECK(checkPages());
        return false;
    case CheckRound::Stage::Records:
        LOCKLEAF_CHECK(checkRecords());
        return false;
    case CheckRound::Stage::Attachments:
        break;
    }
    LOCKLEAF_TRY(const bool finished, m_attachmentCheck.step());
    m_round.after = m_attachmentCheck.readToEnd();
    if (!finished)
        return false;
    enter(CheckRound::Stage::Pages);
    m_round.lastEnded = m_vault.now();
    return true;
}

void CheckRoundJob::enter(CheckRound::Stage stage)
{
    m_round.stage = stage;
    m_round.at = 0;
    m_round.after = {};
}

Result<void> CheckRoundJob::checkPages()
{
    if (m_round.at == 0) {
        LOCKLEAF_CHECK(m_findings.note(m_vault.file().verifyHeaderRegion(), "header"));
        LOCKLEAF_CHECK(m_findings.note(m_vault.file().verifyLog(), "log"));
    }
    LOCKLEAF_TRY(const std::uint32_t pages, m_vault.file().pageCount());
    if (m_round.at >= pages) {
        LOCKLEAF_CHECK(m_pageCheck.checkTornAgain());
        enter(CheckRound::Stage::Records);
        return {};
    }
    ++m_report.pages;
    return m_pageCheck.check(static_cast<std::uint32_t>(++m_round.at));
}

Result<void> CheckRoundJob::checkRecords()
{
    if (!m_hasBucket)
        return beginBucket();
    if (m_bucket.empty()) {
        m_hasBucket = false;
        ++m_round.at;
        return {};
    }
    const RecordId id = m_bucket.back();
    m_bucket.pop_back();
    ++m_report.records;
    const auto checked = m_recordCheck.check(id, m_removalsAtBucket);
    m_report.notes = m_recordCheck.met().notes;
    return m_findings.note(checked, "record " + id.toHex(), id);
}

Result<void> CheckRoundJob::beginBucket()
{
    if (m_round.at >= Freshness::bucketCount) {
        enter(CheckRound::Stage::Attachments);
        return {};
    }
    RecordStore& store = m_vault.store();
    const auto entries =
        store.freshness().entriesReadAgain(store.database(), static_cast<std::size_t>(m_round.at));
    m_hasBucket = true;
    m_removalsAtBucket = store.removals();
    if (!entries)
        return m_findings.note(std::unexpected(entries.error()), "records");
    for (const DirectoryEntry& entry : **entries)
        m_bucket.push_back(entry.identity.id);
    return {};
}

Result<std::uint64_t> CheckRoundJob::thousandths()
{
    switch (m_round.stage) {
    case CheckRound::Stage::Pages: {
        LOCKLEAF_TRY(const std::uint32_t pages, m_vault.file().pageCount());
        return std::min(m_round.at, std::uint64_t{pages}) * pagesShare / std::max(pages, 1U);
    }
    case CheckRound::Stage::Records:
        return pagesShare + m_round.at * recordsShare / Freshness::bucketCount;
    case CheckRound::Stage::Attachments:
        break;
    }
    return pagesShare + recordsShare;
}

} // namespace lockleaf
