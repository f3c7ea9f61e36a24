// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"
#include "ui/models/row_model.h"

#include <QListView>

namespace lockleaf::ui {

/// A list whose rows have two lines each.
class RowList : public QListView
{
    Q_OBJECT

public:
    /// `model` must outlive it.
    RowList(RowModel& model, const QString& accessibleName, QWidget* parent = nullptr);

    /// Makes `row` the current one and the only one that is selected.
    void choose(int row);
    /// Numbers of the rows that are selected, in order.
    [[nodiscard]] std::vector<int> selectedRows() const;

Q_SIGNALS:
    /// The current row or the selection is another one.
    void choiceChanged();
    /// Return on the current row, or a double click.
    void taken();

protected:
    void selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void changeEvent(QEvent* event) override;
};

} // namespace lockleaf::ui
