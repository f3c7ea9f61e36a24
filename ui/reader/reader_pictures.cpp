// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/reader_pictures.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/control_painter.h"

#include <QPainter>
#include <QPainterPath>
#include <QTextDocument>
#include <QTextFormat>
#include <QTextFrame>
#include <QTextTable>

#include <algorithm>

namespace lockleaf::ui {

namespace {

constexpr double CellLines = 2; ///< On each side of a cell, with what Qt rounds up.
constexpr int PlaceholderPadding = 14;
constexpr int PictureGap = 4; ///< Above and below.

QString stateWords(const Picture& picture)
{
    switch (picture.state) {
    case Picture::State::Coming:
        return ReaderPictures::tr("The picture is being opened");
    case Picture::State::Missing:
        return ReaderPictures::tr("This picture is not in the vault");
    case Picture::State::NoImage:
        return ReaderPictures::tr("This file is not shown as a picture");
    case Picture::State::Refused:
        return ReaderPictures::tr("This picture is too large to be shown");
    case Picture::State::Damaged:
        return ReaderPictures::tr("This picture is damaged");
    case Picture::State::There:
        break;
    }
    return {};
}

/// The lines of the place of a picture that is not drawn.
QStringList linesOf(const ReaderPictures::Shown& shown)
{
    QStringList lines;
    const QString name = shown.picture.name.isEmpty() ? shown.words : shown.picture.name;
    if (!name.isEmpty())
        lines << name;
    if (shown.address.isEmpty()) {
        lines << stateWords(shown.picture);
    } else {
        lines << shown.address << ReaderPictures::tr("A remote picture is never loaded");
    }
    return lines;
}

} // namespace

ReaderPictures::ReaderPictures(Source source, const QFont& font, QObject* parent)
    : QObject(parent), m_source(std::move(source)), m_font(font)
{
}

void ReaderPictures::setRoom(double width, double pixelRatio)
{
    m_width = std::max(1.0, width);
    m_pixelRatio = pixelRatio;
}

ReaderPictures::Shown ReaderPictures::shown(const QTextFormat& format) const
{
    return m_source(format.toImageFormat().name(), qRound(m_width * m_pixelRatio));
}

/// In a table its columns share the width.
double ReaderPictures::roomAt(QTextDocument* document, int position) const
{
    // By its frame: a cursor would have the text laid out, which is what asks for this.
    const QTextTable* table = nullptr;
    for (QTextFrame* frame = document->frameAt(position); frame && !table; frame = frame->parentFrame())
        table = qobject_cast<QTextTable*>(frame);
    if (!table)
        return m_width;
    const double around = 2 * (table->format().cellPadding() + CellLines);
    return std::max(1.0, m_width / std::max(1, table->columns()) - around);
}

QSizeF ReaderPictures::intrinsicSize(QTextDocument* document, int position, const QTextFormat& format)
{
    const Shown what = shown(format);
    const double room = roomAt(document, position);
    if (what.address.isEmpty() && !what.picture.size.isEmpty() &&
        (what.picture.state == Picture::State::There || what.picture.state == Picture::State::Coming)) {
        QSizeF size = QSizeF(what.picture.size);
        if (size.width() > room)
            size = QSizeF(room, std::max(1.0, size.height() * room / size.width()));
        const double most = m_highest - 2 * PictureGap;
        if (size.height() > most)
            size = QSizeF(std::max(1.0, size.width() * most / size.height()), most);
        return {size.width(), size.height() + 2 * PictureGap};
    }
    const QFontMetricsF metrics(m_font);
    const auto lines = static_cast<double>(linesOf(what).size());
    return {room, lines * metrics.height() + 2 * PlaceholderPadding + 2 * PictureGap};
}

void ReaderPictures::drawObject(QPainter* painter, const QRectF& rect, QTextDocument*, int,
                                const QTextFormat& format)
{
    const Shown what = shown(format);
    const QRectF inner = rect.adjusted(0, PictureGap, 0, -PictureGap);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (what.address.isEmpty() && what.picture.state == Picture::State::There) {
        QPainterPath outline;
        outline.addRoundedRect(inner, metrics::RadiusPicture, metrics::RadiusPicture);
        painter->setClipPath(outline, Qt::IntersectClip);
        painter->setRenderHint(QPainter::SmoothPixmapTransform);
        painter->drawImage(inner, what.picture.image);
    } else {
        control_painter::frame(*painter, inner, m_theme.color(Token::Line), 1, metrics::RadiusPicture,
                               m_theme.color(Token::Code));
        painter->setFont(m_font);
        painter->setPen(m_theme.color(Token::TextSecondary));
        const QFontMetricsF metrics(painter->font());
        QRectF line = inner.adjusted(PlaceholderPadding, PlaceholderPadding, -PlaceholderPadding, 0);
        for (const QString& text : linesOf(what)) {
            line.setHeight(metrics.height());
            painter->drawText(line, Qt::AlignVCenter | Qt::TextSingleLine,
                              metrics.elidedText(text, Qt::ElideMiddle, line.width()));
            line.moveTop(line.bottom());
        }
    }
    painter->restore();
}

} // namespace lockleaf::ui
