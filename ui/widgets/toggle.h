// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCheckBox>

namespace lockleaf::ui {

/// A 40×24 switch that acts at once. Screen readers meet it as a check box with this name.
class Toggle : public QCheckBox
{
    Q_OBJECT

public:
    explicit Toggle(const QString& accessibleName, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    [[nodiscard]] bool hitButton(const QPoint& position) const override;
};

} // namespace lockleaf::ui
