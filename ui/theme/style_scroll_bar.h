// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyle>

class QPainter;
class QStyleOptionSlider;

/// How LockleafStyle draws scroll bars: a thumb without groove or buttons.
namespace lockleaf::ui::style_scroll_bar {

inline constexpr int Extent = 12;
inline constexpr int ThumbMinimum = 36;

void draw(const QStyleOptionSlider& bar, QPainter& painter);
[[nodiscard]] QRect subControlRect(const QStyleOptionSlider& bar, QStyle::SubControl subControl);

} // namespace lockleaf::ui::style_scroll_bar
