// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/messages/codec.h"

namespace lockleaf::app {

void FieldWriter::write(std::uint32_t value)
{
    std::array<std::uint8_t, 4> bytes;
    storeLe32(bytes.data(), value);
    m_out.insert(m_out.end(), bytes.begin(), bytes.end());
}

void FieldWriter::write(std::string& text)
{
    // Paths and tokens come from other programs too; one that the reader would refuse, which ends the peer,
    // is left out here.
    const bool fits = text.size() <= longestText && text.find('\0') == std::string::npos;
    const std::size_t size = fits ? text.size() : 0;
    std::array<std::uint8_t, 2> length;
    storeLe16(length.data(), static_cast<std::uint16_t>(size));
    m_out.insert(m_out.end(), length.begin(), length.end());
    m_out.insert(m_out.end(), text.begin(), text.begin() + static_cast<std::ptrdiff_t>(size));
}

ByteView FieldReader::take(std::size_t size)
{
    if (!m_good || m_in.size() < size) {
        m_good = false;
        return {};
    }
    const ByteView taken = m_in.first(size);
    m_in = m_in.subspan(size);
    return taken;
}

std::uint8_t FieldReader::readOctet()
{
    const ByteView octet = take(1);
    return octet.empty() ? std::uint8_t{0} : octet[0];
}

void FieldReader::read(bool& value)
{
    const std::uint8_t octet = readOctet();
    if (octet > 1)
        m_good = false;
    value = octet == 1;
}

void FieldReader::read(std::uint32_t& value)
{
    if (const ByteView bytes = take(4); !bytes.empty())
        value = loadLe32(bytes.data());
}

void FieldReader::read(std::int32_t& value)
{
    std::uint32_t bits = 0;
    read(bits);
    value = static_cast<std::int32_t>(bits);
}

void FieldReader::read(std::string& text)
{
    const ByteView length = take(2);
    if (length.empty())
        return;
    const std::size_t size = loadLe16(length.data());
    if (size > longestText) {
        m_good = false;
        return;
    }
    const ByteView bytes = take(size);
    if (!m_good || textOf(bytes).find('\0') != std::string_view::npos) {
        m_good = false;
        return;
    }
    text = textOf(bytes);
}

void FrameSplitter::feed(ByteView bytes)
{
    if (!m_broken)
        m_buffer.insert(m_buffer.end(), bytes.begin(), bytes.end());
}

std::optional<FrameSplitter::Frame> FrameSplitter::next()
{
    if (m_broken || m_buffer.size() < frameLengthSize)
        return std::nullopt;
    const std::size_t length = loadLe32(m_buffer.data());
    if (length < frameTypeSize || length > largestFrame) {
        m_broken = true;
        m_buffer.clear();
        return std::nullopt;
    }
    if (m_buffer.size() < frameLengthSize + length)
        return std::nullopt;
    Frame frame;
    frame.type = loadLe16(m_buffer.data() + frameLengthSize);
    const auto begin = m_buffer.begin() + frameLengthSize + frameTypeSize;
    const auto end = m_buffer.begin() + static_cast<std::ptrdiff_t>(frameLengthSize + length);
    frame.payload.assign(begin, end);
    m_buffer.erase(m_buffer.begin(), end);
    return frame;
}

} // namespace lockleaf::app
