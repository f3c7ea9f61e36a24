// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/sidebar_model.h"

#include <QListView>

namespace lockleaf::ui {

/// The list of the sidebar: all notes and the notebooks. Left and Right, or a click on the chevron, fold.
class SidebarList : public QListView
{
    Q_OBJECT

public:
    explicit SidebarList(SidebarModel& model, QWidget* parent = nullptr);

Q_SIGNALS:
    /// The person chose a notebook, or all notes (nothing).
    void chosen(std::optional<lockleaf::RecordId> notebook);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void changeEvent(QEvent* event) override;

private:
    SidebarModel& m_model;
    bool m_silent = false;

public:
    /// Selects without telling chosen().
    void showChosen(std::optional<RecordId> notebook);
};

} // namespace lockleaf::ui
