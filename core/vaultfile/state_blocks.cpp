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
    return std::optional(state);
}

Result<void> StateBlocks::write(std::size_t index)
{
    std::array<std::uint8_t, plainSize> plain{};
    storeLe64(plain.data(), m_state.writes);
    storeLe64(plain.data() + 8, m_state.sequence);
    std::copy(m_state.logId.begin(), m_state.logId.end(), plain.begin() + 16);
    storeLe64(plain.data() + 32, m_state.requiredFrames);
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
    LOCKLEAF_CHECK(write(*m_behind));
    m_behind.reset();
    return {};
}

Result<void> StateBlocks::initialise()
{
    m_state = {};
    m_state.logId = newLogId();
    LOCKLEAF_CHECK(write(0));
    return write(1);
}

Result<void> StateBlocks::store(VaultState state)
{
    state.writes = m_state.writes + 1;
    m_state = state;
    // One block is durable before the other is touched; the other needs no sync of its own, since the next
    // store begins with it.
    const std::size_t leading = m_state.writes & 1;
    LOCKLEAF_CHECK(write(leading));
    LOCKLEAF_CHECK(m_file.sync());
    return write(1 - leading);
}

Result<void> StateBlocks::advance()
{
    VaultState next = m_state;
    next.sequence += 1;
    next.logId = newLogId();
    next.requiredFrames = 0;
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
