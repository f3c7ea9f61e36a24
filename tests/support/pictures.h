// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"

#include <QByteArray>

/// Small pictures of each format that is shown, 30 by 20 pixels unless said.
namespace lockleaf::test::pictures {

inline QByteArray png()
{
    return QByteArray::fromBase64(
        "iVBORw0KGgoAAAANSUhEUgAAAB4AAAAUCAIAAAAVyRqTAAAAM0lEQVQ4y2P8z0ArwPKJgZdWRn+mndGfGPhGXU0nV48GyKirB8zV"
        "owEyHFzNyMBAqyoMAJ+fFEjnE2F2AAAAAElFTkSuQmCC");
}

inline QByteArray jpeg()
{
    return QByteArray::fromBase64(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxO"
        "UlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09P"
        "T09PT09PT0//wAARCAAUAB4DASIAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAAAAQG/8QAFxABAQEBAAAAAAAAAAAAAAAAABMB"
        "Ev/EABYBAQEBAAAAAAAAAAAAAAAAAAAGBP/EABkRAAIDAQAAAAAAAAAAAAAAAAABEhVhUf/aAAwDAQACEQMRAD8AzVSqKpVuqMKe"
        "00tqVRVKlRgtNJetOtBbxXCPkx1p1oEVwSZ//9k=");
}

inline QByteArray gif()
{
    return QByteArray::fromBase64(
        "R0lGODlhHgAUAPAAAP8AAAAAACH5BAAAAAAALAAAAAAeABQAAAIXhI+py+0Po5y02ouz3rz7D4biSJZmUgAAOw==");
}

inline QByteArray webp()
{
    return QByteArray::fromBase64(
        "UklGRm4AAABXRUJQVlA4IGIAAABQBACdASoeABQAPu1cqk6/pKOiMBgMA/AdiWgAuzNaO1+gUv/tqgHLTjXYAP7tEv6R/MKQglmj"
        "NH/8c1Rds+wfnPh3u6BIoyBsYZl4HPUAZ3G0zDTMpcHPgbbUf0o2aIAAAA==");
}

inline QByteArray losslessWebp()
{
    return QByteArray::fromBase64("UklGRhwAAABXRUJQVlA4TA8AAAAvHcAEAAcQ/Y/+ByKi/wEA");
}

/// 6 by 4 pixels, three frames: red, blue, green.
inline QByteArray movingGif()
{
    return QByteArray::fromBase64(
        "R0lGODlhBgAEAPAAAP8AAAAAACH5BAAAAAAAIf8LTkVUU0NBUEUyLjADAQAAACwAAAAABgAEAAACBISPqVcAIfkEAAAAAAAsAAAA"
        "AAYABACAAAD/AAAAAgSEj6lXACH5BAAAAAAALAAAAAAGAAQAgACAAAAAAAIEhI+pVwA7");
}

/// A PNG that says it has so many pixels, and no more of it.
inline QByteArray pngHeader(std::uint32_t width, std::uint32_t height)
{
    QByteArray bytes("\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR", 16);
    for (const std::uint32_t side : {width, height})
        for (int shift = 24; shift >= 0; shift -= 8)
            bytes.append(static_cast<char>(side >> shift & 0xFF));
    return bytes + QByteArray("\x08\x02\0\0\0\0\0\0\0", 9);
}

/// The JPEG with what a camera says that lay on its side (Exif 2.3, orientation 6).
inline QByteArray turnedJpeg()
{
    const QByteArray exif("\xFF\xE1\0\x22"
                          "Exif\0\0"
                          "MM\0\x2A\0\0\0\x08\0\x01"
                          "\x01\x12\0\x03\0\0\0\x01\0\x06\0\0"
                          "\0\0\0\0",
                          36);
    QByteArray bytes = jpeg();
    return bytes.insert(2, exif);
}

inline ByteView view(const QByteArray& bytes)
{
    return {reinterpret_cast<const std::uint8_t*>(bytes.constData()), static_cast<std::size_t>(bytes.size())};
}

} // namespace lockleaf::test::pictures
