// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/pick_model.h"

#include <QAction>

namespace lockleaf::ui {

std::vector<TextSpan> spansOf(const QString& text, const std::vector<TextRange>& ranges)
{
    std::vector<TextSpan> spans;
    std::size_t byte = 0;
    qsizetype unit = 0;
    const auto unitAt = [&](std::size_t wanted) {
        while (byte < wanted && unit < text.size()) {
            const bool pair = text[unit].isHighSurrogate() && unit + 1 < text.size();
            const char32_t letter =
                pair ? QChar::surrogateToUcs4(text[unit], text[unit + 1]) : text[unit].unicode();
            byte += letter < 0x80 ? 1 : letter < 0x800 ? 2 : letter < 0x10000 ? 3 : 4;
            unit += pair ? 2 : 1;
        }
        return unit;
    };
    for (const TextRange& range : ranges) { // ascending
        const qsizetype begin = unitAt(range.begin);
        spans.push_back({begin, unitAt(range.end) - begin});
    }
    return spans;
}

void PickModel::setRows(std::vector<PickRow> rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

const PickRow* PickModel::rowAt(int row) const
{
    return row >= 0 && row < rowCount() ? &m_rows[static_cast<std::size_t>(row)] : nullptr;
}

int PickModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant PickModel::data(const QModelIndex& index, int role) const
{
    const PickRow* row = rowAt(index.row());
    if (!row)
        return {};
    if (role == Qt::DisplayRole)
        return row->text;
    if (role == Qt::AccessibleTextRole)
        //: A line of a list that is read aloud, and what stands at its end.
        return row->detail.isEmpty() ? row->text : tr("%1, %2").arg(row->text, row->detail);
    return {};
}

Qt::ItemFlags PickModel::flags(const QModelIndex& index) const
{
    const PickRow* row = rowAt(index.row());
    if (!row || row->kind == PickRow::Kind::Label || !row->enabled)
        return Qt::NoItemFlags;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable;
}

} // namespace lockleaf::ui
