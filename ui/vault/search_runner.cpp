// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/vault/search_runner.h"

#include <algorithm>
#include <chrono>

namespace lockleaf::ui {

namespace {

constexpr int CountDelay = 250; // milliseconds
/// What the excerpts of the first answer may take; those that are missing then are asked for by the rows.
constexpr std::chrono::milliseconds ExcerptTime{12};

Result<FoundPage> readPage(Vault& vault, const std::string& query, const ListFilter& filter, std::size_t rows)
{
    FoundPage page;
    LOCKLEAF_TRY(page.hits, vault.search(query, filter, SearchRunner::firstHits));
    const auto& ids = page.hits.ids;
    const std::vector<RecordId> first(ids.begin(),
                                      ids.begin() + static_cast<std::ptrdiff_t>(std::min(rows, ids.size())));
    LOCKLEAF_TRY(page.rows, vault.summaries(first));
    const auto end = std::chrono::steady_clock::now() + ExcerptTime;
    for (const NoteSummary& row : page.rows) {
        auto excerpt = vault.excerpt(row.id, query);
        if (!excerpt || std::chrono::steady_clock::now() > end)
            break; // whoever opens a note that cannot be read hears why
        page.excerpts.push_back(std::move(*excerpt));
    }
    return page;
}

} // namespace

SearchRunner::SearchRunner(VaultSession& session, QObject* parent) : QObject(parent), m_session(session)
{
    m_countSoon.setSingleShot(true);
    m_countSoon.setInterval(CountDelay);
    connect(&m_countSoon, &QTimer::timeout, this, [this] { findAll(&SearchRunner::completed); });
}

void SearchRunner::ask(const QString& query, const ListFilter& filter, int rows)
{
    cancel();
    m_last = {query, filter, rows};
    m_waiting = true;
    m_asked.start();
    if (!m_underWay)
        send();
}

void SearchRunner::askAll(const QString& query, const ListFilter& filter)
{
    cancel();
    m_last = {query, filter, 0};
    findAll(&SearchRunner::tellAll);
}

void SearchRunner::tellAll(const SearchHits& hits)
{
    FoundPage page;
    page.query = m_last.query;
    page.filter = m_last.filter;
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
    auto call = [query = m_last.query.toStdString(), filter = m_last.filter,
                 rows = static_cast<std::size_t>(m_last.rows)](Vault& vault) {
        return readPage(vault, query, filter, rows);
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
    page->milliseconds = m_asked.elapsed();
    if (page->hits.hasMore)
        m_countSoon.start();
    Q_EMIT answered(*page);
}

void SearchRunner::findAll(void (SearchRunner::*tell)(const SearchHits&))
{
    m_stop = std::stop_source();
    auto hits = std::make_shared<SearchHits>();
    const auto make = [query = m_last.query.toStdString(), filter = m_last.filter,
                       hits](Vault& vault) -> Result<std::unique_ptr<SlicedJob>> {
        return vault.makeSearchJob(query, filter, *hits);
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
