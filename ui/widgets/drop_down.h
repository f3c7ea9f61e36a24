// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/metrics.h"

#include <QComboBox>

namespace lockleaf::ui {

/// One choice of a list, as a button that shows it. The wheel does not change it: in a scrolling page that
/// would happen by accident.
class DropDown : public QComboBox
{
    Q_OBJECT

public:
    explicit DropDown(const QString& accessibleName, QWidget* parent = nullptr);

    /// Lower limit of the height; text that needs more gets more.
    void setBaseHeight(int height);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    void showPopup() override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    int m_baseHeight = metrics::ButtonHeight;
};

} // namespace lockleaf::ui
