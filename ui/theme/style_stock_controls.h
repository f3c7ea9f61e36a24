// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QStyle>

class QPainter;
class QStyleOption;
class QStyleOptionButton;
class QStyleOptionComboBox;
class QStyleOptionHeader;
class QStyleOptionToolButton;
class QWidget;

/// How LockleafStyle draws the plain controls of Qt that appear in its own dialogs (the file dialog), so that
/// these look like ours.
namespace lockleaf::ui::style_stock_controls {

/// The frame of every line edit that has one: our border, the accent while it has the focus, the danger
/// colour while its property "lockleafError" is set.
void drawField(const QStyleOption& option, QPainter& painter, const QWidget* widget);
/// The frame around item views.
void drawViewFrame(const QStyleOption& option, QPainter& painter);
void drawButtonPanel(const QStyleOptionButton& option, QPainter& painter);
[[nodiscard]] QColor buttonTextColor(const QStyleOptionButton& option);
void drawToolButtonPanel(const QStyleOption& option, QPainter& painter);
void drawComboBox(const QStyleOptionComboBox& option, QPainter& painter);
void drawHeaderSection(const QStyleOptionHeader& option, QPainter& painter);
/// The ground of a row in an item view.
void drawItemPanel(const QStyleOption& option, QPainter& painter);

/// Our drawing for one of the pictures that Qt's dialogs use; null where we have none.
[[nodiscard]] QIcon standardIcon(QStyle::StandardPixmap picture);

} // namespace lockleaf::ui::style_stock_controls
