// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRect>
#include <QSize>

class QPainter;
class QStyleOptionMenuItem;
class QWidget;

/// How LockleafStyle draws menus, opened lists and tooltips.
namespace lockleaf::ui::style_popups {

void drawPanel(QPainter& painter, const QRect& rect);

/// Cuts a popup to its rounded shape: a translucent window needs a compositor, which not every X11 session
/// runs.
void maskRounded(QWidget& popup);

void drawMenuItem(const QStyleOptionMenuItem& item, QPainter& painter);
[[nodiscard]] QSize menuItemSize(const QStyleOptionMenuItem& item);

} // namespace lockleaf::ui::style_popups
