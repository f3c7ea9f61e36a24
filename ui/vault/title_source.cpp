// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/vault/title_source.h"

#include <algorithm>

namespace lockleaf::ui {

namespace {

/// `recent` as far as they live, then the last edited ones, without `open`.
Result<std::vector<TitleMatch>> readRecent(Vault& vault, const std::vector<RecordId>& recent, RecordId open,
                                           std::size_t limit)
{
    std::vector<TitleMatch> matches;
    for (const RecordId& id : recent) {
        if (matches.size() == limit)
            return matches;
        const auto summary = vault.summary(id);
        if (summary && !summary->trashed && id != open) // one that is gone is no reason to show none
            matches.push_back({id, summary->title, summary->notebook, summary->modified, 0, {}});
    }
    LOCKLEAF_TRY(std::vector<TitleMatch> edited, vault.matchTitles({}, limit + recent.size() + 1));
    for (TitleMatch& match : edited) {
        const bool known = std::ranges::find(matches, match.id, &TitleMatch::id) != matches.end();
        if (matches.size() < limit && !known && match.id != open)
            matches.push_back(std::move(match));
    }
    return matches;
}

} // namespace

TitleSource::TitleSource(VaultSession& session, QObject* parent) : QObject(parent), m_session(session) {}

void TitleSource::setRecent(std::vector<RecordId> recent, RecordId open)
{
    m_recent = std::move(recent);
    m_open = open;
}

void TitleSource::ask(const QString& query, std::size_t limit)
{
    m_last = {query, limit};
    ++m_number;
    m_waiting = true;
    if (!m_underWay)
        send(m_last);
}

void TitleSource::cancel()
{
    ++m_number;
    m_waiting = false;
    m_last = {};
}

void TitleSource::send(const Question& question)
{
    m_underWay = true;
    auto call = [query = question.query.trimmed().toStdString(), limit = question.limit, recent = m_recent,
                 open = m_open](Vault& vault) {
        return query.empty() ? readRecent(vault, recent, open, limit) : vault.matchTitles(query, limit);
    };
    m_session.ask(this, std::move(call), [this, number = m_number](Result<std::vector<TitleMatch>> matches) {
        handleAnswer(number, std::move(matches));
    });
}

void TitleSource::handleAnswer(std::uint64_t number, Result<std::vector<TitleMatch>> matches)
{
    m_underWay = false;
    if (!m_waiting)
        return;
    if (number != m_number) {
        send(m_last); // somebody typed on meanwhile
        return;
    }
    m_waiting = false;
    if (matches)
        Q_EMIT answered(*matches);
    else
        Q_EMIT failed(matches.error());
}

} // namespace lockleaf::ui
