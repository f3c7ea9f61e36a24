// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/pick_model.h"

#include <QFont>
#include <QRect>

class QPainter;

namespace lockleaf::ui {

/// A text of which parts are marked, such as the words of a search.
struct MarkedText
{
    QString text;
    std::vector<TextSpan> marks; ///< Ascending, apart from each other.

    /// From UTF-8 and ranges in it. White space becomes single spaces of the same number, so that all of it
    /// can stand in one line.
    [[nodiscard]] static MarkedText from(const std::string& text, const std::vector<TextRange>& ranges);
};

/// Draws `text` from the top of `rect` on, in at most `lines` lines of `lineHeight`; what does not fit ends
/// with "…". Marked parts stand on the token Mark, in `strong`; the others in `color` and `font`.
void drawMarkedText(QPainter& painter, const QRect& rect, int lines, int lineHeight, const MarkedText& text,
                    const QFont& font, const QFont& strong, const QColor& color,
                    Qt::LayoutDirection direction);

} // namespace lockleaf::ui
