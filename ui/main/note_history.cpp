// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/note_history.h"

#include <algorithm>
#include <utility>

namespace lockleaf::ui {

namespace {

constexpr std::size_t LongestWay = 200;
constexpr std::size_t MostRecent = 50;

} // namespace

void NoteHistory::visit(RecordId note)
{
    const auto next = std::exchange(m_next, std::nullopt);
    if (next && *next < m_way.size() && m_way[*next].note == note)
        m_at = *next;
    else if (m_way.empty() || m_way[m_at].note != note)
        append(note);
    std::erase(m_recent, note);
    m_recent.insert(m_recent.begin(), note);
    if (m_recent.size() > MostRecent)
        m_recent.pop_back();
}

void NoteHistory::append(RecordId note)
{
    if (!m_way.empty())
        m_way.resize(m_at + 1);
    if (m_way.size() == LongestWay)
        m_way.erase(m_way.begin());
    m_way.push_back({note, 0, 0});
    m_at = m_way.size() - 1;
}

void NoteHistory::leave(const Place& place)
{
    for (Place& known : m_way)
        if (known.note == place.note)
            known = place;
}

bool NoteHistory::canGo(bool forward) const
{
    return forward ? m_at + 1 < m_way.size() : m_at > 0;
}

std::optional<NoteHistory::Place> NoteHistory::next(bool forward)
{
    if (!canGo(forward))
        return std::nullopt;
    m_next = forward ? m_at + 1 : m_at - 1;
    return m_way[*m_next];
}

NoteHistory::Place NoteHistory::placeOf(RecordId note) const
{
    const auto known = std::ranges::find(m_way, note, &Place::note);
    return known == m_way.end() ? Place{note, 0, 0} : *known;
}

void NoteHistory::forget(RecordId note)
{
    m_next.reset();
    std::erase(m_recent, note);
    std::vector<Place> way;
    std::size_t at = 0;
    for (std::size_t i = 0; i < m_way.size(); ++i) {
        // Without the note two visits of another may stand side by side.
        const bool kept = m_way[i].note != note && (way.empty() || way.back().note != m_way[i].note);
        if (kept)
            way.push_back(m_way[i]);
        if (i == m_at)
            at = way.empty() ? 0 : way.size() - 1;
    }
    m_way = std::move(way);
    m_at = at;
}

void NoteHistory::clear()
{
    *this = NoteHistory();
}

} // namespace lockleaf::ui
