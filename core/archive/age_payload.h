// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/archive/age_file_key.h"
#include "core/base/byte_stream.h"
#include "core/crypto/secret_key.h"

#include <optional>

namespace lockleaf::age {

using PayloadNonce = std::array<std::uint8_t, 16>;
constexpr std::size_t chunkSize = std::size_t{64} * 1024; ///< Plaintext in every chunk but the last.

namespace detail {
/// The number of a chunk (11 octets, big-endian) and a flag that is 1 on the last one.
class ChunkNonce
{
public:
    void advance();
    void markLast() { m_bytes.back() = 1; }
    [[nodiscard]] const std::uint8_t* data() const { return m_bytes.data(); }

private:
    std::array<std::uint8_t, 12> m_bytes{};
};
} // namespace detail

/// Seals a stream as the payload of an age file: writes the nonce, then chunk after chunk. Holds one chunk.
class PayloadSealer final : public ByteSink
{
public:
    /// `nonce` is random and used for one file only. `sink` must outlive this object.
    PayloadSealer(const FileKey& fileKey, const PayloadNonce& nonce, ByteSink& sink);

    Result<void> write(ByteView plain) override;
    /// Writes the last chunk; without it the file does not open. Call once.
    Result<void> finish();

private:
    Result<void> seal(ByteView plain);
    Result<void> writeNonceOnce();

    ByteSink& m_sink;
    ShortKey m_key;
    PayloadNonce m_payloadNonce;
    bool m_nonceWritten = false;
    detail::ChunkNonce m_chunkNonce;
    SecureBytes m_plain;
    Bytes m_sealed;
};

/// Opens the payload of an age file, nonce first. Every authentic chunk is given; that nothing was cut off or
/// follows is certain once read() has returned 0. Errors: ArchiveDamaged for whatever is not authentic, cut,
/// reordered or followed by anything, again at every further call.
class PayloadOpener final : public ByteSource
{
public:
    /// `source` stands at the payload's nonce and must outlive this object.
    PayloadOpener(const FileKey& fileKey, ByteSource& source);

    /// Reads the nonce; where it is left out, the first read() does. Call at most once. Errors:
    /// ArchiveHeaderDamaged where the file ends before.
    Result<void> begin();

    [[nodiscard]] Result<std::size_t> read(MutableByteView buffer) override;

private:
    Result<void> openNextChunk();
    Result<void> checkEnd();
    /// openNextChunk() or, after the last chunk, checkEnd().
    Result<void> proceed();
    /// True, and the text in `m_plain`, where the chunk of `size` octets is authentic under the next nonce.
    bool tryOpen(std::size_t size, bool last);
    /// Fills as much of `buffer` as the source has.
    Result<std::size_t> readFully(MutableByteView buffer);

    ByteSource& m_source;
    const FileKey& m_fileKey;
    ShortKey m_key;
    bool m_started = false;
    bool m_lastOpened = false;
    bool m_ended = false;
    std::optional<Error> m_error;
    bool m_first = true;
    detail::ChunkNonce m_chunkNonce;
    Bytes m_sealed;
    SecureBytes m_plain;
    std::size_t m_plainSize = 0;
    std::size_t m_plainTaken = 0;
};

} // namespace lockleaf::age
