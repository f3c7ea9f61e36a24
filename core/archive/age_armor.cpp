// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/archive/age_armor.h"

#include "core/archive/age_base64.h"

#include <algorithm>
#include <cstring>

namespace lockleaf::age {

namespace {

constexpr std::string_view armorBegin = "-----BEGIN AGE ENCRYPTED FILE-----";
constexpr std::string_view armorEnd = "-----END AGE ENCRYPTED FILE-----";
constexpr std::string_view armorMark = "-----BEGIN AGE ";
constexpr std::string_view armorSpace = " \t\r\n\v\f";
constexpr std::size_t mostArmorSpace = 1024;

std::unexpected<Error> armorDamaged(std::string detail)
{
    return fail(ErrorCode::ArmorDamaged, std::move(detail));
}

bool isArmorSpace(std::string_view text)
{
    return text.find_first_not_of(armorSpace) == std::string_view::npos;
}

} // namespace

bool looksArmored(ByteView beginning)
{
    const auto sameLetter = [](char a, char b) { return (a >= 'a' && a <= 'z' ? a - 'a' + 'A' : a) == b; };
    return !std::ranges::search(textOf(beginning), armorMark, sameLetter).empty();
}

Result<std::string_view> ArmorReader::line()
{
    LOCKLEAF_TRY(const SourceLine line, m_source.readLine(mostArmorSpace));
    if (line.end == SourceLine::End::TooLong)
        return armorDamaged("a line is too long");
    return line.text.ends_with('\r') ? line.text.substr(0, line.text.size() - 1) : line.text;
}

Result<void> ArmorReader::readBegin()
{
    std::size_t space = 0;
    while (true) {
        LOCKLEAF_TRY(const ByteView beginning, m_source.peek(1));
        if (beginning.empty())
            return armorDamaged("it does not begin");
        LOCKLEAF_TRY(const std::string_view text, line());
        if (text == armorBegin)
            return {};
        space += text.size() + 1;
        if (!isArmorSpace(text))
            return armorDamaged("first line");
        if (space > mostArmorSpace)
            return armorDamaged("too much white space in front");
    }
}

Result<void> ArmorReader::readTrailing()
{
    m_ended = true;
    LOCKLEAF_TRY(const ByteView rest, m_source.peek(mostArmorSpace + 1));
    if (!isArmorSpace(textOf(rest)))
        return armorDamaged("something follows it");
    if (rest.size() > mostArmorSpace)
        return armorDamaged("too much white space behind");
    return {};
}

Result<void> ArmorReader::readNext()
{
    if (!std::exchange(m_begun, true))
        LOCKLEAF_CHECK(readBegin());
    m_octets.clear();
    m_given = 0;
    LOCKLEAF_TRY(const std::string_view text, line());
    if (text == armorEnd)
        return readTrailing();
    if (text.empty() || text.size() > fullLineColumns || !decodeBase64(text, Base64::Padded, m_octets))
        return armorDamaged("a line of its base64");
    if (m_octets.size() == fullLineOctets)
        return {};
    LOCKLEAF_TRY(const std::string_view last, line()); // only the last line may be short
    if (last != armorEnd)
        return armorDamaged("last line");
    return readTrailing();
}

Result<std::size_t> ArmorReader::read(MutableByteView buffer)
{
    if (m_error)
        return std::unexpected(*m_error);
    std::size_t filled = 0;
    while (filled < buffer.size()) {
        if (m_given == m_octets.size()) {
            if (m_ended)
                break;
            if (const Result<void> next = readNext(); !next) {
                m_error = next.error();
                // What stands before the damage is given first, however much is asked for at a time.
                return filled != 0 ? Result<std::size_t>{filled} : std::unexpected(*m_error);
            }
        }
        const std::size_t given = std::min(buffer.size() - filled, m_octets.size() - m_given);
        std::copy_n(m_octets.begin() + static_cast<std::ptrdiff_t>(m_given), given,
                    buffer.begin() + static_cast<std::ptrdiff_t>(filled));
        m_given += given;
        filled += given;
    }
    return filled;
}

void ArmorWriter::begin(std::string& text)
{
    if (std::exchange(m_begun, true))
        return;
    text += armorBegin;
    text += '\n';
}

Result<void> ArmorWriter::write(ByteView bytes)
{
    std::string text;
    text.reserve((bytes.size() / fullLineOctets + 2) * (fullLineColumns + 1));
    begin(text);
    if (!m_pending.empty()) {
        const std::size_t taken = std::min(bytes.size(), fullLineOctets - m_pending.size());
        m_pending.insert(m_pending.end(), bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(taken));
        bytes = bytes.subspan(taken);
        if (m_pending.size() < fullLineOctets)
            return text.empty() ? Result<void>{} : m_sink.write(bytesOf(text));
        text += encodeBase64(m_pending, Base64::Padded) + '\n';
        m_pending.clear();
    }
    for (; bytes.size() >= fullLineOctets; bytes = bytes.subspan(fullLineOctets))
        text += encodeBase64(bytes.first(fullLineOctets), Base64::Padded) + '\n';
    m_pending.assign(bytes.begin(), bytes.end());
    return text.empty() ? Result<void>{} : m_sink.write(bytesOf(text));
}

Result<void> ArmorWriter::finish()
{
    std::string text;
    begin(text);
    if (!m_pending.empty())
        text += encodeBase64(m_pending, Base64::Padded) + '\n';
    text += armorEnd;
    text += '\n';
    return m_sink.write(bytesOf(text));
}

} // namespace lockleaf::age
