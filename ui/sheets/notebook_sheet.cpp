// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/notebook_sheet.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/pick_list.h"
#include "ui/widgets/text_field.h"

#include <QKeyEvent>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lockleaf::ui {

namespace {

constexpr int NotebookCardWidth = 440;
constexpr int DeepestNotebook = 32; ///< Parents in a ring, which only damage makes, end here.

/// The notebooks below `parent`, each followed by those in it.
void appendNotebooks(std::vector<PickRow>& rows, const std::vector<Notebook>& notebooks, RecordId parent,
                     const QString& path, int depth, int color)
{
    if (depth == DeepestNotebook)
        return;
    for (const Notebook& notebook : notebooks) { // sorted by name
        if (notebook.parent != parent)
            continue;
        PickRow row;
        row.kind = PickRow::Kind::Notebook;
        row.icon = Icon::Notebook;
        row.color = depth == 0 ? notebook.color : color; // as in the sidebar
        row.depth = depth;
        row.id = notebook.id;
        row.text = path + QString::fromStdString(notebook.name);
        rows.push_back(row);
        appendNotebooks(rows, notebooks, notebook.id, row.text + u'/', depth + 1, row.color);
    }
}

} // namespace

NotebookSheet::NotebookSheet(const QString& title, const std::vector<Notebook>& notebooks, QWidget* anyWidget,
                             const QString& noneWords)
    : Sheet(title, anyWidget), m_field(new TextField(tr("Find a notebook"))),
      m_list(new PickList(m_rows, tr("Notebooks")))
{
    setCardWidth(NotebookCardWidth);
    appendNotebooks(m_all, notebooks, {}, {}, 0, 0);
    PickRow none;
    none.kind = PickRow::Kind::Notebook;
    none.icon = Icon::Note;
    none.text = noneWords.isEmpty() ? tr("No notebook") : noneWords;
    m_all.push_back(none);
    m_field->setPlaceholderText(tr("Find a notebook"));
    m_field->installEventFilter(this);
    contentLayout()->setSpacing(metrics::Space3);
    contentLayout()->addWidget(m_field);
    contentLayout()->addWidget(m_list, 1);
    setInitialFocus(m_field);
    connect(m_field, &QLineEdit::textChanged, this, &NotebookSheet::showRows);
    connect(m_list, &PickList::picked, this, &NotebookSheet::take);
    connect(m_list, &PickList::currentRowChanged, m_field, &QWidget::setAccessibleDescription);
    showRows();
}

void NotebookSheet::showRows()
{
    const TitleQuery query(m_field->text().toStdString());
    std::vector<std::pair<std::uint32_t, PickRow>> fitting;
    for (const PickRow& row : m_all) {
        const std::string path = row.text.toStdString();
        const std::uint32_t score = query.score(path);
        if (!query.isEmpty() && score == 0)
            continue;
        fitting.emplace_back(score, row);
        fitting.back().second.marks = spansOf(row.text, query.ranges(path));
        if (query.isEmpty()) // the tree shows the rest of the path
            fitting.back().second.text = row.text.mid(row.text.lastIndexOf(u'/') + 1);
        else
            fitting.back().second.depth = 0;
    }
    std::ranges::stable_sort(fitting, [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<PickRow> rows;
    rows.reserve(fitting.size());
    for (auto& [score, row] : fitting)
        rows.push_back(std::move(row));
    m_rows.setRows(std::move(rows));
    m_list->goToFirst();
}

bool NotebookSheet::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const auto& key = *static_cast<QKeyEvent*>(event);
        if (key.key() == Qt::Key_Return || key.key() == Qt::Key_Enter) {
            take();
            return true;
        }
        if (m_list->handleKey(key))
            return true;
    }
    return Sheet::eventFilter(watched, event);
}

void NotebookSheet::take()
{
    const PickRow* row = m_list->current();
    if (!row)
        return;
    const RecordId notebook = row->id;
    closeSheet();
    Q_EMIT chosen(notebook);
}

} // namespace lockleaf::ui
