// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/archive/archive_check.h"

namespace lockleaf {

Result<std::size_t> ArchiveCheck::FileSource::read(MutableByteView buffer)
{
    LOCKLEAF_TRY(const std::size_t got, m_file.readAt(m_position, buffer));
    m_position += got;
    return got;
}

ArchiveCheck::ArchiveCheck(const NewFile& file, std::uint64_t headerSize, const age::FileKey& fileKey)
    : m_source(file, headerSize), m_opener(fileKey, m_source), m_tar(m_opener)
{
}

Result<bool> ArchiveCheck::step()
{
    if (!m_path) {
        LOCKLEAF_TRY(m_path, m_tar.nextEntry());
        m_hash = StreamHash256();
        if (m_path)
            return false;
        // tar's end is not the file's: the rest is read too, so that every chunk has been opened.
        std::uint8_t rest[512];
        LOCKLEAF_TRY(const std::size_t got, m_opener.read(rest));
        return got == 0;
    }
    LOCKLEAF_TRY(const ByteView block, m_tar.nextBlock());
    m_hash.update(block);
    if (block.empty()) {
        m_chain.add(*m_path, m_hash.finish());
        m_path.reset();
        ++m_entries;
    }
    return false;
}

} // namespace lockleaf
