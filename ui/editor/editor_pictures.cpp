// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/editor_pictures.h"

#include "ui/pictures/picture_words.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme_manager.h"
#include "ui/theme/typography.h"
#include "ui/widgets/control_painter.h"

#include <QAbstractTextDocumentLayout>
#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace lockleaf::ui {

namespace {

constexpr int PictureGap = 10; ///< Over and under a picture.
constexpr int PictureSentencePadding = 8;

/// As large as it is, but within the column and not higher than what fits on a screen.
QSize shownSize(const QSize& natural, int width)
{
    const QSize most(std::max(1, width), EditorPictures::MostHeight);
    const bool fits = natural.width() <= most.width() && natural.height() <= most.height();
    const QSize size = fits ? natural : natural.scaled(most, Qt::KeepAspectRatio);
    return size.expandedTo({1, 1});
}

int sentenceHeight()
{
    return QFontMetrics(typography::font(TextRole::Caption)).height() + 2 * PictureSentencePadding;
}

void paintSentence(QPainter& painter, const QRectF& place, const QString& sentence)
{
    const Theme& theme = currentTheme();
    control_painter::frame(painter, place, theme.color(Token::Line), 1, metrics::RadiusControl,
                           theme.color(Token::Code));
    painter.setFont(typography::font(TextRole::Caption));
    painter.setPen(theme.color(Token::TextSecondary));
    const QRectF text = place.adjusted(PictureSentencePadding, 0, -PictureSentencePadding, 0);
    painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeading | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(sentence, Qt::ElideMiddle, qRound(text.width())));
}

void paintImage(QPainter& painter, const QRectF& place, const QImage& image)
{
    const double radius =
        std::min(double{metrics::RadiusPicture}, std::min(place.width(), place.height()) / 8);
    QPainterPath shape;
    shape.addRoundedRect(place, radius, radius);
    // A brush and not a clip: the round edges are smooth.
    QBrush brush(image);
    QTransform onto = QTransform::fromTranslate(place.x(), place.y());
    onto.scale(place.width() / image.width(), place.height() / image.height());
    brush.setTransform(onto);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.fillPath(shape, brush);
}

} // namespace

bool EditorPictures::setColumn(int width, double ratio)
{
    const bool isNew = width != m_column || ratio != m_ratio;
    m_column = width;
    m_ratio = ratio;
    return isNew;
}

int EditorPictures::roomWidth(const QTextBlock& block) const
{
    const QTextBlockFormat format = block.blockFormat();
    return m_column - qRound(format.leftMargin() + format.rightMargin());
}

std::vector<EditorPictures::Item> EditorPictures::itemsOf(const QTextBlock& block) const
{
    std::vector<Item> items;
    const LineData* data = MarkdownStyler::dataOf(block);
    if (!m_source || !data)
        return items;
    const bool rightToLeft = block.textDirection() == Qt::RightToLeft;
    const int width = roomWidth(block);
    const QPointF origin = block.layout()->position();
    const double left = block.blockFormat().leftMargin();
    double top = origin.y() + block.layout()->boundingRect().height() + PictureGap;
    for (const PictureSpot& spot : data->pictures) {
        const Picture picture = m_source->picture(spot.target, 0);
        const bool isShown = picture.state == Picture::State::There ||
                             (picture.state == Picture::State::Coming && !picture.size.isEmpty());
        const QString sentence = isShown ? QString() : pictureSentence(picture);
        if (!isShown && sentence.isEmpty())
            continue;
        const QSize size = isShown ? shownSize(picture.size, width) : QSize(width, sentenceHeight());
        const double x = rightToLeft ? left + width - size.width() : left;
        items.push_back({spot.target, QRectF(QPointF(x, top), QSizeF(size)), sentence});
        top += size.height() + PictureGap;
    }
    return items;
}

PictureRoom EditorPictures::roomFor(const QTextBlock& block) const
{
    const std::vector<Item> items = itemsOf(block);
    if (items.empty())
        return {};
    double height = PictureGap;
    for (const Item& item : items)
        height += item.place.height() + PictureGap;
    const LineData* data = MarkdownStyler::dataOf(block);
    const bool instead =
        data->pictures.size() == 1 && data->pictures.front().alone && items.front().sentence.isEmpty();
    return {qRound(height), instead};
}

void EditorPictures::paint(QPainter& painter, QTextBlock block, double bottom) const
{
    for (; block.isValid(); block = block.next()) {
        const QTextLayout* layout = block.layout();
        if (layout->lineCount() == 0 || layout->position().y() > bottom)
            break;
        const LineData* data = MarkdownStyler::dataOf(block);
        if (!data || data->pictures.empty())
            continue;
        // A step of undo may have brought back a line without the room.
        const double end =
            layout->position().y() + layout->boundingRect().height() + block.blockFormat().bottomMargin();
        for (const Item& item : itemsOf(block))
            if (item.place.bottom() <= end)
                paintItem(painter, item);
    }
}

void EditorPictures::paintItem(QPainter& painter, const Item& item) const
{
    if (!item.sentence.isEmpty()) {
        paintSentence(painter, item.place, item.sentence);
        return;
    }
    const Picture picture = m_source->picture(item.target, qRound(item.place.width() * m_ratio));
    if (picture.state == Picture::State::There)
        paintImage(painter, item.place, picture.image);
    else
        control_painter::fill(painter, item.place, currentTheme().color(Token::Code), metrics::RadiusPicture);
}

QString EditorPictures::targetAt(const QTextBlock& block, const QPointF& point) const
{
    for (const Item& item : itemsOf(block))
        if (item.place.contains(point))
            return item.target;
    return {};
}

} // namespace lockleaf::ui
