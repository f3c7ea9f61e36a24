// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vaultfile/state_blocks.h"

#include "core/crypto/aead.h"
#include "core/vaultfile/associated_data.h"

#include <sodium.h>

#include <algorithm>

namespace lockleaf {

namespace {

constexpr std::size_t plainSize = StateBlocks::blockSize - aead::overhead;

AssociatedData stateData(const layout::FileSalt& salt, std::size_t index)
{
    AssociatedData aad(layout::stateLabel);
    aad.u16(layout::format).bytes(salt).u32(static_cast<std::uint32_t>(index));
    return aad;
}

LogId newLogId()
{
    LogId id;
    randombytes_buf(id.data(), id.size());
    return id;
}

} // namespace

Result<std::optional<VaultState>> StateBlocks::readBlock(std::size_t index)
{
    std::array<std::uint8_t, blockSize> block{};
    LOCKLEAF_CHECK(m_file.readAt(layout::stateOffsets[index], block));
    const auto plain = aead::openBox(m_key, stateData(m_salt, index).view(), block);
    if (!plain)
        return std::optional<VaultState>{};
    const std::uint8_t* p = plain->data();
    VaultState state;
    state.writes = loadLe64(p);
    state.sequence = loadLe64(p + 8);
    std::copy_n(p + 16, state.logId.size(), state.logId.begin());
    state.requiredFrames = loadLe64(p + 32);
    state.logBegun = loadLe64(p + 40) != 0;
    state.firstLostLog = loadLe64(p + 48);
    state.lastLostLog = loadLe64(p + 56);
    return std::optional(state);
}

Result<void> StateBlocks::write(std::size_t index, const VaultState& state)
{
    std::array<std::uint8_t, plainSize> plain{};
    storeLe64(plain.data(), state.writes);
    storeLe64(plain.data() + 8, state.sequence);
    std::copy(state.logId.begin(), state.logId.end(), plain.begin() + 16);
    storeLe64(plain.data() + 32, state.requiredFrames);
    storeLe64(plain.data() + 40, state.logBegun ? 1 : 0);
    storeLe64(plain.data() + 48, state.firstLostLog);
    storeLe64(plain.data() + 56, state.lastLostLog);
    return m_file.writeAt(layout::stateOffsets[index],
                          aead::sealBox(m_key, stateData(m_salt, index).view(), plain));
}

Result<void> StateBlocks::load()
{
    LOCKLEAF_TRY(const auto first, readBlock(0));
    LOCKLEAF_TRY(const auto second, readBlock(1));
    if (!first && !second)
        return fail(ErrorCode::Damaged, "both state blocks");
    m_wasDamaged = !first || !second;
    if (first && second)
        m_state = first->writes >= second->writes ? *first : *second;
    else
        m_state = first ? *first : *second;
    if (m_wasDamaged || first->writes != second->writes)
        m_behind = first && first->writes == m_state.writes ? 1 : 0;
    return {};
}

Result<void> StateBlocks::bringUp()
{
    if (!m_behind)
        return {};
    LOCKLEAF_CHECK(write(*m_behind, m_state));
    // The next state goes over the other block, which may be the only durable one until then.
    LOCKLEAF_CHECK(m_file.sync());
    m_behind.reset();
    return {};
}

Result<void> StateBlocks::initialise()
{
    m_state = {};
    m_state.logId = newLogId();
    LOCKLEAF_CHECK(write(0, m_state));
    return write(1, m_state);
}

Result<void> StateBlocks::store(VaultState state)
{
    state.writes = m_state.writes + 1;
    // One block is durable before the other is touched; the other needs no sync of its own, since the next
    // store begins with it.
    const std::size_t leading = state.writes & 1;
    LOCKLEAF_CHECK(write(leading, state));
    LOCKLEAF_CHECK(m_file.sync());
    // Only now: a state that is not on the disk must not count as one that is.
    m_state = state;
    return write(1 - leading, m_state);
}

VaultState StateBlocks::nextSequence() const
{
    VaultState next = m_state;
    next.sequence += 1;
    next.logId = newLogId();
    next.requiredFrames = 0;
    return next;
}

Result<void> StateBlocks::beginLog()
{
    VaultState next = nextSequence();
    next.logBegun = true;
    if (m_logMissing) {
        // A range may take logs in that were not lost. Of them it is not said that they are in the file,
        // which is the side to err on.
        next.lastLostLog = m_state.sequence;
        if (next.firstLostLog == 0)
            next.firstLostLog = m_state.sequence;
    }
    LOCKLEAF_CHECK(store(next));
    m_logMissing = false;
    return {};
}

Result<void> StateBlocks::endLog()
{
    VaultState next = nextSequence();
    next.logBegun = false;
    return store(next);
}

Result<void> StateBlocks::requireFrames(std::uint64_t frames)
{
    VaultState next = m_state;
    next.requiredFrames = frames;
    return store(next);
}

Result<void> StateBlocks::verify()
{
    for (std::size_t index = 0; index < 2; ++index) {
        LOCKLEAF_TRY(const auto state, readBlock(index));
        if (!state || state->writes != m_state.writes)
            return fail(ErrorCode::Damaged, "state block " + std::to_string(index + 1));
    }
    return {};
}

} // namespace lockleaf
