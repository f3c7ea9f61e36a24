// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/archive/peek_source.h"

#include <algorithm>
#include <cstring>

namespace lockleaf {

namespace {

constexpr std::size_t peekStep = std::size_t{16} * 1024;

} // namespace

Result<bool> PeekSource::fill()
{
    if (m_taken != 0) {
        std::memmove(m_buffer.data(), m_buffer.data() + m_taken, m_end - m_taken);
        m_end -= std::exchange(m_taken, 0);
    }
    if (m_buffer.size() < m_end + peekStep / 4)
        m_buffer.resize(std::max(m_end + peekStep, m_buffer.size() + m_buffer.size() / 2));
    LOCKLEAF_TRY(const std::size_t got, m_source.read(MutableByteView{m_buffer}.subspan(m_end)));
    m_end += got;
    return got != 0;
}

Result<ByteView> PeekSource::peek(std::size_t size)
{
    while (waiting().size() < size) {
        LOCKLEAF_TRY(const bool more, fill());
        if (!more)
            break;
    }
    return waiting().first(std::min(size, waiting().size()));
}

Result<SourceLine> PeekSource::readLine(std::size_t longest)
{
    std::size_t searched = 0;
    while (true) {
        const std::string_view text = textOf(waiting());
        const std::size_t length = text.find('\n', searched);
        if (length != std::string_view::npos && length <= longest) {
            m_taken += length + 1;
            return SourceLine{text.substr(0, length), SourceLine::End::Newline};
        }
        searched = text.size();
        if (searched > longest)
            return SourceLine{{}, SourceLine::End::TooLong};
        LOCKLEAF_TRY(const bool more, fill());
        if (!more) {
            const std::string_view rest = textOf(waiting());
            m_taken = m_end;
            return SourceLine{rest, SourceLine::End::EndOfSource};
        }
    }
}

Result<std::size_t> PeekSource::read(MutableByteView buffer)
{
    const ByteView ahead = waiting();
    if (ahead.empty())
        return m_source.read(buffer);
    const std::size_t given = std::min(ahead.size(), buffer.size());
    std::memcpy(buffer.data(), ahead.data(), given);
    m_taken += given;
    return given;
}

} // namespace lockleaf
