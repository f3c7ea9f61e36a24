// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace lockleaf::ui {

class CheckBox;

/// The amber box that holds the one thing to agree to.
class ConsentBox : public QWidget
{
    Q_OBJECT

public:
    /// Takes `box` as its child.
    ConsentBox(CheckBox* box, QWidget* parent);

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace lockleaf::ui
