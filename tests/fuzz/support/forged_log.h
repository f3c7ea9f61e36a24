// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vaultfile/sealers.h"

namespace lockleaf::test {

/// Writes a log (docs/vault-format.md, "The log") as somebody can who has the key: with right checksums of
/// SQLite where they are wanted (sqlite.org/fileformat2.html, 4.1), and whatever else between them.
class ForgedLog
{
public:
    ForgedLog(const SecretKey<WalPurpose>& subkey, const layout::FileSalt& salt) : m_sealer(subkey, salt) {}

    /// What SQLite would write at the beginning; its checksum is made right.
    void begin(std::uint64_t sequence, const LogId& id, std::uint32_t saltOfSqlite);
    /// Any beginning.
    void beginRaw(std::uint64_t sequence, const LogId& id, ByteView sqliteHeader);
    /// Puts a copy of the header (0 or 1) in its place.
    void putHeader(std::size_t copy);
    void putMark(std::uint64_t frames);
    /// A frame that SQLite takes. `databasePages` other than 0 commits.
    void addFrame(std::uint32_t page, std::uint32_t databasePages, const Bytes& plain);
    /// A frame that says what it likes, sealed all the same.
    void addForged(const FrameHead& head, const Bytes& plain);
    /// What stands behind the frames.
    void addOctets(ByteView octets);

    [[nodiscard]] std::uint64_t frames() const { return m_frames; }
    [[nodiscard]] Bytes& content() { return m_content; }

private:
    void checksum(ByteView octets);
    void grow(std::size_t size);

    LogSealer m_sealer;
    LogHeader m_header;
    Bytes m_content;
    std::uint64_t m_frames = 0;
    std::uint64_t m_transactionStart = 0;
    std::uint32_t m_first = 0; ///< SQLite's running checksum.
    std::uint32_t m_second = 0;
};

} // namespace lockleaf::test
