// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/sidebar_model.h"

#include "ui/theme/counted.h"

#include <QCollator>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lockleaf::ui {

namespace {

/// As deep as notebooks may be (Vault::ensureNotebook); also ends loops in damaged data.
constexpr int MaximumDepth = 32;

} // namespace

void SidebarModel::setContent(const SidebarContent& content)
{
    m_content = content;
    rebuild();
}

void SidebarModel::clear()
{
    m_content = {};
    m_folded.clear();
    rebuild();
}

void SidebarModel::setExpanded(int index, bool expanded)
{
    const Row& changed = row(index);
    if (!changed.expandable || changed.expanded == expanded)
        return;
    if (expanded)
        m_folded.erase(changed.notebook);
    else
        m_folded.insert(changed.notebook);
    rebuild();
}

void SidebarModel::rebuild()
{
    std::vector<Row> rows;
    Row all;
    all.name = tr("All notes");
    all.count = m_content.notes;
    rows.push_back(all);
    if (!m_content.notebooks.empty()) {
        Row label;
        label.kind = RowKind::Label;
        label.name = tr("Notebooks");
        rows.push_back(label);
        appendChildren(rows, RecordId{}, 0, 0);
    }
    // What both have at the beginning and at the end stays; only the middle comes or goes.
    const auto same = [](const Row& a, const Row& b) { return a.kind == b.kind && a.notebook == b.notebook; };
    const auto head = std::ranges::mismatch(m_rows, rows, same).in1 - m_rows.begin();
    const auto least = static_cast<std::ptrdiff_t>(std::min(m_rows.size(), rows.size()));
    std::ptrdiff_t tail = 0;
    while (tail < least - head && same(*(m_rows.end() - 1 - tail), *(rows.end() - 1 - tail)))
        ++tail;
    const auto oldEnd = static_cast<std::ptrdiff_t>(m_rows.size()) - tail;
    const auto newEnd = static_cast<std::ptrdiff_t>(rows.size()) - tail;
    if (oldEnd > head) {
        beginRemoveRows({}, static_cast<int>(head), static_cast<int>(oldEnd - 1));
        m_rows.erase(m_rows.begin() + head, m_rows.begin() + oldEnd);
        endRemoveRows();
    }
    if (newEnd > head) {
        beginInsertRows({}, static_cast<int>(head), static_cast<int>(newEnd - 1));
        m_rows = std::move(rows);
        endInsertRows();
    } else {
        m_rows = std::move(rows);
    }
    Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

void SidebarModel::appendChildren(std::vector<Row>& rows, RecordId parent, int depth, int color) const
{
    if (depth >= MaximumDepth)
        return;
    std::vector<const Notebook*> children;
    for (const Notebook& notebook : m_content.notebooks)
        if (notebook.parent == parent)
            children.push_back(&notebook);
    QCollator collator;
    collator.setNumericMode(true);
    collator.setCaseSensitivity(Qt::CaseInsensitive);
    std::ranges::stable_sort(children, [&](const Notebook* a, const Notebook* b) {
        return collator.compare(QString::fromStdString(a->name), QString::fromStdString(b->name)) < 0;
    });
    for (const Notebook* notebook : children) {
        Row row;
        row.kind = RowKind::Notebook;
        row.notebook = notebook->id;
        row.name = QString::fromStdString(notebook->name);
        row.depth = depth;
        row.color = depth == 0 ? notebook->color : color; // a family has one colour
        row.count = notebook->noteCount;
        row.expandable = std::ranges::any_of(
            m_content.notebooks, [&](const Notebook& other) { return other.parent == notebook->id; });
        row.expanded = row.expandable && !m_folded.contains(notebook->id);
        rows.push_back(row);
        if (row.expanded)
            appendChildren(rows, notebook->id, depth + 1, row.color);
    }
}

int SidebarModel::rowOf(std::optional<RecordId> notebook) const
{
    for (int i = 0; i < rowCount(); ++i)
        if (notebook && row(i).kind == RowKind::Notebook && row(i).notebook == *notebook)
            return i;
    return 0;
}

QString SidebarModel::pathOf(RecordId notebook) const
{
    QStringList parts;
    for (int depth = 0; depth < MaximumDepth && !notebook.isNull(); ++depth) {
        const auto found = std::ranges::find(m_content.notebooks, notebook, &Notebook::id);
        if (found == m_content.notebooks.end())
            break;
        parts.prepend(QString::fromStdString(found->name));
        notebook = found->parent;
    }
    return parts.join(u" / "_s);
}

int SidebarModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant SidebarModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Row& shown = row(index.row());
    if (role == Qt::DisplayRole)
        return shown.name;
    if (role == Qt::AccessibleTextRole)
        return shown.kind == RowKind::Label
                   ? shown.name
                   : tr("%1, %2").arg(
                         shown.name, counted(static_cast<qint64>(shown.count), tr("1 note"), tr("%1 notes")));
    return {};
}

Qt::ItemFlags SidebarModel::flags(const QModelIndex& index) const
{
    if (!index.isValid() || row(index.row()).kind == RowKind::Label)
        return Qt::NoItemFlags;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable;
}

} // namespace lockleaf::ui
