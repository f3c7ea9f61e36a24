// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/markdown_scanner.h"

#include <QString>

#include <vector>

namespace lockleaf::ui {

/// A picture that a line of a note names.
struct PictureSpot
{
    QString target;     ///< As it stands in the text.
    bool alone = false; ///< The line has nothing else.
};

/// More pictures than these in one line are not shown.
constexpr std::size_t mostPicturesInLine = 16;

/// The pictures that `line` names, outside of code: `![words](target)`, `![[target]]`, `<img src="target">`.
/// Those of other places (with a scheme, like `https:`) are left out.
[[nodiscard]] std::vector<PictureSpot> picturesIn(QStringView line, const markdown::Line& looks);

} // namespace lockleaf::ui
