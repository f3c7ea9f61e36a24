// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

namespace lockleaf::ui {

/// A form as high as it needs to be, which scrolls where the window is lower than that. The field that has
/// the focus is in view.
class FormArea : public QScrollArea
{
    Q_OBJECT

public:
    /// Takes `form` over; it has a layout.
    explicit FormArea(QWidget* form, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void showFocused(QWidget* now);
};

} // namespace lockleaf::ui
