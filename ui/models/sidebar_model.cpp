// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/sidebar_model.h"

#include "ui/theme/counted.h"

#include <QCollator>

#include <algorithm>
#include <tuple>

using namespace Qt::StringLiterals;

namespace lockleaf::ui {

namespace {

/// As deep as notebooks may be (Vault::ensureNotebook); also ends loops in damaged data.
constexpr int MaximumDepth = 32;

/// Orders rows by what makes two of them the same one.
struct ByPlace
{
    bool operator()(const SidebarModel::Row& a, const SidebarModel::Row& b) const
    {
        const auto key = [](const SidebarModel::Row& row) {
            return std::tuple(row.kind, row.place.kind, row.place.notebook);
        };
        return key(a) != key(b) ? key(a) < key(b) : a.place.tag.compare(b.place.tag, Qt::CaseInsensitive) < 0;
    }
};

using RowSet = std::set<SidebarModel::Row, ByPlace>;

} // namespace

SidebarModel::SidebarModel(QObject* parent) : QAbstractListModel(parent), m_rows(makeRows()) {}

void SidebarModel::setContent(const SidebarContent& content)
{
    m_content = content;
    rebuild();
}

void SidebarModel::clear()
{
    m_content = {};
    m_folded.clear();
    m_unfoldedTags.clear();
    rebuild();
}

void SidebarModel::setExpanded(int index, bool expanded)
{
    const Row& changed = row(index);
    if (!changed.expandable || changed.expanded == expanded)
        return;
    if (changed.kind == RowKind::Notebooks)
        m_notebooksFolded = !expanded;
    else if (changed.kind == RowKind::Tags)
        m_tagsFolded = !expanded;
    else if (changed.place.kind == SidebarPlace::Kind::Tag && expanded)
        m_unfoldedTags.insert(changed.place.tag.toLower());
    else if (changed.place.kind == SidebarPlace::Kind::Tag)
        m_unfoldedTags.remove(changed.place.tag.toLower());
    else if (expanded)
        m_folded.erase(changed.place.notebook);
    else
        m_folded.insert(changed.place.notebook);
    rebuild();
}

void SidebarModel::reveal(const SidebarPlace& place)
{
    if (place.kind == SidebarPlace::Kind::Notebook) {
        m_notebooksFolded = false;
        const Notebook* found = notebook(place.notebook);
        for (int depth = 0; found && depth < MaximumDepth; ++depth) {
            m_folded.erase(found->parent);
            found = notebook(found->parent);
        }
    } else if (place.kind == SidebarPlace::Kind::Tag) {
        m_tagsFolded = false;
        for (qsizetype slash = place.tag.indexOf(u'/'); slash > 0; slash = place.tag.indexOf(u'/', slash + 1))
            m_unfoldedTags.insert(place.tag.left(slash).toLower());
    } else {
        return;
    }
    rebuild();
}

SidebarModel::Row SidebarModel::placeRow(SidebarPlace::Kind kind, const QString& name, std::uint64_t count)
{
    Row row;
    row.place.kind = kind;
    row.name = name;
    row.count = count;
    return row;
}

std::vector<SidebarModel::Row> SidebarModel::makeRows() const
{
    std::vector<Row> rows;
    rows.push_back(placeRow(SidebarPlace::Kind::AllNotes, tr("All notes"), m_content.notes));
    rows.push_back(placeRow(SidebarPlace::Kind::Pinned, tr("Pinned"), m_content.pinned));
    rows.push_back(placeRow(SidebarPlace::Kind::OpenTasks, tr("Open tasks"), m_content.openTasks));
    Row label;
    label.kind = RowKind::Notebooks;
    label.name = tr("Notebooks");
    label.expandable = !m_content.notebooks.empty();
    label.expanded = label.expandable && !m_notebooksFolded;
    rows.push_back(label);
    if (label.expanded)
        appendNotebooks(rows, RecordId{}, 0, 0);
    if (!m_content.tags.empty()) {
        label.kind = RowKind::Tags;
        label.name = tr("Tags");
        label.expandable = true;
        label.expanded = !m_tagsFolded;
        rows.push_back(label);
        if (label.expanded)
            appendTags(rows);
    }
    rows.push_back(placeRow(SidebarPlace::Kind::Trash, tr("Trash"), m_content.trash));
    return rows;
}

/// Rows that stay are kept wherever they go: the pointer may hold one of them.
void SidebarModel::rebuild()
{
    std::vector<Row> rows = makeRows();
    removeAllBut(rows);
    const RowSet known(m_rows.begin(), m_rows.end());
    for (std::size_t at = 0; at < rows.size(); ++at) {
        std::size_t end = at;
        while (end < rows.size() && !known.contains(rows[end]))
            ++end;
        const auto here = m_rows.begin() + static_cast<std::ptrdiff_t>(at);
        if (end > at) {
            beginInsertRows({}, static_cast<int>(at), static_cast<int>(end - 1));
            m_rows.insert(here, rows.begin() + static_cast<std::ptrdiff_t>(at),
                          rows.begin() + static_cast<std::ptrdiff_t>(end));
            endInsertRows();
            at = end - 1;
            continue;
        }
        const auto found =
            std::find_if(here, m_rows.end(), [&](const Row& row) { return row.isSame(rows[at]); });
        if (found == here)
            continue;
        const auto from = static_cast<int>(found - m_rows.begin());
        beginMoveRows({}, from, from, {}, static_cast<int>(at));
        std::rotate(here, found, found + 1);
        endMoveRows();
    }
    m_rows = std::move(rows);
    Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

void SidebarModel::removeAllBut(const std::vector<Row>& rows)
{
    const RowSet staying(rows.begin(), rows.end());
    for (std::size_t end = m_rows.size(); end > 0;) {
        std::size_t begin = end;
        while (begin > 0 && !staying.contains(m_rows[begin - 1]))
            --begin;
        if (begin == end) {
            --end;
            continue;
        }
        beginRemoveRows({}, static_cast<int>(begin), static_cast<int>(end - 1));
        m_rows.erase(m_rows.begin() + static_cast<std::ptrdiff_t>(begin),
                     m_rows.begin() + static_cast<std::ptrdiff_t>(end));
        endRemoveRows();
        end = begin;
    }
}

void SidebarModel::appendNotebooks(std::vector<Row>& rows, RecordId parent, int depth, int color) const
{
    if (depth >= MaximumDepth)
        return;
    std::vector<const Notebook*> children;
    for (const Notebook& notebook : m_content.notebooks)
        if (notebook.parent == parent)
            children.push_back(&notebook);
    // The C locale knows no numbers, and "10" would come before "2".
    QCollator collator(QLocale().language() == QLocale::C ? QLocale(QLocale::English) : QLocale());
    collator.setNumericMode(true);
    collator.setCaseSensitivity(Qt::CaseInsensitive);
    std::ranges::stable_sort(children, [&](const Notebook* a, const Notebook* b) {
        return collator.compare(QString::fromStdString(a->name), QString::fromStdString(b->name)) < 0;
    });
    for (const Notebook* notebook : children) {
        Row row;
        row.place = SidebarPlace::inNotebook(notebook->id);
        row.name = QString::fromStdString(notebook->name);
        row.depth = depth;
        row.color = depth == 0 ? notebook->color : color; // a family has one colour
        row.count = notebook->noteCount;
        row.expandable = std::ranges::any_of(
            m_content.notebooks, [&](const Notebook& other) { return other.parent == notebook->id; });
        row.expanded = row.expandable && !m_folded.contains(notebook->id);
        rows.push_back(row);
        if (row.expanded)
            appendNotebooks(rows, notebook->id, depth + 1, row.color);
    }
}

/// They come in the order of their tree, each after what it is nested in.
void SidebarModel::appendTags(std::vector<Row>& rows) const
{
    QString folded; // what begins with it is hidden
    for (std::size_t i = 0; i < m_content.tags.size(); ++i) {
        const TagCount& tag = m_content.tags[i];
        Row row;
        row.place = SidebarPlace::withTag(QString::fromStdString(tag.name));
        const QString& whole = row.place.tag;
        if (!folded.isEmpty() && whole.startsWith(folded, Qt::CaseInsensitive))
            continue;
        const bool hasNext = i + 1 < m_content.tags.size();
        row.name = whole.mid(whole.lastIndexOf(u'/') + 1);
        row.depth = static_cast<int>(std::min<qsizetype>(whole.count(u'/'), MaximumDepth));
        row.count = tag.notesBelow;
        row.expandable =
            hasNext &&
            QString::fromStdString(m_content.tags[i + 1].name).startsWith(whole + u'/', Qt::CaseInsensitive);
        row.expanded = row.expandable && m_unfoldedTags.contains(whole.toLower());
        folded = row.expandable && !row.expanded ? whole + u'/' : QString();
        rows.push_back(std::move(row));
    }
}

int SidebarModel::rowOf(const SidebarPlace& place) const
{
    Row wanted;
    wanted.place = place;
    return rowOf(wanted);
}

int SidebarModel::rowOf(const Row& wanted) const
{
    const auto found =
        std::ranges::find_if(m_rows, [&](const Row& candidate) { return candidate.isSame(wanted); });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

const Notebook* SidebarModel::notebook(RecordId id) const
{
    const auto found = std::ranges::find(m_content.notebooks, id, &Notebook::id);
    return found == m_content.notebooks.end() ? nullptr : &*found;
}

int SidebarModel::colorOf(RecordId id) const
{
    int color = 0;
    const Notebook* found = notebook(id);
    for (int depth = 0; found && depth < MaximumDepth; ++depth) {
        color = found->color;
        found = notebook(found->parent);
    }
    return color;
}

QString SidebarModel::pathOf(RecordId id) const
{
    QStringList parts;
    const Notebook* found = notebook(id);
    for (int depth = 0; found && depth < MaximumDepth; ++depth) {
        parts.prepend(QString::fromStdString(found->name));
        found = notebook(found->parent);
    }
    return parts.join(u" / "_s);
}

bool SidebarModel::isWithin(RecordId id, RecordId other) const
{
    const Notebook* found = notebook(id);
    for (int depth = 0; found && depth < MaximumDepth; ++depth) {
        if (found->id == other)
            return true;
        found = notebook(found->parent);
    }
    return false;
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
    if (role != Qt::AccessibleTextRole)
        return {};
    QString words = shown.name;
    if (shown.place.kind == SidebarPlace::Kind::Tag)
        words = tr("Tag %1").arg(shown.place.tag);
    if (shown.kind == RowKind::Place)
        words =
            tr("%1, %2").arg(words, counted(static_cast<qint64>(shown.count), tr("1 note"), tr("%1 notes")));
    if (shown.expandable)
        words = (shown.expanded ? tr("%1, unfolded") : tr("%1, folded")).arg(words);
    return words;
}

Qt::ItemFlags SidebarModel::flags(const QModelIndex& index) const
{
    return index.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable : Qt::NoItemFlags;
}

} // namespace lockleaf::ui
