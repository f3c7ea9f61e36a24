// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyle>

namespace lockleaf::ui {

/// The flags for QPainter::drawText of one line at the leading edge, vertically centred.
[[nodiscard]] inline int leadingLine(Qt::LayoutDirection direction)
{
    const Qt::Alignment side = QStyle::visualAlignment(direction, Qt::AlignLeft);
    return static_cast<int>(side.toInt()) | Qt::AlignVCenter | Qt::TextSingleLine;
}

} // namespace lockleaf::ui
