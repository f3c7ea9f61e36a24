// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/markdown_styler.h"
#include "ui/pictures/picture_source.h"

#include <QPointer>

class QPainter;

namespace lockleaf::ui {

/// The pictures among the lines of a note: how large each is shown, and its drawing below its line. GUI
/// thread only.
class EditorPictures
{
public:
    /// A picture is shown no higher than this, in logical pixels.
    static constexpr int MostHeight = 480;

    /// Nothing: no picture is shown.
    void setSource(PictureSource* source) { m_source = source; }
    [[nodiscard]] PictureSource* source() const { return m_source; }
    /// How wide the column of text is, in logical pixels of so many device pixels each. True: that is new.
    bool setColumn(int width, double ratio);

    /// What the pictures of the line take, as far as they are known.
    [[nodiscard]] PictureRoom roomFor(const QTextBlock& block) const;
    /// Draws those of the lines from `first` on that begin above `bottom`, in the document's coordinates.
    void paint(QPainter& painter, QTextBlock first, double bottom) const;
    /// The target of the picture of `block` at `point` of the document; empty for none.
    [[nodiscard]] QString targetAt(const QTextBlock& block, const QPointF& point) const;

private:
    /// One picture or the sentence that stands for it.
    struct Item
    {
        QString target;
        QRectF place; ///< In the document.
        QString sentence;
    };
    [[nodiscard]] std::vector<Item> itemsOf(const QTextBlock& block) const;
    [[nodiscard]] int roomWidth(const QTextBlock& block) const;
    void paintItem(QPainter& painter, const Item& item) const;

    QPointer<PictureSource> m_source;
    int m_column = 0;
    double m_ratio = 1.0;
};

} // namespace lockleaf::ui
