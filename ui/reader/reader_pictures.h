// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pictures/picture_source.h"

#include <QTextObjectInterface>

#include <functional>

namespace lockleaf::ui {

/// Draws the pictures of a document: what the vault has of them, or a calm place with a word why not.
class ReaderPictures : public QObject, public QTextObjectInterface
{
    Q_OBJECT
    Q_INTERFACES(QTextObjectInterface)

public:
    /// What is to be drawn for a picture that the document names so.
    struct Shown
    {
        Picture picture;
        QString words;   ///< Said in its place.
        QString address; ///< Of a picture that is somewhere else, which is never loaded.
    };
    using Source = std::function<Shown(const QString& name, int pixels)>;

    explicit ReaderPictures(Source source, QObject* parent = nullptr);

    /// The width of the text, in logical pixels, and the device pixels of one.
    void setRoom(double width, double pixelRatio);

    [[nodiscard]] QSizeF intrinsicSize(QTextDocument* document, int position,
                                       const QTextFormat& format) override;
    void drawObject(QPainter* painter, const QRectF& rect, QTextDocument* document, int position,
                    const QTextFormat& format) override;

private:
    [[nodiscard]] Shown shown(const QTextFormat& format) const;

    Source m_source;
    double m_width = 600;
    double m_pixelRatio = 1;
};

} // namespace lockleaf::ui
