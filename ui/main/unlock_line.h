// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>

namespace lockleaf::ui {

/// One quiet line at the foot of the sidebar: when the vault was unlocked before, or, in the colour of a
/// warning, how many attempts failed since. Pressing it opens the details. It shortens itself with "…".
class UnlockLine : public QPushButton
{
    Q_OBJECT

public:
    explicit UnlockLine(QWidget* parent = nullptr);

    /// An empty text hides it.
    void showFact(const QString& text, bool warns);
    [[nodiscard]] bool warns() const { return m_warns; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    bool m_warns = false;
};

} // namespace lockleaf::ui
