// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backup/rotation.h"

#include <algorithm>
#include <cstdlib>
#include <set>
#include <vector>

namespace lockleaf {

namespace {

constexpr Timestamp oneDay = Timestamp{24} * 60 * 60 * 1000;
constexpr std::uint64_t fewNotes = 10;
constexpr std::uint64_t littleText = std::uint64_t{16} * 1024;
constexpr std::uint64_t littleOfFiles = std::uint64_t{1024} * 1024;

bool fellByAQuarter(std::uint64_t before, std::uint64_t now, std::uint64_t least)
{
    if (now >= before)
        return false;
    const std::uint64_t fell = before - now;
    return now == 0 || (fell >= least && fell >= before / 4 + (before % 4 != 0 ? 1 : 0));
}

struct Periods
{
    Timestamp hour;
    Timestamp day;
    Timestamp week;
    Timestamp month;
};

Periods periodsOf(Timestamp made, std::chrono::minutes utcOffset)
{
    using namespace std::chrono;
    const sys_time<milliseconds> local{milliseconds{made} + utcOffset};
    const sys_days day = floor<days>(local);
    const year_month_day date{day};
    Periods periods{};
    periods.hour = floor<hours>(local).time_since_epoch().count();
    periods.day = day.time_since_epoch().count();
    periods.week = (day - (weekday{day} - Monday)).time_since_epoch().count();
    periods.month = Timestamp{static_cast<int>(date.year())} * 12 + static_cast<unsigned>(date.month());
    return periods;
}

/// The last of each of the last so many periods that have one.
class LastOfEach
{
public:
    explicit LastOfEach(std::size_t most) : m_most(most) {}
    /// Given from the newest on: whether this one is wanted.
    bool takes(Timestamp period) { return m_seen.size() < m_most && m_seen.insert(period).second; }

private:
    std::size_t m_most;
    std::set<Timestamp> m_seen;
};

bool isApart(BackupReason reason)
{
    return reason == BackupReason::BeforeKeyChange || reason == BackupReason::BeforeMigration ||
           reason == BackupReason::BeforeLargeDeletion;
}

/// Whether one that is kept apart has been long enough. By the newest one and by the one before it, since the
/// first after a jump of the clock tells nothing; and only after days on which others were made.
bool apartIsOver(std::span<const KeptGeneration> generations, std::size_t index,
                 std::chrono::minutes utcOffset)
{
    const std::size_t count = generations.size();
    if (count < index + 3)
        return false;
    const Timestamp reached = std::min(generations[count - 1].made, generations[count - 2].made);
    if (reached - generations[index].made < std::chrono::milliseconds{apartFor}.count())
        return false;
    std::set<Timestamp> days;
    for (std::size_t later = index + 1; later < count; ++later)
        days.insert(periodsOf(generations[later].made, utcOffset).day);
    return days.size() >= apartDays;
}

std::vector<bool> wantedOnes(std::span<const KeptGeneration> generations, std::chrono::minutes utcOffset,
                             const RotationCounts& counts)
{
    std::vector<bool> wanted(generations.size());
    LastOfEach hours(counts.hours);
    LastOfEach days(counts.days);
    LastOfEach weeks(counts.weeks);
    LastOfEach months(counts.months);
    std::size_t beforeDeletions = 0;
    for (std::size_t index = generations.size(); index-- > 0;) {
        const KeptGeneration& one = generations[index];
        const bool tooMany =
            one.reason == BackupReason::BeforeLargeDeletion && ++beforeDeletions > mostBeforeDeletions;
        if (isApart(one.reason) && !tooMany && !apartIsOver(generations, index, utcOffset)) {
            wanted[index] = true;
            continue;
        }
        const Periods periods = periodsOf(one.made, utcOffset);
        // All four are asked, since each counts its own periods.
        const bool ofHour = hours.takes(periods.hour);
        const bool ofDay = days.takes(periods.day);
        const bool ofWeek = weeks.takes(periods.week);
        const bool ofMonth = months.takes(periods.month);
        wanted[index] = ofHour || ofDay || ofWeek || ofMonth;
    }
    return wanted;
}

} // namespace

bool isSuddenShrink(const KeptGeneration& before, const KeptGeneration& now)
{
    return fellByAQuarter(before.notes, now.notes, fewNotes) ||
           fellByAQuarter(before.textBytes, now.textBytes, littleText) ||
           (now.fileBytes < before.fileBytes && before.fileBytes - now.fileBytes >= littleOfFiles &&
            fellByAQuarter(before.fileBytes, now.fileBytes, littleOfFiles));
}

std::optional<HeldGenerations> heldBack(std::span<const KeptGeneration> generations)
{
    std::size_t first = 0;
    for (std::size_t index = 0; index < generations.size(); ++index)
        if (generations[index].accepted)
            first = index;
    std::optional<HeldGenerations> held;
    for (std::size_t now = first + 1; now < generations.size(); ++now) {
        for (std::size_t before = first; before < now; ++before) {
            const bool isNear = std::abs(generations[now].made - generations[before].made) <= oneDay;
            if ((before + 1 != now && !isNear) || !isSuddenShrink(generations[before], generations[now]))
                continue;
            if (!held || before > held->last)
                held = HeldGenerations{before, now};
        }
    }
    return held;
}

std::optional<std::size_t> fallsAway(std::span<const KeptGeneration> generations,
                                     std::chrono::minutes utcOffset, const RotationCounts& counts)
{
    if (generations.size() < 2)
        return std::nullopt;
    const auto held = heldBack(generations);
    const std::vector<bool> wanted = wantedOnes(generations, utcOffset, counts);
    for (std::size_t index = held ? held->last + 1 : 0; index + 1 < generations.size(); ++index)
        if (!wanted[index])
            return index;
    return std::nullopt;
}

bool isBackupDue(const VaultSettings& settings, const BackupListing& listing, std::uint64_t presentEpoch,
                 Timestamp now)
{
    if (!settings.backups)
        return false;
    if (!listing.lastProven)
        return true;
    const Timestamp since = now - *listing.lastProven;
    const Timestamp pause = Timestamp{settings.backupMinutes} * 60 * 1000;
    return presentEpoch != listing.lastEpoch && (since >= pause || since < 0);
}

} // namespace lockleaf
