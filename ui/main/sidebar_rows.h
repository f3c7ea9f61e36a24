// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/sidebar_model.h"

#include <QStyledItemDelegate>

namespace lockleaf::ui {

class SidebarList;

/// Paints the rows of the sidebar.
class SidebarRows : public QStyledItemDelegate
{
    Q_OBJECT

public:
    static constexpr int IconLeft = 22; ///< Of a row that is in nothing.
    static constexpr int Indent = 18;

    SidebarRows(const SidebarModel& model, SidebarList* list);

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

private:
    void paintLabel(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
    void paintRow(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
    void paintGround(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index,
                     const QRect& card) const;

    const SidebarModel& m_model;
    SidebarList* m_list;
};

} // namespace lockleaf::ui
