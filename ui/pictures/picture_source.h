// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QObject>
#include <QString>

namespace lockleaf::ui {

/// A picture of a note as far as it is there.
struct Picture
{
    enum class State {
        Coming,  ///< It is being read; PictureSource::changed() follows.
        There,   ///< `image` is to be shown.
        Missing, ///< The target stands for no file of the vault: one of another place, or none at all.
        NoImage, ///< The file is none of the pictures that are shown.
        Refused, ///< Larger than what is decoded.
        Damaged,
    };

    State state = State::Missing;
    QImage image; ///< As many pixels as were asked for or fewer, in device pixels; null unless There.
    QSize size;   ///< Of the picture in the file, in its pixels; empty while nothing is known of it.
    QString name; ///< Of the file in the vault; may be empty.
};

/// Gives the pictures of the open note, from the vault alone. GUI thread only.
class PictureSource : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// What `target` shows, as it stands in the text or as Markdown reads it, no wider than `width` device
    /// pixels. Answers at once; where the picture has to be read first, changed() tells when to ask again.
    /// With a width of 0 only its size is read: it stays Coming, with that size, or is one of the others.
    [[nodiscard]] virtual Picture picture(const QString& target, int width) = 0;

Q_SIGNALS:
    /// Some picture that was asked for is another one now.
    void changed();
};

} // namespace lockleaf::ui
