// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/list_rows.h"

namespace lockleaf::ui {

namespace {

constexpr int ListRowsMinuteMilliseconds = 60'000;
constexpr int ListRowsDeepest = 32; ///< Parents in a ring, which only damage makes, end here.

} // namespace

ListRows::ListRows(QObject* parent) : QAbstractListModel(parent), m_now(QDateTime::currentDateTime())
{
    connect(&m_minute, &QTimer::timeout, this, [this] { setNow(QDateTime::currentDateTime()); });
    m_minute.start(ListRowsMinuteMilliseconds);
}

std::optional<RecordId> ListRows::idAt(int row) const
{
    const NoteSummary* summary = summaryAt(row);
    return summary ? std::optional(summary->id) : std::nullopt;
}

void ListRows::setNotebooks(const std::vector<Notebook>& notebooks)
{
    std::unordered_map<RecordId, const Notebook*> byId;
    for (const Notebook& notebook : notebooks)
        byId.emplace(notebook.id, &notebook);
    // Those in a notebook have the colour of the outermost one, as in the sidebar.
    const auto colorOf = [&byId](const Notebook* notebook) {
        for (int depth = 0; depth < ListRowsDeepest; ++depth) {
            const auto parent = byId.find(notebook->parent);
            if (parent == byId.end())
                break;
            notebook = parent->second;
        }
        return notebook->color;
    };
    m_notebooks.clear();
    for (const Notebook& notebook : notebooks)
        m_notebooks.emplace(notebook.id,
                            NotebookLook{QString::fromStdString(notebook.name), colorOf(&notebook)});
    tellRowsChanged();
}

ListRows::NotebookLook ListRows::notebookLook(RecordId id) const
{
    const auto found = m_notebooks.find(id);
    return found == m_notebooks.end() ? NotebookLook{} : found->second;
}

QString ListRows::shortTimeOf(const NoteSummary& summary) const
{
    return note_dates::shortTime(dateOf(summary), m_now, m_days);
}

void ListRows::setNow(const QDateTime& now)
{
    m_now = now;
    m_days = LocalDays(); // the machine may be in another time zone by now
    tellRowsChanged();
}

void ListRows::forgetLooks()
{
    m_minute.stop();
    m_notebooks.clear();
}

QVariant ListRows::data(const QModelIndex& index, int role) const
{
    const NoteSummary* summary = index.isValid() ? summaryAt(index.row()) : nullptr;
    if (!summary)
        return {};
    if (role == Qt::DisplayRole)
        return summary->title.empty() ? tr("New note") : QString::fromStdString(summary->title);
    if (role == Qt::AccessibleTextRole)
        return accessibleText(*summary, excerptAt(index.row()));
    return {};
}

QString ListRows::accessibleText(const NoteSummary& summary, const SearchExcerpt* excerpt) const
{
    QStringList parts;
    parts << (summary.title.empty() ? tr("New note") : QString::fromStdString(summary.title));
    if (const QString notebook = notebookLook(summary.notebook).name; !notebook.isEmpty())
        parts << notebook;
    parts << shortTimeOf(summary);
    if (summary.tasksAll > 0)
        parts << tr("%1 of %2 tasks").arg(summary.tasksDone).arg(summary.tasksAll);
    if (summary.pinned)
        parts << tr("pinned");
    if (excerpt && !excerpt->text.empty())
        parts << QString::fromStdString(excerpt->text).simplified();
    //: Separates the parts of a row that is read aloud.
    return parts.join(tr(", "));
}

} // namespace lockleaf::ui
