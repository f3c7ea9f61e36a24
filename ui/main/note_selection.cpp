// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/note_selection.h"

#include <algorithm>

namespace lockleaf::ui {

namespace {

constexpr int RowsAtOnce = 500;
constexpr int MostBeginnings = 20;

} // namespace

/// Reads the rows of a selection piece by piece. What changes the list meanwhile is told before the answer to
/// whatever was asked after it: then it begins anew.
struct NoteSelection::Search
{
    Use use;
    std::uint64_t generation = 0;
    std::uint64_t revision = 0;
    int beginnings = 0;
    std::vector<Rows> left; ///< Of the vault's list, which has no draft.
    std::vector<RecordId> found;
};

NoteSelection::NoteSelection(VaultSession& session, NoteListModel& model, QItemSelectionModel& rows)
    : m_session(session), m_model(model)
{
    follow(model, rows);
}

void NoteSelection::follow(ListRows& model, QItemSelectionModel& rows)
{
    if (m_rows) {
        m_rows->disconnect(this);
        m_shown->disconnect(this);
    }
    m_shown = &model;
    m_rows = &rows;
    connect(&rows, &QItemSelectionModel::selectionChanged, this, &NoteSelection::refresh);
    connect(&model, &QAbstractItemModel::modelReset, this, &NoteSelection::refresh);
    connect(&model, &QAbstractItemModel::rowsRemoved, this, &NoteSelection::refresh);
    refresh();
}

std::vector<NoteSelection::Rows> NoteSelection::rows() const
{
    std::vector<Rows> rows;
    for (const QItemSelectionRange& range : m_rows->selection())
        if (range.isValid())
            rows.push_back({range.top(), range.bottom()});
    std::ranges::sort(rows, {}, &Rows::first);
    return rows;
}

int NoteSelection::firstRow() const
{
    const auto selected = rows();
    return selected.empty() ? -1 : selected.front().first;
}

void NoteSelection::refresh()
{
    ++m_generation;
    int count = 0;
    const int draft = draftRow();
    for (const Rows& range : rows())
        count += range.last - range.first + 1 - (draft >= range.first && draft <= range.last ? 1 : 0);
    if (std::exchange(m_count, count) != count)
        Q_EMIT countChanged(count);
}

void NoteSelection::resolve(const Use& use)
{
    std::vector<RecordId> loaded;
    bool complete = true;
    for (const Rows& range : rows())
        for (int row = range.first; row <= range.last && complete; ++row) {
            const auto id = m_shown->idAt(row);
            complete = id.has_value();
            if (id && !id->isNull())
                loaded.push_back(*id);
        }
    if (complete) {
        use(std::move(loaded));
        return;
    }
    auto search = std::make_shared<Search>();
    search->use = use;
    search->generation = m_generation;
    begin(search);
}

void NoteSelection::begin(const std::shared_ptr<Search>& search)
{
    if (search->beginnings++ == MostBeginnings)
        return; // somebody changes the list all the time; the person sees that nothing was done
    search->revision = m_model.revision();
    search->found.clear();
    search->left.clear();
    const int draft = draftRow();
    for (Rows range : rows()) {
        range.first -= draft >= 0 && range.first > draft ? 1 : 0;
        range.last -= draft >= 0 && range.last >= draft ? 1 : 0;
        for (int first = range.first; first <= range.last; first += RowsAtOnce)
            search->left.push_back({first, std::min(range.last, first + RowsAtOnce - 1)});
    }
    std::ranges::reverse(search->left);
    readNext(search);
}

void NoteSelection::readNext(const std::shared_ptr<Search>& search)
{
    if (search->left.empty()) {
        search->use(std::move(search->found));
        return;
    }
    const Rows rows = search->left.back();
    const auto first = static_cast<std::uint64_t>(rows.first);
    const auto last = static_cast<std::uint64_t>(rows.last);
    m_session.listWindow(m_model.filter(), first, last - first + 1, this,
                         [this, search](const Result<ListWindow>& window) { take(search, window); });
}

void NoteSelection::take(const std::shared_ptr<Search>& search, const Result<ListWindow>& window)
{
    if (search->generation != m_generation || !window)
        return;
    if (search->revision != m_model.revision()) {
        begin(search);
        return;
    }
    const Rows rows = search->left.back();
    search->left.pop_back();
    for (std::size_t i = 0; i < window->rows.size(); ++i) {
        const auto row = static_cast<int>(window->first + i);
        if (row >= rows.first && row <= rows.last)
            search->found.push_back(window->rows[i].id);
    }
    readNext(search);
}

} // namespace lockleaf::ui
