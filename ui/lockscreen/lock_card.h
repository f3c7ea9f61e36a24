// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMargins>
#include <QWidget>

namespace lockleaf::ui {

/// The raised card of the lock screen with the logo at its top; content is laid out below logoRoom().
class LockCard : public QWidget
{
    Q_OBJECT

public:
    explicit LockCard(QWidget* parent = nullptr);

    [[nodiscard]] static QMargins contentMargins();
    /// How much further in the form stands than the sentences above it, on either side.
    [[nodiscard]] static int formInset();
    /// Height of the logo and the space under it.
    [[nodiscard]] static int logoRoom();
    /// Draws the card's shadow on the surface that it lies on.
    static void paintShadow(QPainter& painter, const QRect& card);

    [[nodiscard]] QSize sizeHint() const override;
    /// No: a layout would ask for the height at its own width, and the card has one of its own.
    [[nodiscard]] bool hasHeightForWidth() const override { return false; }

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace lockleaf::ui
