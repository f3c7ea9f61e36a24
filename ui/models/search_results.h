// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/list_rows.h"
#include "ui/vault/search_runner.h"

namespace lockleaf::ui {

/// What a search has found, those with the words in the title first or, if ranked, those that match best. It
/// holds the ids of all hits, and what
/// rows show of those near the screen alone. The order is that of the moment of the search: a note that is
/// changed stays where it is, one that goes to the trash goes away. GUI thread only; the session must outlive
/// it.
class SearchResults : public ListRows
{
    Q_OBJECT

public:
    /// Rows held at most, beyond the reach of any screen.
    static constexpr std::size_t mostRows = 600;

    explicit SearchResults(VaultSession& session, QObject* parent = nullptr);

    /// Searches the list of `filter`. What is shown stays until the answer comes.
    void search(const QString& query, const ListFilter& filter);
    /// The same search again, for what has changed since: all of it at once, so that what is looked at can
    /// stay.
    void searchAgain();
    /// Whether the best matching come first, in searches from now on.
    void setRanked(bool ranked) { m_ranked = ranked; }
    /// Ends the search and empties the rows.
    void clear();
    /// clear(), and nothing is heard of any more; before a lock.
    void close();

    /// What was asked last; empty: nothing.
    [[nodiscard]] const QString& asked() const { return m_asked; }
    /// Whether the rows are the answer to what was asked last.
    [[nodiscard]] bool isAnswered() const { return m_answered && !m_runner.isWaiting(); }
    [[nodiscard]] const ListFilter& askedFilter() const { return m_askedFilter; }
    /// The rows are the answer to the same search as those before; true as soon as those before go away.
    [[nodiscard]] bool isRepeat() const { return m_repeats; }
    /// The rows are of the trash.
    [[nodiscard]] bool isOfTrash() const { return m_trash; }
    /// Rows are going away just now: a view that goes to another one has not been told to by anybody.
    [[nodiscard]] bool isRemoving() const { return m_removing; }
    /// There are more hits. They are being looked for, unless the rows are ranked.
    [[nodiscard]] bool hasMore() const { return m_hasMore; }
    /// The rows are those that match best, of the first ones that were found.
    [[nodiscard]] bool isRanked() const { return m_rowsRanked; }
    [[nodiscard]] int titleHits() const { return m_titleHits; }
    /// False: what was found need not be all, the index is being made anew.
    [[nodiscard]] bool isWhole() const { return m_isWhole; }
    /// All rows came with the first answer.
    [[nodiscard]] bool isFromOneAnswer() const
    {
        return (m_rowsRanked || !m_hasMore) && m_removed.empty() && !m_completed;
    }
    /// From the question to the answer.
    [[nodiscard]] qint64 milliseconds() const { return m_milliseconds; }
    /// What was looked for in texts: words and phrases that must be there.
    [[nodiscard]] std::vector<SearchWords> words() const { return wordsOf(m_query); }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] const NoteSummary* summaryAt(int row) const override;
    /// Known of every row.
    [[nodiscard]] std::optional<RecordId> idAt(int row) const override;
    [[nodiscard]] int rowOf(RecordId id) const override;
    [[nodiscard]] const SearchExcerpt* excerptAt(int row) const override;
    [[nodiscard]] Timestamp dateOf(const NoteSummary& summary) const override;
    void showRows(int first, int last) override;
    [[nodiscard]] QString labelAt(int row) const override;
    [[nodiscard]] bool hasLabel(int row) const override;
    [[nodiscard]] int labelsUpTo(int row) const override;

Q_SIGNALS:
    /// The rows are those of what was asked last.
    void answered();
    /// More rows, or fewer, or another number in one of the groups.
    void countChanged();
    /// What was asked last could not be answered.
    void refused(const lockleaf::Error& error);

protected:
    void tellRowsChanged() override;

private:
    struct Row
    {
        NoteSummary summary;
        std::optional<SearchExcerpt> excerpt; ///< Stays while a newer one is read.
        bool excerptAsked = false;            ///< Nothing newer is to be had.
    };
    struct Removed
    {
        int row = 0; ///< Where it stood.
        bool inTitle = false;
    };
    struct Fetched;

    [[nodiscard]] std::vector<SearchWords> wordsOf(const QString& query) const;
    void handleAnswered(const FoundPage& page);
    void handleCompleted(const SearchHits& hits);
    void handleNoteChanged(const NoteChange& change);
    void checkNotes(std::vector<RecordId> notes);
    void takeChecked(const std::vector<RecordId>& asked, const std::vector<NoteSummary>& summaries);
    void takeSummary(int row, const NoteSummary& summary);
    void removeAt(int row);
    void bringBack(const NoteSummary& summary);
    /// Reads what rows on screen do not have yet, a little at a time.
    void fetch();
    void takeFetched(const Fetched& fetched);
    void tellFetched(const Fetched& fetched);
    void dropFarRows();

    VaultSession& m_session;
    SearchRunner m_runner;
    QString m_asked;
    ListFilter m_askedFilter;
    bool m_ranked = false;
    bool m_rowsRanked = false;
    QString m_query; ///< That the rows are the answer to.
    ListFilter m_filter;
    bool m_hasWords = false; ///< Else hits are not found by what they say.
    bool m_trash = false;
    std::uint64_t m_found = 0;   ///< Another number with each answer.
    std::vector<RecordId> m_ids; ///< Of all rows.
    int m_titleHits = 0;
    bool m_answered = false;
    bool m_repeats = false;
    bool m_removing = false;
    bool m_hasMore = false;
    bool m_completed = false; ///< Hits beyond the first ones were added.
    bool m_isWhole = true;
    bool m_fetching = false;
    qint64 m_milliseconds = 0;
    int m_firstShown = 0;
    int m_lastShown = 0;
    std::unordered_map<RecordId, Row> m_rows;
    std::unordered_map<RecordId, Removed> m_removed; ///< Notes that went away.
};

} // namespace lockleaf::ui
