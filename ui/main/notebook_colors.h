// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

namespace lockleaf::ui {

/// The colour of a notebook's icon; `index` as in Notebook::color, wrapped into the four that there are.
[[nodiscard]] inline QColor notebookColor(const Theme& theme, int index)
{
    constexpr int Colors = 4;
    const int first = static_cast<int>(Token::NotebookGreen);
    return theme.color(static_cast<Token>(first + ((index % Colors) + Colors) % Colors));
}

} // namespace lockleaf::ui
