// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/byte_stream.h"
#include "core/vault/vault.h"

namespace lockleaf {

/// The content of an attachment in a vault, which must outlive this.
class AttachmentSource final : public ByteSource
{
public:
    AttachmentSource(Vault& vault, const Attachment& attachment)
        : m_vault(vault), m_id(attachment.id), m_chunks(chunksOf(attachment.size))
    {
    }
    Result<std::size_t> read(MutableByteView buffer) override;

private:
    Vault& m_vault;
    RecordId m_id;
    std::uint64_t m_chunks;
    std::uint64_t m_next = 0;
    SecureBytes m_chunk;
    std::size_t m_taken = 0;
};

} // namespace lockleaf
