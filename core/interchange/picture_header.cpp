// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/picture_header.h"

#include <algorithm>
#include <string_view>

namespace lockleaf {

namespace {

using namespace std::string_view_literals;

/// Reads numbers out of a beginning that may be too short for them: those are 0.
class PictureBytes
{
public:
    explicit PictureBytes(ByteView bytes) : m_bytes(bytes) {}

    [[nodiscard]] std::uint32_t at(std::size_t offset) const
    {
        return offset < m_bytes.size() ? m_bytes[offset] : 0U;
    }
    [[nodiscard]] bool has(std::size_t offset, std::size_t count) const
    {
        return offset <= m_bytes.size() && count <= m_bytes.size() - offset;
    }
    [[nodiscard]] bool says(std::size_t offset, std::string_view what) const
    {
        return has(offset, what.size()) && textOf(m_bytes.subspan(offset, what.size())) == what;
    }
    [[nodiscard]] std::uint32_t big16(std::size_t offset) const { return at(offset) << 8 | at(offset + 1); }
    [[nodiscard]] std::uint32_t big32(std::size_t offset) const
    {
        return big16(offset) << 16 | big16(offset + 2);
    }
    [[nodiscard]] std::uint32_t little16(std::size_t offset) const
    {
        return at(offset) | at(offset + 1) << 8;
    }
    [[nodiscard]] std::uint32_t little24(std::size_t offset) const
    {
        return little16(offset) | at(offset + 2) << 16;
    }
    [[nodiscard]] std::size_t size() const { return m_bytes.size(); }

private:
    ByteView m_bytes;
};

PictureHeader sized(PictureFormat format, std::uint32_t width, std::uint32_t height)
{
    const bool isKnown = width > 0 && height > 0;
    return {format, isKnown ? width : 0, isKnown ? height : 0};
}

/// The first chunk has to be IHDR (ISO/IEC 15948, 5.6).
PictureHeader readPng(const PictureBytes& bytes)
{
    const bool isWhole = bytes.says(12, "IHDR"sv) && bytes.has(16, 8);
    return sized(PictureFormat::Png, isWhole ? bytes.big32(16) : 0, isWhole ? bytes.big32(20) : 0);
}

bool isFrameMarker(std::uint32_t marker)
{
    // SOF0 to SOF15 (ISO/IEC 10918-1, table B.1), without what has its codes among them: DHT, JPG, DAC.
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

bool standsAlone(std::uint32_t marker)
{
    return marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8); // TEM, RST0 to RST7, SOI
}

/// Goes from segment to segment up to the one that begins the frame.
PictureHeader readJpeg(const PictureBytes& bytes)
{
    const PictureHeader unknown = sized(PictureFormat::Jpeg, 0, 0);
    for (std::size_t at = 2; bytes.has(at, 2);) {
        if (bytes.at(at) != 0xFF)
            return unknown;
        const std::uint32_t marker = bytes.at(at + 1);
        if (marker == 0xFF) { // a fill byte
            ++at;
            continue;
        }
        if (isFrameMarker(marker))
            return bytes.has(at, 9) ? sized(PictureFormat::Jpeg, bytes.big16(at + 7), bytes.big16(at + 5))
                                    : unknown;
        if (marker == 0xDA || marker == 0xD9 || marker == 0) // the scan, the end, nothing that stands here
            return unknown;
        const std::uint32_t length = standsAlone(marker) ? 0 : bytes.big16(at + 2);
        if (!standsAlone(marker) && length < 2)
            return unknown;
        at += 2 + std::size_t{length};
    }
    return unknown;
}

/// RFC 9649: lossy (2.5), lossless (2.6, and 3.4 of its bitstream), extended (2.7).
PictureHeader readWebP(const PictureBytes& bytes)
{
    if (bytes.says(12, "VP8X"sv) && bytes.has(24, 6))
        return sized(PictureFormat::WebP, bytes.little24(24) + 1, bytes.little24(27) + 1);
    if (bytes.says(12, "VP8L"sv) && bytes.has(20, 5) && bytes.at(20) == 0x2F) {
        const std::uint32_t low = bytes.little24(21);
        return sized(PictureFormat::WebP, (low & 0x3FFF) + 1,
                     ((low >> 14 | bytes.at(24) << 10) & 0x3FFF) + 1);
    }
    if (bytes.says(12, "VP8 "sv) && bytes.says(23, "\x9D\x01\x2A"sv) && bytes.has(26, 4))
        return sized(PictureFormat::WebP, bytes.little16(26) & 0x3FFF, bytes.little16(28) & 0x3FFF);
    return sized(PictureFormat::WebP, 0, 0);
}

} // namespace

std::optional<PictureHeader> readPictureHeader(ByteView beginning)
{
    const PictureBytes bytes(beginning);
    if (bytes.says(0, "\x89PNG\r\n\x1A\n"sv))
        return readPng(bytes);
    if (bytes.says(0, "\xFF\xD8\xFF"sv))
        return readJpeg(bytes);
    if (bytes.says(0, "GIF87a"sv) || bytes.says(0, "GIF89a"sv)) {
        const bool isWhole = bytes.has(6, 4);
        return sized(PictureFormat::Gif, isWhole ? bytes.little16(6) : 0, isWhole ? bytes.little16(8) : 0);
    }
    if (bytes.says(0, "RIFF"sv) && bytes.says(8, "WEBP"sv))
        return readWebP(bytes);
    return std::nullopt;
}

bool isDecodable(const PictureHeader& header)
{
    const std::uint64_t most = header.format == PictureFormat::Jpeg ? mostJpegPixels : mostPicturePixels;
    return header.width > 0 && header.height > 0 && header.width <= longestPictureSide &&
           header.height <= longestPictureSide && std::uint64_t{header.width} * header.height <= most;
}

bool hasPictureEnd(PictureFormat format, ByteView content)
{
    if (format != PictureFormat::Jpeg)
        return true;
    return textOf(content).rfind("\xFF\xD9"sv) != std::string_view::npos;
}

} // namespace lockleaf
