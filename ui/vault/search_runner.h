// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"

#include "ui/vault/vault_session.h"

#include <QElapsedTimer>
#include <QString>
#include <QTimer>

#include <stop_token>

namespace lockleaf::ui {

/// The first answer to a search: what was found, and what the first rows show.
struct FoundPage
{
    QString query;
    ListFilter filter;
    bool ranked = false; ///< The best matching first.
    SearchHits hits;
    std::vector<NoteSummary> rows;       ///< Of the first hits.
    std::vector<SearchExcerpt> excerpts; ///< Of the first ones of `rows`, as many as were quickly had.
    qint64 milliseconds = 0;             ///< From the question to this answer.
};

/// Asks the vault what a query finds while it is being typed. One question is under way at a time, is given
/// up when another one comes, and only the last one asked is answered. GUI thread only; the session must
/// outlive it.
class SearchRunner : public QObject
{
    Q_OBJECT

public:
    /// Hits that the first answer has at most; the others come by completed(). Ranked ones all come at once,
    /// and are mostRanked at most.
    static constexpr std::size_t firstHits = 200;

    explicit SearchRunner(VaultSession& session, QObject* parent = nullptr);
    ~SearchRunner() override { cancel(); }

    /// Searches the list of `filter`; the first `rows` hits are wanted with what their rows show. `ranked`:
    /// the best matching first.
    void ask(const QString& query, const ListFilter& filter, bool ranked, int rows);
    /// The same for all hits at once, in slices: answered() comes when they are there, and without rows. It
    /// is not waited for.
    void askAll(const QString& query, const ListFilter& filter, bool ranked);
    /// No answer to what was asked will come any more.
    void cancel();
    [[nodiscard]] bool isWaiting() const { return m_waiting; }

Q_SIGNALS:
    /// Of what was asked last. Where there are more hits than that, completed() follows.
    void answered(const lockleaf::ui::FoundPage& page);
    /// All hits of what was answered last.
    void completed(const lockleaf::SearchHits& hits);
    void failed(const lockleaf::Error& error);

private:
    struct Question
    {
        QString query;
        ListFilter filter;
        bool ranked = false;
        int rows = 0;
    };
    [[nodiscard]] static Result<SearchHits> firstHitsOf(Vault& vault, const Question& question,
                                                        const std::stop_token& stop);
    [[nodiscard]] static Result<FoundPage> readPage(Vault& vault, const Question& question,
                                                    const std::stop_token& stop);
    void send();
    void handleAnswer(std::uint64_t number, Result<FoundPage> page);
    void findAll(void (SearchRunner::*tell)(const SearchHits&));
    void rankAgain();
    void tellAll(const SearchHits& hits);

    VaultSession& m_session;
    Question m_last;
    std::uint64_t m_number = 0; ///< Of the last question.
    bool m_underWay = false;
    bool m_waiting = false;
    QElapsedTimer m_asked;
    QTimer m_countSoon;      ///< Runs out when typing stops: only then are all hits looked for.
    std::stop_source m_stop; ///< Of what is being searched, for the first hits or for all.
    std::shared_ptr<NoProgress> m_progress = std::make_shared<NoProgress>();
};

} // namespace lockleaf::ui
