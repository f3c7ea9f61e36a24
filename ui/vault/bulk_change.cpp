// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/vault/bulk_change.h"

#include <algorithm>

namespace lockleaf::ui {

namespace {

constexpr std::size_t NotesAtOnce = 32; ///< About as long as a slice of a job.

} // namespace

BulkChange::BulkChange(VaultSession& session, std::vector<RecordId> notes, Change change, QObject* parent)
    : QObject(parent), m_session(session), m_notes(std::move(notes)), m_change(std::move(change))
{
}

void BulkChange::start()
{
    next();
}

void BulkChange::next()
{
    Q_EMIT progressed(m_at, m_notes.size());
    if (m_cancelled || m_at == m_notes.size()) {
        end({});
        return;
    }
    const std::size_t count = std::min(NotesAtOnce, m_notes.size() - m_at);
    const auto first = m_notes.begin() + static_cast<std::ptrdiff_t>(m_at);
    std::vector<RecordId> some(first, first + static_cast<std::ptrdiff_t>(count));
    m_at += count;
    auto call = [some = std::move(some), change = m_change](Vault& vault) -> Result<std::vector<RecordId>> {
        std::vector<RecordId> done;
        LOCKLEAF_CHECK(vault.inOneTransaction([&]() -> Result<void> {
            for (const RecordId& id : some) {
                Result<void> changed = change(vault, id);
                if (changed)
                    done.push_back(id);
                else if (changed.error().code != ErrorCode::NotFound)
                    return changed;
            }
            return {};
        }));
        return done;
    };
    m_session.ask(this, std::move(call), [this](const Result<std::vector<RecordId>>& done) {
        if (!done) {
            end(done.error());
            return;
        }
        m_done.insert(m_done.end(), done->begin(), done->end());
        next();
    });
}

void BulkChange::end(const std::optional<Error>& error)
{
    if (!m_done.empty())
        Q_EMIT m_session.notesChanged(m_done);
    Q_EMIT ended(m_done, error);
    deleteLater();
}

} // namespace lockleaf::ui
