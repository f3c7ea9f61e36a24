// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/pick_list.h"

namespace lockleaf::ui {

class Label;

/// A small list under the caret of a text, which keeps the focus. It lies in the window like a sheet, so that
/// a lock takes it away with the rest.
class CompletionPopup : public QWidget
{
    Q_OBJECT

public:
    /// Hidden, in the window of `anyWidget`.
    CompletionPopup(PickModel& model, QWidget* anyWidget);

    [[nodiscard]] PickList& list() const { return *m_list; }
    void setTitle(const QString& title);
    /// Shows it below `caret`, in the window's coordinates, or above where there is more room.
    void showAt(const QRect& caret);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    Label* m_title;
    PickList* m_list;
};

} // namespace lockleaf::ui
