// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/attachment_source.h"

#include <algorithm>

namespace lockleaf {

Result<std::size_t> AttachmentSource::read(MutableByteView buffer)
{
    if (m_taken == m_chunk.size()) {
        if (m_next == m_chunks)
            return std::size_t{0};
        LOCKLEAF_TRY(m_chunk, m_vault.attachmentChunk(m_id, m_next++));
        m_taken = 0;
    }
    const std::size_t count = std::min(buffer.size(), m_chunk.size() - m_taken);
    std::ranges::copy(m_chunk.view().subspan(m_taken, count), buffer.begin());
    m_taken += count;
    return count;
}

} // namespace lockleaf
