// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pictures/picture_source.h"
#include "ui/theme/theme.h"

#include <QFont>
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

    /// `font`: of the words in the place of a picture.
    ReaderPictures(Source source, const QFont& font, QObject* parent = nullptr);

    /// In which colours a place without a picture is drawn.
    void setTheme(const Theme& theme) { m_theme = theme; }
    /// The width of the text, in logical pixels, and the device pixels of one.
    void setRoom(double width, double pixelRatio);

    /// No picture is drawn higher than this, in logical pixels: on paper it has to fit on a page.
    void setHighest(double height) { m_highest = height; }

    [[nodiscard]] QSizeF intrinsicSize(QTextDocument* document, int position,
                                       const QTextFormat& format) override;
    void drawObject(QPainter* painter, const QRectF& rect, QTextDocument* document, int position,
                    const QTextFormat& format) override;

private:
    [[nodiscard]] Shown shown(const QTextFormat& format) const;
    [[nodiscard]] double roomAt(QTextDocument* document, int position) const;

    Source m_source;
    Theme m_theme = Theme::make(Scheme::Light);
    QFont m_font; ///< Of words in the place of a picture.
    double m_highest = 100'000;
    double m_width = 600;
    double m_pixelRatio = 1;
};

} // namespace lockleaf::ui
