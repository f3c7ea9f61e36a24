// SPDX-License-Identifier: GPL-3.0-or-later
// What the beginning of a picture says, and whether it is decoded at all.
#include "core/interchange/picture_header.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace lockleaf;
    const ByteView content(data, size);
    const auto header = readPictureHeader(content);
    if (!header)
        return 0;
    // What is decoded fits into the memory that is set aside for it.
    const std::uint64_t pixels = std::uint64_t{header->width} * header->height;
    if (isDecodable(*header) && (pixels == 0 || pixels > mostJpegPixels))
        std::abort();
    if ((header->width == 0) != (header->height == 0))
        std::abort();
    // More of the file never says something else.
    for (const std::size_t less : {size / 2, size - size / 8}) {
        const auto shorter = readPictureHeader(content.first(less));
        if (shorter && shorter->width > 0 && *shorter != *header)
            std::abort();
    }
    (void)hasPictureEnd(header->format, content);
    return 0;
}
