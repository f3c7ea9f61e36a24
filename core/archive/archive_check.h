// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/archive/age_payload.h"
#include "core/archive/archive_writer.h"
#include "core/archive/new_file.h"
#include "core/archive/tar_stream.h"

namespace lockleaf {

/// Reads an archive that was just written from the disk again, opens it and hashes every entry, a little at a
/// time.
class ArchiveCheck
{
public:
    /// `file` holds the archive, whose payload begins after `headerSize` octets. All three outlive this.
    ArchiveCheck(const NewFile& file, std::uint64_t headerSize, const age::FileKey& fileKey);

    /// Reads one more block of an entry or the beginning of the next one. True at the end of the archive.
    /// Errors: Damaged, InputOutput.
    [[nodiscard]] Result<bool> step();

    [[nodiscard]] std::uint64_t entriesRead() const { return m_entries; }
    [[nodiscard]] EntryChain& chain() { return m_chain; }

private:
    class FileSource final : public ByteSource
    {
    public:
        FileSource(const NewFile& file, std::uint64_t from) : m_file(file), m_position(from) {}
        Result<std::size_t> read(MutableByteView buffer) override;

    private:
        const NewFile& m_file;
        std::uint64_t m_position;
    };

    FileSource m_source;
    age::PayloadOpener m_opener;
    TarReader m_tar;
    EntryChain m_chain;
    std::optional<std::string> m_path; ///< Of the entry that is being read.
    StreamHash256 m_hash;
    std::uint64_t m_entries = 0;
};

} // namespace lockleaf
