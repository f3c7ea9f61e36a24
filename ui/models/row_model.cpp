// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/row_model.h"

#include <utility>

namespace lockleaf::ui {

void RowModel::setRows(std::vector<Row> rows, std::size_t total)
{
    beginResetModel();
    m_rows = std::move(rows);
    m_total = total;
    m_asked = false;
    endResetModel();
}

void RowModel::append(std::vector<Row> rows)
{
    m_asked = false;
    if (rows.empty()) {
        m_total = m_rows.size(); // fewer than was said
        return;
    }
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(rows.size()) - 1);
    std::ranges::move(rows, std::back_inserter(m_rows));
    endInsertRows();
}

int RowModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant RowModel::data(const QModelIndex& index, int role) const
{
    if (index.row() < 0 || index.row() >= rowCount())
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return row.text;
    case Qt::AccessibleTextRole:
        return QString(row.text + QStringLiteral(", ") + row.detail);
    case DetailRole:
        return row.detail;
    case ProblemRole:
        return row.problem;
    default:
        return {};
    }
}

bool RowModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && !m_asked && m_rows.size() < m_total;
}

void RowModel::fetchMore(const QModelIndex& parent)
{
    if (canFetchMore(parent)) {
        m_asked = true;
        Q_EMIT moreWanted();
    }
}

} // namespace lockleaf::ui
