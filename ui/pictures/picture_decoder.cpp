// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pictures/picture_decoder.h"

#include "core/interchange/picture_header.h"

#include <QBuffer>
#include <QImageReader>

#include <algorithm>
#include <cmath>

namespace lockleaf::ui {

namespace {

constexpr int PictureMebibytes = 128;   ///< Of one decoded picture: mostPicturePixels of four octets each.
constexpr double MostShownPixels = 6e6; ///< Of one that is kept; a screen has less to show it on.

const char* nameOf(PictureFormat format)
{
    switch (format) {
    case PictureFormat::Png:
        return "png";
    case PictureFormat::Jpeg:
        return "jpeg";
    case PictureFormat::Gif:
        return "gif";
    case PictureFormat::WebP:
        return "webp";
    }
    return "";
}

QSize sizeOf(const PictureHeader& header)
{
    return {static_cast<int>(header.width), static_cast<int>(header.height)};
}

/// Whether it lies on its side until what a camera wrote of it is followed.
bool isTurned(const QImageReader& reader)
{
    return reader.transformation().testFlag(QImageIOHandler::TransformationRotate90);
}

/// By how much a picture is made smaller, `wide` pixels of which are asked for at most `width`.
double partShown(const QSize& size, int wide, int width)
{
    const double pixels = static_cast<double>(size.width()) * size.height();
    const double byWidth = width > 0 ? static_cast<double>(width) / wide : 1.0;
    return std::min({1.0, byWidth, std::sqrt(MostShownPixels / pixels)});
}

/// A reader that knows one format alone, so that nothing in the content makes Qt load another decoder.
struct PictureReader
{
    PictureReader(ByteView content, PictureFormat format)
        : bytes(QByteArray::fromRawData(reinterpret_cast<const char*>(content.data()),
                                        static_cast<qsizetype>(content.size())))
    {
        QImageReader::setAllocationLimit(PictureMebibytes);
        buffer.setBuffer(&bytes);
        buffer.open(QIODevice::ReadOnly);
        reader.setDecideFormatFromContent(false);
        reader.setAutoDetectImageFormat(false);
        reader.setFormat(nameOf(format));
        reader.setDevice(&buffer);
        reader.setAutoTransform(true);
    }

    QByteArray bytes;
    QBuffer buffer;
    QImageReader reader;
};

/// Nothing where it may be decoded.
std::optional<DecodedPicture> refusal(const std::optional<PictureHeader>& header, ByteView content)
{
    if (!header)
        return DecodedPicture{Picture::State::NoImage, {}, {}};
    if (header->width == 0)
        return DecodedPicture{Picture::State::Damaged, {}, {}};
    if (!isDecodable(*header) || content.size() > largestPicture)
        return DecodedPicture{Picture::State::Refused, {}, sizeOf(*header)};
    return std::nullopt;
}

} // namespace

DecodedPicture measurePicture(ByteView beginning)
{
    const auto header = readPictureHeader(beginning);
    if (const auto refused = refusal(header, beginning))
        return *refused;
    QSize size = sizeOf(*header);
    if (header->format == PictureFormat::Jpeg) {
        const PictureReader picture(beginning, header->format);
        if (isTurned(picture.reader))
            size.transpose();
    }
    return {Picture::State::There, {}, size};
}

DecodedPicture decodePicture(ByteView content, int width)
{
    const auto header = readPictureHeader(content);
    if (const auto refused = refusal(header, content))
        return *refused;
    DecodedPicture damaged{Picture::State::Damaged, {}, {}};
    if (!hasPictureEnd(header->format, content))
        return damaged;
    PictureReader picture(content, header->format);
    QSize size = sizeOf(*header);
    if (picture.reader.size().isValid() && picture.reader.size() != size)
        return damaged; // the decoder would not do what the header was judged by
    const bool turned = isTurned(picture.reader);
    const double part = partShown(size, turned ? size.height() : size.width(), width);
    const QSize shown(std::max(1, qRound(size.width() * part)), std::max(1, qRound(size.height() * part)));
    if (part < 1 && header->format == PictureFormat::Jpeg)
        picture.reader.setScaledSize(shown);
    QImage image = picture.reader.read();
    if (image.isNull())
        return damaged;
    const QSize upright = turned ? shown.transposed() : shown;
    if (part < 1 && image.size() != upright)
        image = image.scaled(upright, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    if (turned)
        size.transpose();
    return {Picture::State::There, std::move(image), size};
}

} // namespace lockleaf::ui
