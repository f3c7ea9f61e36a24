// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/archive/age_payload.h"

#include "core/archive/age_hkdf.h"

#include <sodium.h>

#include <algorithm>
#include <cstring>

namespace lockleaf::age {

namespace {

constexpr std::size_t tagSize = crypto_aead_chacha20poly1305_ietf_ABYTES;

} // namespace

void detail::ChunkNonce::advance()
{
    for (std::size_t i = 11; i-- > 0;) {
        if (++m_bytes[i] != 0)
            return;
    }
}

PayloadSealer::PayloadSealer(const FileKey& fileKey, const PayloadNonce& nonce, ByteSink& sink)
    : m_sink(sink), m_payloadNonce(nonce), m_sealed(chunkSize + tagSize)
{
    hkdfSha256(m_key, fileKey.view(), nonce, "payload");
    m_plain.reserve(chunkSize);
}

Result<void> PayloadSealer::writeNonceOnce()
{
    if (std::exchange(m_nonceWritten, true))
        return {};
    return m_sink.write(m_payloadNonce);
}

Result<void> PayloadSealer::seal(ByteView plain)
{
    LOCKLEAF_CHECK(writeNonceOnce());
    // The key is this file's alone and the nonce counts, so no nonce comes twice under it; the flag in it
    // keeps a file from being cut at a chunk's end.
    crypto_aead_chacha20poly1305_ietf_encrypt(m_sealed.data(), nullptr, plain.data(), plain.size(), nullptr,
                                              0, nullptr, m_chunkNonce.data(), m_key.data());
    LOCKLEAF_CHECK(m_sink.write(ByteView{m_sealed}.first(plain.size() + tagSize)));
    m_chunkNonce.advance();
    return {};
}

Result<void> PayloadSealer::write(ByteView plain)
{
    while (!plain.empty()) {
        if (m_plain.size() == chunkSize) { // only now is it certain that this chunk is not the last one
            LOCKLEAF_CHECK(seal(m_plain.view()));
            m_plain.clear();
        }
        if (m_plain.empty() && plain.size() > chunkSize) {
            LOCKLEAF_CHECK(seal(plain.first(chunkSize)));
            plain = plain.subspan(chunkSize);
            continue;
        }
        const std::size_t taken = std::min(plain.size(), chunkSize - m_plain.size());
        m_plain.append(plain.first(taken));
        plain = plain.subspan(taken);
    }
    return {};
}

Result<void> PayloadSealer::finish()
{
    m_chunkNonce.markLast();
    return seal(m_plain.view());
}

PayloadOpener::PayloadOpener(const FileKey& fileKey, ByteSource& source)
    : m_source(source), m_fileKey(fileKey), m_sealed(chunkSize + tagSize), m_plain(chunkSize)
{
}

Result<std::size_t> PayloadOpener::readFully(MutableByteView buffer)
{
    std::size_t filled = 0;
    while (filled < buffer.size()) {
        LOCKLEAF_TRY(const std::size_t got, m_source.read(buffer.subspan(filled)));
        if (got == 0)
            break;
        filled += got;
    }
    return filled;
}

Result<void> PayloadOpener::begin()
{
    m_started = true;
    PayloadNonce nonce{};
    LOCKLEAF_TRY(const std::size_t got, readFully(nonce));
    if (got != nonce.size())
        return fail(ErrorCode::ArchiveHeaderDamaged, "it ends before the first chunk");
    hkdfSha256(m_key, m_fileKey.view(), nonce, "payload");
    return {};
}

bool PayloadOpener::tryOpen(std::size_t size, bool last)
{
    detail::ChunkNonce nonce = m_chunkNonce;
    if (last)
        nonce.markLast();
    return crypto_aead_chacha20poly1305_ietf_decrypt(m_plain.data(), nullptr, nullptr, m_sealed.data(), size,
                                                     nullptr, 0, nonce.data(), m_key.data()) == 0;
}

Result<void> PayloadOpener::openNextChunk()
{
    LOCKLEAF_TRY(const std::size_t size, readFully(m_sealed));
    if (size < tagSize)
        return fail(ErrorCode::ArchiveDamaged, "it is cut");
    const bool full = size == m_sealed.size();
    if (full && tryOpen(size, false)) {
        m_plainSize = chunkSize;
    } else if (tryOpen(size, true)) {
        m_plainSize = size - tagSize;
        m_lastOpened = true;
        if (m_plainSize == 0 && !m_first)
            return fail(ErrorCode::ArchiveDamaged, "its last chunk is empty");
    } else {
        return fail(ErrorCode::ArchiveDamaged, "a chunk is not authentic");
    }
    m_first = false;
    m_plainTaken = 0;
    m_chunkNonce.advance();
    return {};
}

Result<void> PayloadOpener::checkEnd()
{
    std::uint8_t beyond = 0;
    LOCKLEAF_TRY(const std::size_t trailing, m_source.read({&beyond, 1}));
    if (trailing != 0)
        return fail(ErrorCode::ArchiveDamaged, "something follows its last chunk");
    m_ended = true;
    return {};
}

Result<void> PayloadOpener::proceed()
{
    if (!m_started)
        LOCKLEAF_CHECK(begin());
    return m_lastOpened ? checkEnd() : openNextChunk();
}

Result<std::size_t> PayloadOpener::read(MutableByteView buffer)
{
    while (m_plainTaken == m_plainSize && !m_ended) {
        if (!m_error) {
            if (const Result<void> done = proceed(); !done)
                m_error = done.error();
        }
        if (m_error) {
            m_plainTaken = m_plainSize; // nothing of a chunk that was refused
            return std::unexpected(*m_error);
        }
    }
    const std::size_t given = std::min(buffer.size(), m_plainSize - m_plainTaken);
    std::memcpy(buffer.data(), m_plain.data() + m_plainTaken, given);
    m_plainTaken += given;
    return given;
}

} // namespace lockleaf::age
