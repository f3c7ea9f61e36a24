// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/reader/reader_style.h"

#include <QTextBlock>

class QPainter;

namespace lockleaf::ui {

/// Draws what stands beside and under the text of a reader's document: grounds of code, bars of quotes,
/// bullets and the boxes of tasks. On any thread that owns the document.
class ReaderMarks
{
public:
    ReaderMarks(const ReaderStyle& style, const Theme& theme) : m_style(style), m_theme(theme) {}

    /// From the block `from` to those at `bottom`; the painter stands at the document's origin, the column of
    /// text is `width` wide.
    void paint(QPainter& painter, const QTextBlock& from, double bottom, double width) const;

private:
    void paintCode(QPainter& painter, const QTextBlock& block, double width) const;
    void paintQuotes(QPainter& painter, const QTextBlock& block, double width) const;
    void paintListMark(QPainter& painter, const QTextBlock& block) const;
    void paintBox(QPainter& painter, const QRectF& box, bool done) const;

    const ReaderStyle& m_style;
    const Theme& m_theme;
};

} // namespace lockleaf::ui
