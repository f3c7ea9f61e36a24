// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vaultfile/header_region.h"

#include <algorithm>

namespace lockleaf {

namespace {

/// Derives each distinct (salt, cost) once, however many slots of the kind share it.
class Derivations
{
public:
    Derivations(const WayIn& way, SlotSalt& openedBy) : m_way(way), m_openedBy(openedBy) {}

    [[nodiscard]] WayKind kind() const { return m_way.kind(); }
    void noteOpened(const KeySlot& slot) { m_openedBy = slot.salt; }

    Result<const KeyEncryptionKey*> keyFor(const KeySlot& slot)
    {
        for (const Made& made : m_made) {
            if (made.salt == slot.salt && made.cost == slot.cost)
                return &made.key;
        }
        LOCKLEAF_TRY(KeyEncryptionKey key, m_way.derive(slot.salt, slot.cost));
        m_made.push_back({slot.salt, slot.cost, std::move(key)});
        return &m_made.back().key;
    }

private:
    struct Made
    {
        KdfSalt salt;
        KeyDerivationCost cost;
        KeyEncryptionKey key;
    };
    const WayIn& m_way;
    SlotSalt& m_openedBy;
    std::vector<Made> m_made;
};

/// The data key from the first slot of `header` that opens; nothing where none does. A slot that cannot be
/// derived is passed over, and `skipped` keeps the reason: anybody can write such a slot into a copy.
std::optional<DataKey> trySlots(const Header& header, Derivations& derivations, Result<void>& skipped)
{
    for (const std::optional<KeySlot>& slot : header.slots()) {
        if (!slot || slot->kind != derivations.kind())
            continue;
        auto key = derivations.keyFor(*slot);
        if (!key) {
            skipped = std::unexpected(std::move(key).error());
            continue;
        }
        if (auto dataKey = slot->open(**key)) {
            derivations.noteOpened(*slot);
            return dataKey;
        }
    }
    return std::nullopt;
}

bool hasKind(const HeaderCopy& copy, WayKind kind)
{
    const auto slots = copy.header.slots();
    return copy.readable() && std::ranges::any_of(slots, [kind](const std::optional<KeySlot>& slot) {
               return slot && slot->kind == kind;
           });
}

} // namespace

Result<HeaderRegion> HeaderRegion::read(SyncedFile& file)
{
    LOCKLEAF_TRY(const std::uint64_t size, file.size());
    HeaderRegion region;
    bool ours = false;
    bool newer = false;
    bool earlier = false;
    bool readable = false;
    for (std::size_t i = 0; i < 2; ++i) {
        HeaderBlock block{};
        LOCKLEAF_CHECK(file.readAt(layout::headerOffsets[i], block));
        region.m_copies[i] = decodeHeader(block);
        const HeaderCopy::State state = region.m_copies[i].state;
        ours = ours || state != HeaderCopy::State::NoMagic;
        newer = newer || state == HeaderCopy::State::Newer;
        earlier = earlier || state == HeaderCopy::State::Earlier;
        readable = readable || state == HeaderCopy::State::Readable;
    }
    if (!ours)
        return fail(ErrorCode::NotAVault);
    if (newer)
        return fail(ErrorCode::NewerFormat);
    if (earlier)
        return fail(ErrorCode::EarlierFormat);
    if (!readable)
        return fail(ErrorCode::Damaged, "both copies of the header");
    if (size < layout::headerRegionSize + layout::pageSize)
        return fail(ErrorCode::Damaged, "the file is cut off");
    return region;
}

const Header& HeaderRegion::newestReadable() const
{
    const HeaderCopy& first = m_copies[0];
    const HeaderCopy& second = m_copies[1];
    if (!first.readable())
        return second.header;
    if (!second.readable() || first.header.generation >= second.header.generation)
        return first.header;
    return second.header;
}

Result<std::size_t> HeaderRegion::authenticCopy(const HeaderMacKey& key) const
{
    const bool first = m_copies[0].authentic(key);
    const bool second = m_copies[1].authentic(key);
    if (!first && !second)
        return fail(ErrorCode::Damaged, "no copy of the header is authentic");
    if (first && second)
        return m_copies[1].header.generation > m_copies[0].header.generation ? 1U : 0U;
    return first ? 0U : 1U;
}

KeyDerivationCost HeaderRegion::dearestSlot() const
{
    KeyDerivationCost possible;
    KeyDerivationCost any;
    const auto raise = [](KeyDerivationCost& most, const KeyDerivationCost& cost) {
        if (cost.memoryBytes > most.memoryBytes)
            most = cost;
    };
    for (const HeaderCopy& copy : m_copies) {
        if (!copy.readable())
            continue;
        for (const std::optional<KeySlot>& slot : copy.header.slots()) {
            if (!slot)
                continue;
            raise(any, slot->cost);
            if (checkCost(slot->cost))
                raise(possible, slot->cost);
        }
    }
    return possible.memoryBytes != 0 ? possible : any;
}

Result<DataKey> HeaderRegion::unlock(const WayIn& way, SlotSalt& openedBy) const
{
    if (!hasKind(m_copies[0], way.kind()) && !hasKind(m_copies[1], way.kind()))
        return fail(ErrorCode::NoSuchWay);
    std::array<std::size_t, 2> order{0, 1};
    if (&newestReadable() == &m_copies[1].header)
        std::swap(order[0], order[1]);
    Derivations derivations(way, openedBy);
    Result<void> skipped;
    for (const std::size_t index : order) {
        if (!m_copies[index].readable())
            continue;
        auto dataKey = trySlots(m_copies[index].header, derivations, skipped);
        if (!dataKey)
            continue;
        LOCKLEAF_TRY(const std::size_t authentic, authenticCopy(deriveSubkey<HeaderMacPurpose>(*dataKey)));
        if (authentic == index)
            return std::move(*dataKey);
        // The slot is not of the copy that counts: the password was another one then, or this copy is false.
        if (auto current = trySlots(m_copies[authentic].header, derivations, skipped))
            return std::move(*current);
        return fail(authentic == order[0] ? way.whenReplaced() : way.whenWrong());
    }
    LOCKLEAF_CHECK(std::move(skipped));
    return fail(way.whenWrong());
}

std::vector<KeySlotInfo> describeSlots(const Header& header)
{
    std::vector<KeySlotInfo> infos;
    for (const std::optional<KeySlot>& slot : header.slots()) {
        KeySlotInfo info;
        if (slot)
            info = {static_cast<KeySlotInfo::Kind>(slot->kind), slot->created, slot->cost, slot->salt};
        infos.push_back(info);
    }
    return infos;
}

Result<void> writeHeaderCopy(SyncedFile& file, std::size_t index, const HeaderBlock& block)
{
    LOCKLEAF_CHECK(file.writeAt(layout::headerOffsets[index], block));
    return file.sync();
}

} // namespace lockleaf
