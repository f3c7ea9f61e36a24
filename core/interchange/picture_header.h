// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"

#include <cstdint>
#include <optional>

namespace lockleaf {

/// The pictures that are shown. No other format is decoded where notes are.
enum class PictureFormat {
    Png,  ///< ISO/IEC 15948
    Jpeg, ///< ISO/IEC 10918-1
    Gif,  ///< GIF87a, GIF89a
    WebP, ///< RFC 9649
};

/// What the beginning of a picture says of all of it.
struct PictureHeader
{
    PictureFormat format = PictureFormat::Png;
    std::uint32_t width = 0; ///< In pixels; 0 with `height` 0: it does not say.
    std::uint32_t height = 0;

    bool operator==(const PictureHeader&) const = default;
};

/// Octets of a picture that is shown.
constexpr std::uint64_t largestPicture = std::uint64_t{64} << 20;
constexpr std::uint32_t longestPictureSide = 16'384;
/// What is decoded at full size needs four octets for each.
constexpr std::uint64_t mostPicturePixels = std::uint64_t{32} << 20;
/// A JPEG is made smaller as it is decoded, so that it may have more.
constexpr std::uint64_t mostJpegPixels = std::uint64_t{64} << 20;
/// So much of a file tells how large a picture is, unless a JPEG puts more than that before it.
constexpr std::size_t pictureBeginning = std::size_t{1} << 20;

/// Reads format and size from the beginning of a file, whatever its name says, without decoding anything.
/// Linear in the size of `beginning`. Nothing where it is none of these formats.
[[nodiscard]] std::optional<PictureHeader> readPictureHeader(ByteView beginning);

/// Whether a picture of this size is decoded.
[[nodiscard]] bool isDecodable(const PictureHeader& header);

/// Whether a JPEG goes on to its end: a decoder fills what is missing with grey. True for other formats,
/// whose decoders notice it by themselves.
[[nodiscard]] bool hasPictureEnd(PictureFormat format, ByteView content);

} // namespace lockleaf
