// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/hit_marks.h"

#include <QFont>
#include <QTextBlock>

class QPainter;

namespace lockleaf::ui {

/// Draws the grounds of marked hits, as high as their letters, under the text of a document.
class HitPainter
{
public:
    /// `font` is the one of text that has no other.
    HitPainter(const HitMarks& hits, const QFont& font) : m_hits(hits), m_font(font) {}

    /// Draws what lies between `top` and `bottom`, from the line `first` on. The painter stands at the
    /// document's origin. What is not laid out is not asked for.
    void paint(QPainter& painter, const QTextBlock& first, double top, double bottom) const;

private:
    void paintLine(QPainter& painter, const QTextBlock& block, const QTextLine& line) const;
    void paintHit(QPainter& painter, const QTextBlock& block, const QTextLine& line, int from, int to,
                  bool present) const;
    [[nodiscard]] QFont fontAt(const QTextBlock& block, int from, int to) const;

    const HitMarks& m_hits;
    QFont m_font;
};

} // namespace lockleaf::ui
