// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"

#include <QAbstractListModel>

#include <vector>

namespace lockleaf::ui {

/// Rows of two lines for a RowList, given from outside. With more to come it asks for them as the end comes
/// into sight.
class RowModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        DetailRole = Qt::UserRole + 1, ///< QString: the second line.
        ProblemRole,                   ///< bool: it says what is wrong.
    };
    struct Row
    {
        QString text;
        QString detail;
        bool problem = false; ///< The detail says what is wrong.
    };

    using QAbstractListModel::QAbstractListModel;

    /// `total`: so many there will be, once all have been appended.
    void setRows(std::vector<Row> rows, std::size_t total);
    void append(std::vector<Row> rows);
    void clear() { setRows({}, 0); }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

Q_SIGNALS:
    /// append() is to be called with the rows from the present number on.
    void moreWanted();

private:
    std::vector<Row> m_rows;
    std::size_t m_total = 0;
    bool m_asked = false;
};

} // namespace lockleaf::ui
