// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/base64_source.h"

#include <utility>

namespace lockleaf {

namespace {

constexpr std::size_t rawSize = std::size_t{64} * 1024;
constexpr unsigned notALetter = 64;

unsigned valueOf(std::uint8_t letter)
{
    if (letter >= 'A' && letter <= 'Z')
        return letter - unsigned{'A'};
    if (letter >= 'a' && letter <= 'z')
        return letter - unsigned{'a'} + 26;
    if (letter >= '0' && letter <= '9')
        return letter - unsigned{'0'} + 52;
    return letter == '+' ? 62 : letter == '/' ? 63 : notALetter;
}

bool isLineBreak(std::uint8_t letter)
{
    return letter == '\n' || letter == '\r' || letter == ' ' || letter == '\t';
}

} // namespace

Base64Source::Base64Source(std::shared_ptr<const ImportFile> file, std::uint64_t begin, std::uint64_t end,
                           std::shared_ptr<DecodedContent> outcome)
    : m_source(std::move(file), begin, end), m_outcome(std::move(outcome)), m_raw(rawSize)
{
}

Result<void> Base64Source::refill()
{
    LOCKLEAF_TRY(m_filled, m_source.read(m_raw));
    m_at = 0;
    m_ended = m_filled == 0;
    return {};
}

Result<std::size_t> Base64Source::read(MutableByteView buffer)
{
    std::size_t count = 0;
    bool damaged = false;
    while (count < buffer.size() && !m_ended && !damaged) {
        if (m_at == m_filled) {
            LOCKLEAF_CHECK(refill());
            continue;
        }
        const std::uint8_t letter = m_raw[m_at++];
        if (isLineBreak(letter))
            continue;
        if (letter == '=') {
            damaged = !m_padded && m_letters < 2;
            m_padded = true;
            continue;
        }
        const unsigned value = valueOf(letter);
        damaged = value == notALetter || m_padded;
        m_bits = (m_bits << 6) | value;
        if (++m_letters > 1) // each letter but the first of four completes an octet
            buffer[count++] = static_cast<std::uint8_t>(m_bits >> (2 * (4 - m_letters)));
        m_letters %= 4;
    }
    damaged = damaged || (m_ended && m_letters == 1);
    if (damaged) {
        m_outcome->damaged = true;
        return fail(ErrorCode::Damaged, "base64");
    }
    m_hash.addData(QByteArrayView(buffer.data(), static_cast<qsizetype>(count)));
    m_outcome->size += count;
    if (count == 0 && m_ended)
        m_outcome->md5 = m_hash.result().toHex().toStdString();
    return count;
}

} // namespace lockleaf
