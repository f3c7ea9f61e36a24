// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/vault/search_runner.h"

#include <algorithm>
#include <chrono>

namespace lockleaf::ui {

namespace {

constexpr int CountDelay = 250; // milliseconds
/// What the excerpts of the first answer may take; those that are missing then are asked for by the rows.
constexpr std::chrono::milliseconds ExcerptTime{12};

} // namespace

/// In slices: what somebody types on behind it need not wait for its end.
Result<SearchHits> SearchRunner::firstHitsOf(Vault& vault, const Question& question,
                                             const std::stop_token& stop)
{
    std::string query = question.query.toStdString();
    if (question.ranked)
        return vault.rankedSearch(query, question.filter, mostRanked);
    SearchHits hits;
    NoProgress progress;
    LOCKLEAF_CHECK(
        runToEnd(*vault.makeSearchJob(std::move(query), question.filter, firstHits, hits), stop, progress));
    return hits;
}

Result<FoundPage> SearchRunner::readPage(Vault& vault, const Question& question, const std::stop_token& stop)
{
    FoundPage page;
    LOCKLEAF_TRY(page.hits, firstHitsOf(vault, question, stop));
    const std::string query = question.query.toStdString();
    const auto rows = static_cast<std::size_t>(question.rows);
    const auto& ids = page.hits.ids;
    const std::vector<RecordId> first(ids.begin(),
                                      ids.begin() + static_cast<std::ptrdiff_t>(std::min(rows, ids.size())));
    LOCKLEAF_TRY(page.rows, vault.summaries(first));
    const auto end = std::chrono::steady_clock::now() + ExcerptTime;
    for (const NoteSummary& row : page.rows) {
        auto excerpt = vault.excerpt(row.id, query);
        if (!excerpt || stop.stop_requested() || std::chrono::steady_clock::now() > end)
            break; // whoever opens a note that cannot be read hears why
        page.excerpts.push_back(std::move(*excerpt));
    }
    return page;
}

SearchRunner::SearchRunner(VaultSession& session, QObject* parent) : QObject(parent), m_session(session)
{
    m_countSoon.setSingleShot(true);
    m_countSoon.setInterval(CountDelay);
    connect(&m_countSoon, &QTimer::timeout, this, [this] { findAll(&SearchRunner::completed); });
}

void SearchRunner::ask(const QString& query, const ListFilter& filter, bool ranked, int rows)
{
    cancel();
    m_last = {query, filter, ranked, rows};
    m_waiting = true;
    m_asked.start();
    if (!m_underWay)
        send();
}

void SearchRunner::askAll(const QString& query, const ListFilter& filter, bool ranked)
{
    cancel();
    m_last = {query, filter, ranked, 0};
    if (ranked)
        rankAgain();
    else
        findAll(&SearchRunner::tellAll);
}

void SearchRunner::rankAgain()
{
    auto call = [question = m_last](Vault& vault) { return firstHitsOf(vault, question, {}); };
    m_session.ask(this, std::move(call), [this, number = m_number](const Result<SearchHits>& hits) {
        if (hits && number == m_number)
            tellAll(*hits);
    });
}

void SearchRunner::tellAll(const SearchHits& hits)
{
    FoundPage page;
    page.query = m_last.query;
    page.filter = m_last.filter;
    page.ranked = m_last.ranked;
    page.hits = hits;
    Q_EMIT answered(page);
}

void SearchRunner::cancel()
{
    ++m_number;
    m_waiting = false;
    m_last = {};
    m_countSoon.stop();
    m_stop.request_stop();
}

void SearchRunner::send()
{
    m_underWay = true;
    m_stop = std::stop_source();
    auto call = [question = m_last, stop = m_stop.get_token()](Vault& vault) {
        return readPage(vault, question, stop);
    };
    m_session.ask(this, std::move(call), [this, number = m_number](Result<FoundPage> page) {
        handleAnswer(number, std::move(page));
    });
}

void SearchRunner::handleAnswer(std::uint64_t number, Result<FoundPage> page)
{
    m_underWay = false;
    if (!m_waiting)
        return;
    if (number != m_number) {
        send(); // somebody typed on meanwhile
        return;
    }
    m_waiting = false;
    if (!page) {
        Q_EMIT failed(page.error());
        return;
    }
    page->query = m_last.query;
    page->filter = m_last.filter;
    page->ranked = m_last.ranked;
    page->milliseconds = m_asked.elapsed();
    if (page->hits.hasMore && !page->ranked)
        m_countSoon.start();
    Q_EMIT answered(*page);
}

void SearchRunner::findAll(void (SearchRunner::*tell)(const SearchHits&))
{
    m_stop = std::stop_source();
    auto hits = std::make_shared<SearchHits>();
    const auto make = [query = m_last.query.toStdString(), filter = m_last.filter,
                       hits](Vault& vault) -> Result<std::unique_ptr<SlicedJob>> {
        return vault.makeSearchJob(query, filter, SIZE_MAX, *hits);
    };
    const QPointer<SearchRunner> guard(this);
    auto done = [guard, tell, number = m_number, hits, session = &m_session,
                 progress = m_progress](const Result<void>& outcome) {
        if (!outcome)
            return; // stopped; or the count stays "more than"
        QMetaObject::invokeMethod(
            session,
            [guard, tell, number, hits] {
                if (guard && guard->m_number == number)
                    (*guard.*tell)(*hits);
            },
            Qt::QueuedConnection);
    };
    m_session.runJob(make, m_stop.get_token(), *m_progress, std::move(done));
}

} // namespace lockleaf::ui
