// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vaultfile/header_change.h"

#include <algorithm>
#include <new>
#include <sodium.h>

namespace lockleaf {

namespace {

Result<void> prove(SyncedFile& file, std::size_t index, const HeaderChange& change, const DataKey& dataKey)
{
    HeaderBlock back{};
    LOCKLEAF_CHECK(file.readAt(layout::headerOffsets[index], back));
    const HeaderCopy copy = decodeHeader(back);
    if (back != change.block || !copy.authentic(deriveSubkey<HeaderMacPurpose>(dataKey)))
        return fail(ErrorCode::InputOutput, "the header reads back differently");
    if (!change.slot)
        return {};
    const auto slots = copy.header.slots();
    const auto& made = slots[change.slot->index];
    const auto opened = made ? made->open(change.slot->key) : std::nullopt;
    if (!opened || !equalConstantTime(opened->view(), dataKey.view()))
        return fail(ErrorCode::Internal, "the new slot does not open");
    return {};
}

/// The entries that are slots, by their places among all entries.
std::vector<std::size_t> placesOfSlots(const Header& header)
{
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < header.entries.size(); ++i) {
        if (header.entries[i].type == HeaderEntry::slotType)
            places.push_back(i);
    }
    return places;
}

/// The slot that a replacement takes the place of; nothing where it is added.
std::optional<std::size_t> slotToReplace(const std::vector<std::optional<KeySlot>>& slots,
                                         const WayChange& change)
{
    const WayKind kind = change.way->kind;
    const auto at = [&](const auto& fits) -> std::optional<std::size_t> {
        const auto found = std::ranges::find_if(slots, [&](const std::optional<KeySlot>& slot) {
            return slot && slot->kind == kind && fits(*slot);
        });
        if (found == slots.end())
            return std::nullopt;
        return static_cast<std::size_t>(found - slots.begin());
    };
    if (change.of) {
        if (const auto same = at([&](const KeySlot& slot) { return slot.salt == *change.of; }))
            return same;
    }
    return at([](const KeySlot&) { return true; });
}

/// Puts the new slot in its place, and returns which one it is.
Result<std::size_t> putSlot(Header& header, const WayChange& change, HeaderEntry entry)
{
    const auto places = placesOfSlots(header);
    const auto replaced =
        change.what == WayChange::What::Replace ? slotToReplace(header.slots(), change) : std::nullopt;
    if (replaced) {
        header.entries[places[*replaced]] = std::move(entry);
        return *replaced;
    }
    if (places.size() >= Header::mostSlots)
        return fail(ErrorCode::TooManyWays);
    const std::size_t behind = places.empty() ? 0 : places.back() + 1;
    header.entries.insert(header.entries.begin() + static_cast<std::ptrdiff_t>(behind), std::move(entry));
    return places.size();
}

Result<void> dropSlot(Header& header, std::size_t index)
{
    auto slots = header.slots();
    if (index >= slots.size())
        return fail(ErrorCode::NotFound);
    slots.erase(slots.begin() + static_cast<std::ptrdiff_t>(index));
    // Slots of other kinds may open nothing any more: only those count that we can open.
    if (std::ranges::none_of(slots, [](const std::optional<KeySlot>& slot) { return slot.has_value(); }))
        return fail(ErrorCode::LastWay);
    const std::size_t place = placesOfSlots(header)[index];
    header.entries.erase(header.entries.begin() + static_cast<std::ptrdiff_t>(place));
    return {};
}

} // namespace

Result<PreparedWay> PreparedWay::of(const WayIn& way, std::optional<KeyDerivationCost> cost)
{
    PreparedWay prepared;
    prepared.kind = way.kind();
    prepared.cost = cost ? *cost : way.costForNew();
    randombytes_buf(prepared.salt.data(), prepared.salt.size());
    LOCKLEAF_TRY(prepared.key, way.derive(prepared.salt, prepared.cost));
    return prepared;
}

Result<HeaderChange> withWays(const Header& header, std::uint64_t generation, const DataKey& dataKey,
                              const WayChange& change, Timestamp now)
{
    Header changed = header;
    changed.generation = generation;
    std::optional<HeaderChange::NewSlot> slot;
    if (change.what == WayChange::What::Remove) {
        LOCKLEAF_CHECK(dropSlot(changed, change.index));
    } else {
        const PreparedWay& way = *change.way;
        const auto sealed = KeySlot::seal(way.kind, dataKey, way.key, way.salt, way.cost, now).encoded();
        LOCKLEAF_TRY(const std::size_t index,
                     putSlot(changed, change, {HeaderEntry::slotType, Bytes(sealed.begin(), sealed.end())}));
        slot = HeaderChange::NewSlot{index, way.key.clone()};
    }
    LOCKLEAF_TRY(const HeaderBlock block, encodeHeader(changed, deriveSubkey<HeaderMacPurpose>(dataKey)));
    return HeaderChange{std::move(changed), block, std::move(slot)};
}

Result<void> writeAndProve(SyncedFile& file, std::size_t index, const HeaderChange& change,
                           const DataKey& dataKey)
{
    LOCKLEAF_CHECK(writeHeaderCopy(file, index, change.block));
    return prove(file, index, change, dataKey);
}

Result<void> replaceAndProve(SyncedFile& file, std::size_t index, const HeaderChange& change,
                             const DataKey& dataKey)
{
    const auto uncertain = [](Error error) {
        error.code = ErrorCode::WayChangeUncertain;
        return std::unexpected(std::move(error));
    };
    HeaderBlock before{};
    LOCKLEAF_CHECK(file.readAt(layout::headerOffsets[index], before));
    if (auto written = file.writeAt(layout::headerOffsets[index], change.block); !written) {
        // The block did not get there whole, so that the other copy, with the old ways in, counts in any
        // case.
        [[maybe_unused]] const auto putBack = file.writeAt(layout::headerOffsets[index], before);
        return written;
    }
    // Whole in the system's memory, and perhaps on the disk: nothing can be written any more that would
    // decide.
    if (auto synced = file.sync(); !synced)
        return uncertain(std::move(synced).error());
    auto proved = [&]() -> Result<void> {
        try {
            return prove(file, index, change, dataKey);
        } catch (const std::bad_alloc&) { // it must not pass by what puts the old block back
            return fail(ErrorCode::OutOfMemory);
        }
    }();
    if (!proved && !writeHeaderCopy(file, index, before))
        return uncertain(std::move(proved).error());
    return proved;
}

} // namespace lockleaf
