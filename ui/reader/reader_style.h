// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QFont>
#include <QString>

namespace lockleaf::ui {

/// How a note looks in Read mode or on paper. A value: it is made on the GUI thread, then used on any.
struct ReaderStyle
{
    /// In the colours of `theme`, with text of `scale` times the design's size.
    [[nodiscard]] static ReaderStyle of(const Theme& theme, double scale);

    QFont body;
    QFont code;
    QString sheet; ///< CSS, of which QTextDocument knows a part.
    QColor text;
    QColor quiet;          ///< Of what is done.
    double indent = 28;    ///< Of a list, in pixels.
    double gap = 12;       ///< Below a paragraph.
    double codeIndent = 0; ///< Within the ground of code.
    double quoteIndent = 0;
};

} // namespace lockleaf::ui
