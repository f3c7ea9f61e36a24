// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/kit_reminder.h"

#include "core/crypto/keyed_hash.h"

#include <algorithm>

namespace lockleaf {

namespace {

constexpr Timestamp kitWeek = Timestamp{7} * 24 * 60 * 60 * 1000;
constexpr Timestamp kitYear = Timestamp{365} * 24 * 60 * 60 * 1000;

ToldMark kitMark(const SlotSalt& salt, Timestamp year)
{
    std::array<std::uint8_t, 8> number{};
    storeLe64(number.data(), static_cast<std::uint64_t>(year));
    const Hash256 hash = hash256({bytesOf("kit"), salt, number});
    ToldMark mark{};
    std::copy_n(hash.begin(), mark.size(), mark.begin());
    return mark;
}

/// The newest recovery kit, else the oldest other way in; null where there is none.
const KeySlotInfo* wayToRemindOf(std::span<const KeySlotInfo> ways)
{
    const KeySlotInfo* kit = nullptr;
    const KeySlotInfo* other = nullptr;
    for (const KeySlotInfo& way : ways) {
        if (way.kind == KeySlotInfo::Kind::RecoveryCode && (kit == nullptr || way.created > kit->created))
            kit = &way;
        else if (way.kind != KeySlotInfo::Kind::Other && (other == nullptr || way.created < other->created))
            other = &way;
    }
    return kit != nullptr ? kit : other;
}

} // namespace

KitReminder kitReminder(std::span<const KeySlotInfo> ways, std::span<const ToldMark> told, Timestamp now)
{
    const KeySlotInfo* const way = wayToRemindOf(ways);
    if (way == nullptr)
        return {};
    const bool isKit = way->kind == KeySlotInfo::Kind::RecoveryCode;
    const Timestamp due = way->created + (isKit ? kitYear : kitWeek);
    if (now < due)
        return {};
    const KitReminder reminder{isKit ? KitReminder::What::Rehearse : KitReminder::What::Make,
                               kitMark(way->salt, (now - due) / kitYear)};
    return std::ranges::find(told, reminder.mark) == told.end() ? reminder : KitReminder{};
}

} // namespace lockleaf
