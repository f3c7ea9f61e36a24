// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/recovery_code.h"

#include <QWidget>

#include <optional>

namespace lockleaf::ui {

class Label;
class LinkButton;

/// The box that shows a recovery code in its groups, or hides it. The code is drawn from wiped memory and
/// never becomes a text of a widget; a screen reader is told it while it is shown.
class RecoveryCodeView : public QWidget
{
    Q_OBJECT

public:
    explicit RecoveryCodeView(QWidget* parent = nullptr);

    /// Shows this one.
    void setCode(RecoveryCode code);
    /// Drops the code.
    void wipe();
    void setShown(bool shown);
    [[nodiscard]] bool isShown() const { return m_shown; }
    /// For the tab order.
    [[nodiscard]] QWidget* toggle() const;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QRect groupsRect() const;

    Label* m_title;
    LinkButton* m_toggle;
    QWidget* m_room; ///< Where the groups are drawn.
    std::optional<RecoveryCode> m_code;
    bool m_shown = true;
};

} // namespace lockleaf::ui
