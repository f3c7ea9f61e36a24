// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/markdown_styler.h"

class QPainter;

namespace lockleaf::ui {

/// What is drawn around the text of a note: grounds of code, bars of quotes, bullets, boxes of tasks, rules.
class NoteDecorations
{
public:
    explicit NoteDecorations(const MarkdownStyler& styler) : m_styler(styler) {}

    /// Draws what belongs to the lines from `first` on that begin above `bottom`. The painter stands at the
    /// document's origin; `width` is that of the column.
    void paint(QPainter& painter, QTextBlock first, int width, double bottom) const;
    /// The box of a task, in the document's coordinates; empty for other lines.
    [[nodiscard]] static QRectF taskBox(const QTextBlock& block, const MarkdownStyler& styler);

private:
    void paintCode(QPainter& painter, const QTextBlock& block, int width) const;
    void paintInlineCode(QPainter& painter, const QTextBlock& block, const LineData& data) const;
    void paintListMark(QPainter& painter, const QTextBlock& block, const LineData& data) const;
    void paintQuote(QPainter& painter, const QTextBlock& block, int width) const;

    const MarkdownStyler& m_styler;
};

} // namespace lockleaf::ui
