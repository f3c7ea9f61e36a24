// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/revision_pace.h"

#include <algorithm>

namespace lockleaf {

namespace {

// Nobody edits as many by hand before the next lock; a program that does pays with a look into the table.
constexpr std::size_t mostTimes = 4096;
constexpr std::size_t mostUnsettled = 64;

} // namespace

std::optional<Timestamp> RevisionPace::lastKept(const RecordId& note) const
{
    const auto found = m_kept.find(note);
    return found == m_kept.end() ? std::nullopt : std::optional{found->second};
}

void RevisionPace::noteKept(const RecordId& note, Timestamp when)
{
    if (m_kept.size() >= mostTimes && !m_kept.contains(note))
        m_kept.clear();
    m_kept.insert_or_assign(note, when);
}

void RevisionPace::noteEdited(const RecordId& note)
{
    if (!m_edited.empty() && m_edited.front() == note)
        return;
    noteSettled(note);
    m_edited.push_front(note);
    if (m_edited.size() > mostUnsettled)
        m_edited.pop_back();
}

void RevisionPace::noteSettled(const RecordId& note)
{
    std::erase(m_edited, note);
}

bool RevisionPace::isDue(Timestamp last, Timestamp now)
{
    return now < last || static_cast<std::uint64_t>(now) - static_cast<std::uint64_t>(last) >=
                             static_cast<std::uint64_t>(revisionInterval);
}

} // namespace lockleaf
