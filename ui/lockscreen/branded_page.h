// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace lockleaf::ui {

class BrandPanel;

/// What the two pages of making a vault have in common, so that nothing jumps between them: the panel that
/// says what Lockleaf is, and beside it a form that scrolls where the window is low or the text large.
class BrandedPage : public QWidget
{
    Q_OBJECT

public:
    explicit BrandedPage(QWidget* parent = nullptr);

protected:
    /// Puts `form` in its place, and `head`, if any, above it; once.
    void setForm(QWidget* form, QWidget* head = nullptr);
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    BrandPanel* m_brand;
};

} // namespace lockleaf::ui
