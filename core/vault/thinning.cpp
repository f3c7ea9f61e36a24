// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/thinning.h"

#include "core/vault/guarded.h"
#include "core/vault/sealed_vault.h"

#include <algorithm>
#include <map>

namespace lockleaf {

namespace {

using Milliseconds = std::chrono::milliseconds;
constexpr Milliseconds allStay = std::chrono::hours{24};
constexpr Milliseconds dailyStay = std::chrono::days{30};

/// The years that <chrono> can name; texts dated beyond them count as of the first or last one.
std::chrono::sys_days localDay(Timestamp time, std::chrono::minutes utcOffset)
{
    using namespace std::chrono;
    constexpr sys_days first{year::min() / January / 2};
    constexpr sys_days last{year::max() / December / 30};
    const Milliseconds clamped{std::clamp<Timestamp>(time, Milliseconds{first.time_since_epoch()}.count(),
                                                     Milliseconds{last.time_since_epoch()}.count())};
    return std::clamp(floor<days>(sys_time<Milliseconds>{clamped + utcOffset}), first, last);
}

std::chrono::year_month monthOf(std::chrono::sys_days day)
{
    const std::chrono::year_month_day date{day};
    return date.year() / date.month();
}

/// The index of the last text of each day or month. Of two of one time the one kept later counts, which comes
/// first.
template <class Span, class SpanOf>
std::map<Span, std::size_t> lastOfEach(std::span<const RevisionRow> revisions, SpanOf spanOf)
{
    std::map<Span, std::size_t> last;
    for (std::size_t i = 0; i < revisions.size(); ++i) {
        const auto [at, isFirst] = last.try_emplace(spanOf(revisions[i].summary.made), i);
        if (!isFirst && revisions[at->second].summary.made < revisions[i].summary.made)
            at->second = i;
    }
    return last;
}

} // namespace

std::vector<std::size_t> fallingAway(std::span<const RevisionRow> revisions, Timestamp now,
                                     std::chrono::minutes utcOffset)
{
    const auto dayOf = [utcOffset](Timestamp time) { return localDay(time, utcOffset); };
    const auto monthOfTime = [dayOf](Timestamp time) { return monthOf(dayOf(time)); };
    const auto ofDays = lastOfEach<std::chrono::sys_days>(revisions, dayOf);
    const auto ofMonths = lastOfEach<std::chrono::year_month>(revisions, monthOfTime);
    std::vector<std::size_t> falling;
    for (std::size_t i = 0; i < revisions.size(); ++i) {
        const Timestamp made = revisions[i].summary.made;
        if (made > now - allStay.count())
            continue;
        const bool stays = made > now - dailyStay.count() ? ofDays.at(dayOf(made)) == i
                                                          : ofMonths.at(monthOfTime(made)) == i;
        if (!stays)
            falling.push_back(i);
    }
    return falling;
}

Result<bool> ThinJob::step()
{
    LOCKLEAF_TRY(const std::optional<RecordId> note, m_vault.revisionIndex().noteAfter(m_after));
    if (!note)
        return true;
    m_after = *note;
    LOCKLEAF_TRY(const std::uint64_t versions, m_vault.thinRevisionsOf(*note, m_utcOffset));
    m_seen += versions;
    return false;
}

Result<bool> ThinJob::runSlice(std::chrono::milliseconds budget, ProgressSink& progress)
{
    const auto end = std::chrono::steady_clock::now() + budget;
    bool finished = false;
    LOCKLEAF_CHECK(guarded([&]() -> Result<void> {
        do {
            LOCKLEAF_TRY(finished, step());
        } while (!finished && std::chrono::steady_clock::now() < end);
        return {};
    }));
    progress.progressed(m_seen, std::max(m_seen, m_vault.store().head().revisions.number));
    return finished;
}

} // namespace lockleaf
