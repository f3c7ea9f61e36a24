// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"

#include "ui/models/sidebar_model.h"

#include <QListView>

namespace lockleaf::ui {

/// The list of the sidebar. The chosen place stays marked while the keyboard goes over labels. Left and
/// Right, or a click on the chevron or a label, fold.
class SidebarList : public QListView
{
    Q_OBJECT

public:
    explicit SidebarList(SidebarModel& model, QWidget* parent = nullptr);

    /// What is dropped on a row.
    enum class Cargo { Notes, Notebook };

    /// Gives the model what the vault says; the keyboard stays on its row.
    void showContent(const SidebarContent& content);
    /// Marks a place without telling chosen().
    void showChosen(const SidebarPlace& place);
    [[nodiscard]] const SidebarPlace& chosenPlace() const { return m_chosen; }
    /// Whether the place's row is painted as the chosen one.
    [[nodiscard]] bool isChosen(const SidebarModel::Row& row) const;
    /// The row under a global position that takes `cargo`; nothing where none does. `carried` is the notebook
    /// that is moved, which cannot go into itself.
    [[nodiscard]] std::optional<SidebarModel::Row> dropRowAt(const QPoint& global, Cargo cargo,
                                                             RecordId carried = {}) const;
    /// Marks the row that would take what is carried over this position, and scrolls at the edges; with
    /// nothing no row is marked.
    void showDrop(const std::optional<QPoint>& global, Cargo cargo = Cargo::Notes, RecordId carried = {});
    [[nodiscard]] int dropRow() const { return m_dropRow; }
    /// Where the "+" of the label over the notebooks is, within its row.
    [[nodiscard]] static QRect plusRect(const QRect& row, Qt::LayoutDirection direction);
    /// A menu for this row, where the keyboard asks for one.
    [[nodiscard]] QPoint menuPosition(int row) const;

Q_SIGNALS:
    void chosen(const lockleaf::ui::SidebarPlace& place);
    /// The menu key or the secondary button; global position.
    void menuRequested(const QPoint& position, const lockleaf::ui::SidebarModel::Row& row);
    void newNotebookRequested();
    /// F2, or Delete.
    void renameRequested(const lockleaf::ui::SidebarPlace& place);
    void deleteRequested(const lockleaf::ui::SidebarPlace& place);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void changeEvent(QEvent* event) override;

private:
    [[nodiscard]] bool pressLabel(int row, const QPoint& position);
    void setExpanded(int row, bool expanded);
    void keepCurrent(const std::function<void()>& change);

    SidebarModel& m_model;
    SidebarPlace m_chosen;
    int m_dropRow = -1;
    bool m_silent = false;
};

} // namespace lockleaf::ui
