// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "ui/pictures/picture_source.h"

namespace lockleaf::ui {

/// What a picture's octets came to.
struct DecodedPicture
{
    Picture::State state = Picture::State::NoImage; ///< There, NoImage, Refused or Damaged.
    QImage image;                                   ///< Null unless There; null as well where only measured.
    QSize size; ///< Of the whole picture, turned as it is shown; may be empty unless There.
};

/// Reads how large a picture is from its beginning (pictureBeginning octets or all there are), without
/// decoding it. There: it can be decoded, as far as its beginning tells. Any thread.
[[nodiscard]] DecodedPicture measurePicture(ByteView beginning);

/// Decodes a whole picture, PNG, JPEG, GIF (of one that moves the first frame) or WebP by what it is and not
/// by its name, after its header was found to be within limits (core/interchange/picture_header.h); no other
/// decoder is loaded. It is made smaller where it is wider than `width` pixels or has more than a screen. At
/// most 128 MiB for the picture, and what the decoder needs besides. Any thread.
[[nodiscard]] DecodedPicture decodePicture(ByteView content, int width);

} // namespace lockleaf::ui
