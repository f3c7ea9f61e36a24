// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace lockleaf::ui {

/// The green side of the create page: name, slogan, three promises, and the leaf.
class BrandPanel : public QWidget
{
    Q_OBJECT

public:
    explicit BrandPanel(QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace lockleaf::ui
