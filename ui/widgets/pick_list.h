// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/pick_model.h"

#include <QListView>

class QKeyEvent;

namespace lockleaf::ui {

/// A list of PickRows that a field or a text moves through while it keeps the keyboard focus. As high as its
/// rows, up to a limit.
class PickList : public QListView
{
    Q_OBJECT

public:
    PickList(PickModel& model, const QString& accessibleName, QWidget* parent = nullptr);

    /// More than this and it scrolls.
    void setMostHeight(int height);
    /// Makes the first row that can be taken the current one.
    void goToFirst();
    /// Up, Down, Page Up, Page Down and, if `ends`, Home and End move the current row. Whether `event` was
    /// one of those.
    bool handleKey(const QKeyEvent& event, bool ends = true);
    /// Nothing where no row is current.
    [[nodiscard]] const PickRow* current() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {0, 0}; }

Q_SIGNALS:
    /// A click on a row that can be taken.
    void picked();
    /// Another row is the current one; what it says, for whoever has the focus.
    void currentRowChanged(const QString& words);

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void goTo(int from, int step);

    PickModel& m_model;
    int m_mostHeight;
};

} // namespace lockleaf::ui
