// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/search_results.h"

#include <algorithm>
#include <chrono>
#include <unordered_set>

namespace lockleaf::ui {

namespace {

/// Rows beyond the screen that should be there before they are scrolled to.
constexpr int ReadAhead = 30;
/// Rows on a screen that nobody has told of yet.
constexpr int FirstPage = 12;
constexpr std::chrono::milliseconds FetchTime{10};

} // namespace

/// What rows were missing.
struct SearchResults::Fetched
{
    std::vector<RecordId> asked; ///< Whose summaries were wanted.
    std::vector<NoteSummary> summaries;
    /// Nothing for one that could not be read.
    std::vector<std::pair<RecordId, std::optional<SearchExcerpt>>> excerpts;
};

SearchResults::SearchResults(VaultSession& session, QObject* parent)
    : ListRows(parent), m_session(session), m_runner(session), m_lastShown(FirstPage - 1)
{
    connect(&m_runner, &SearchRunner::answered, this, &SearchResults::handleAnswered);
    connect(&m_runner, &SearchRunner::completed, this, &SearchResults::handleCompleted);
    connect(&m_runner, &SearchRunner::failed, this, &SearchResults::refused);
    connect(&m_session, &VaultSession::noteChanged, this, &SearchResults::handleNoteChanged);
    connect(&m_session, &VaultSession::notesChanged, this, &SearchResults::checkNotes);
}

void SearchResults::search(const QString& query, const ListFilter& filter)
{
    m_asked = query;
    m_askedFilter = filter;
    const bool ranked = m_ranked && !wordsOf(query).empty(); // all match a tag or a date alike
    m_runner.ask(query, filter, ranked, std::max(FirstPage, m_lastShown - m_firstShown + 1));
}

void SearchResults::searchAgain()
{
    if (isAnswered())
        m_runner.askAll(m_asked, m_askedFilter, m_rowsRanked);
    else if (!m_asked.isEmpty())
        search(m_asked, m_askedFilter);
}

void SearchResults::clear()
{
    m_runner.cancel();
    m_asked.clear();
    m_query.clear();
    ++m_found; // answers on their way are for nobody
    beginResetModel();
    m_ids.clear();
    m_ids.shrink_to_fit();
    m_rows.clear();
    m_removed.clear();
    m_titleHits = 0;
    m_answered = m_repeats = m_hasMore = m_completed = m_fetching = m_trash = m_rowsRanked = false;
    m_isWhole = true;
    endResetModel();
}

void SearchResults::close()
{
    disconnect(&m_session, nullptr, this, nullptr);
    forgetLooks();
    clear();
}

std::vector<SearchWords> SearchResults::wordsOf(const QString& query) const
{
    std::vector<SearchWords> words;
    if (auto parsed = parseSearchQuery(query.toStdString(), now().toMSecsSinceEpoch()))
        std::ranges::copy_if(parsed->words, std::back_inserter(words),
                             [](const SearchWords& part) { return !part.excluded; });
    return words;
}

int SearchResults::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_ids.size());
}

std::optional<RecordId> SearchResults::idAt(int row) const
{
    return row >= 0 && row < rowCount() ? std::optional(m_ids[static_cast<std::size_t>(row)]) : std::nullopt;
}

int SearchResults::rowOf(RecordId id) const
{
    const auto found = std::ranges::find(m_ids, id);
    return found == m_ids.end() ? -1 : static_cast<int>(found - m_ids.begin());
}

const NoteSummary* SearchResults::summaryAt(int row) const
{
    const auto id = idAt(row);
    const auto found = id ? m_rows.find(*id) : m_rows.end();
    return found == m_rows.end() ? nullptr : &found->second.summary;
}

const SearchExcerpt* SearchResults::excerptAt(int row) const
{
    const auto id = idAt(row);
    const auto found = id ? m_rows.find(*id) : m_rows.end();
    return found != m_rows.end() && found->second.excerpt ? &*found->second.excerpt : nullptr;
}

Timestamp SearchResults::dateOf(const NoteSummary& summary) const
{
    return m_filter.order == NoteOrder::Created ? summary.created : summary.modified;
}

QString SearchResults::labelAt(int row) const
{
    if (!hasLabel(row))
        return {};
    return row < m_titleHits ? tr("In the title") : tr("In the text");
}

// Where the search was for a tag or a date alone, all hits are of one kind and there is nothing to tell
// apart; and ranked ones are one list.
bool SearchResults::hasLabel(int row) const
{
    return m_hasWords && !m_rowsRanked && row >= 0 && row < rowCount() && (row == 0 || row == m_titleHits);
}

int SearchResults::labelsUpTo(int row) const
{
    const bool second = m_titleHits > 0 && row >= m_titleHits && hasLabel(m_titleHits);
    return (row >= 0 && hasLabel(0) ? 1 : 0) + (second ? 1 : 0);
}

void SearchResults::tellRowsChanged()
{
    if (!m_ids.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

void SearchResults::handleAnswered(const FoundPage& page)
{
    ++m_found;
    m_repeats = m_answered && m_query == page.query && m_filter == page.filter && m_rowsRanked == page.ranked;
    beginResetModel();
    m_query = page.query;
    m_filter = page.filter;
    m_rowsRanked = page.ranked;
    const auto parsed = parseSearchQuery(m_query.toStdString(), now().toMSecsSinceEpoch());
    m_trash = parsed && parsed->trash ? *parsed->trash : m_filter.trash;
    m_hasWords = !words().empty();
    m_ids = page.hits.ids;
    m_titleHits = static_cast<int>(page.hits.titleHits);
    m_hasMore = page.hits.hasMore;
    m_completed = false;
    m_isWhole = page.hits.indexIsWhole;
    m_milliseconds = page.milliseconds;
    if (!m_repeats) {
        m_removed.clear();
        m_rows.clear();
    }
    const std::unordered_set<RecordId> found(m_ids.begin(), m_ids.end());
    std::erase_if(m_removed, [&](const auto& removed) { return found.contains(removed.first); });
    for (auto& [id, row] : m_rows)
        row.excerptAsked = false; // what is seen stays until it has been read anew
    for (std::size_t i = 0; i < page.rows.size(); ++i) {
        const bool read = i < page.excerpts.size();
        m_rows[page.rows[i].id] = {page.rows[i], read ? std::optional(page.excerpts[i]) : std::nullopt, read};
    }
    m_lastShown -= m_firstShown;
    m_firstShown = 0;
    m_answered = true;
    m_fetching = false;
    endResetModel();
    Q_EMIT answered();
    fetch();
}

// The first hits are on screen: they stay, what was found besides them goes below.
void SearchResults::handleCompleted(const SearchHits& hits)
{
    const std::unordered_set<RecordId> known(m_ids.begin(), m_ids.end());
    const bool onlyTitles = m_titleHits == rowCount();
    std::vector<RecordId> more;
    int moreTitles = 0;
    for (std::size_t i = 0; i < hits.ids.size(); ++i) {
        const bool inTitle = i < hits.titleHits;
        if (known.contains(hits.ids[i]) || m_removed.contains(hits.ids[i]) || (inTitle && !onlyTitles))
            continue; // a title that became one since the first answer would come between what is shown
        more.push_back(hits.ids[i]);
        moreTitles += inTitle ? 1 : 0;
    }
    m_hasMore = false;
    m_completed = true;
    m_isWhole = m_isWhole && hits.indexIsWhole;
    if (!more.empty()) {
        beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(more.size()) - 1);
        m_titleHits += moreTitles;
        m_ids.insert(m_ids.end(), more.begin(), more.end());
        endInsertRows();
        Q_EMIT groupsChanged();
    }
    Q_EMIT countChanged();
    fetch();
}

void SearchResults::showRows(int first, int last)
{
    m_firstShown = first;
    m_lastShown = last;
    fetch();
}

void SearchResults::fetch()
{
    if (m_fetching || m_ids.empty())
        return;
    std::vector<RecordId> summaries;
    std::vector<RecordId> excerpts;
    const int last = std::min(m_lastShown, rowCount() - 1);
    const auto rowAt = [&](int row) { return m_rows.find(m_ids[static_cast<std::size_t>(row)]); };
    bool missing = false;
    for (int row = std::max(0, m_firstShown); row <= last; ++row) {
        const auto found = rowAt(row);
        missing = missing || found == m_rows.end();
        if (found == m_rows.end() || !found->second.excerptAsked)
            excerpts.push_back(m_ids[static_cast<std::size_t>(row)]);
    }
    if (missing)
        for (int row = std::max(0, m_firstShown - ReadAhead);
             row <= std::min(m_lastShown + ReadAhead, rowCount() - 1); ++row)
            if (rowAt(row) == m_rows.end())
                summaries.push_back(m_ids[static_cast<std::size_t>(row)]);
    if (summaries.empty() && excerpts.empty())
        return;
    m_fetching = true;
    auto call = [summaries = std::move(summaries), excerpts = std::move(excerpts),
                 query = m_query.toStdString()](Vault& vault) -> Result<Fetched> {
        const auto end = std::chrono::steady_clock::now() + FetchTime;
        Fetched fetched;
        fetched.asked = summaries;
        LOCKLEAF_TRY(fetched.summaries, vault.summaries(summaries));
        for (const RecordId& id : excerpts) {
            auto excerpt = vault.excerpt(id, query);
            fetched.excerpts.emplace_back(id, excerpt ? std::optional(std::move(*excerpt)) : std::nullopt);
            if (std::chrono::steady_clock::now() > end)
                break; // something else may want to be done
        }
        return fetched;
    };
    m_session.ask(this, std::move(call), [this, found = m_found](Result<Fetched> fetched) {
        if (found != m_found)
            return;
        m_fetching = false;
        if (fetched)
            takeFetched(*fetched);
        else
            Q_EMIT failed(fetched.error());
    });
}

void SearchResults::takeFetched(const Fetched& fetched)
{
    for (const NoteSummary& summary : fetched.summaries)
        m_rows[summary.id].summary = summary;
    for (const auto& [id, excerpt] : fetched.excerpts) {
        const auto row = m_rows.find(id);
        if (row == m_rows.end())
            continue;
        row->second.excerptAsked = true;
        if (excerpt)
            row->second.excerpt = excerpt;
    }
    for (const RecordId& id : fetched.asked) // deleted for good behind our back
        if (!m_rows.contains(id))
            if (const int row = rowOf(id); row >= 0)
                removeAt(row);
    dropFarRows();
    tellFetched(fetched);
    fetch();
}

/// Row by row, so that no other row is painted anew.
void SearchResults::tellFetched(const Fetched& fetched)
{
    std::unordered_set<RecordId> read;
    for (const NoteSummary& summary : fetched.summaries)
        read.insert(summary.id);
    for (const auto& [id, excerpt] : fetched.excerpts)
        read.insert(id);
    const int last = std::min(m_lastShown + ReadAhead, rowCount() - 1);
    for (int row = std::max(0, m_firstShown - ReadAhead); row <= last; ++row)
        if (read.contains(m_ids[static_cast<std::size_t>(row)]))
            Q_EMIT dataChanged(index(row), index(row));
}

void SearchResults::dropFarRows()
{
    if (m_rows.size() <= mostRows)
        return;
    std::unordered_set<RecordId> near;
    for (int row = std::max(0, m_firstShown - 2 * ReadAhead);
         row <= std::min(m_lastShown + 2 * ReadAhead, rowCount() - 1); ++row)
        near.insert(m_ids[static_cast<std::size_t>(row)]);
    std::erase_if(m_rows, [&](const auto& row) { return !near.contains(row.first); });
}

} // namespace lockleaf::ui
