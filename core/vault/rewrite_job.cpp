// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/rewrite_job.h"

#include "core/store/record.h"
#include "core/vault/guarded.h"

#include <chrono>
#include <utility>

namespace lockleaf {

bool concernsOneNote(ErrorCode code)
{
    return code == ErrorCode::NotFound || code == ErrorCode::Damaged || code == ErrorCode::BodyTooLarge ||
           code == ErrorCode::NameNotValid;
}

Hash256 rewriteHash(const Note& note)
{
    std::array<std::uint8_t, 8> size{};
    storeLe64(size.data(), note.body.size()); // makes what follows injective
    const Bytes tags = encodeTags(note.tags);
    return hash256({size, note.body.view(), tags});
}

Result<bool> NotesJob::runSlice(std::chrono::milliseconds budget, ProgressSink& progress)
{
    const auto end = std::chrono::steady_clock::now() + budget;
    if (!std::exchange(m_begun, true))
        LOCKLEAF_CHECK(guarded([this] { return begin(); }));
    const std::size_t before = m_next;
    auto outcome = m_vault.inOneTransaction([&] { return slice(end); });
    settle(outcome.has_value());
    if (!outcome) {
        m_next = before;
        return std::unexpected(outcome.error());
    }
    progress.progressed(m_next, size());
    return m_next == size();
}

Result<void> NotesJob::slice(std::chrono::steady_clock::time_point end)
{
    while (m_next < size()) {
        LOCKLEAF_CHECK(work(m_next));
        ++m_next;
        if (std::chrono::steady_clock::now() >= end)
            break;
    }
    return m_next == size() ? finish() : Result<void>{};
}

Result<void> RewriteJob::begin()
{
    if (m_plan.rows) {
        LOCKLEAF_TRY(m_rows, m_plan.rows());
    }
    return {};
}

Result<bool> RewriteJob::rewrite(Note& note, NoteRewrites::Rewritten& rewritten) const
{
    LOCKLEAF_TRY(const TextEdits edits, m_plan.edits(note.body.text()));
    std::vector<std::string> tags = m_plan.tags ? m_plan.tags(note.tags) : note.tags;
    if (edits.empty() && tags == note.tags)
        return false;
    if (!edits.empty()) {
        auto body = edited(note.body.text(), edits);
        if (!body)
            return fail(ErrorCode::Internal, "edits");
        if (body->size() > largestBody)
            return fail(ErrorCode::BodyTooLarge);
        note.body = std::move(*body);
    }
    if (tags != note.tags)
        rewritten.tags = std::exchange(note.tags, std::move(tags));
    rewritten.id = note.id;
    rewritten.back = reversed(edits);
    rewritten.left = rewriteHash(note);
    return true;
}

Result<void> RewriteJob::workOn(std::size_t index, NoteRewrites::Rewritten& rewritten, bool& changed)
{
    RecordId id;
    if (m_plan.rows) {
        LOCKLEAF_TRY(id, m_vault.idOfListRow(m_rows[index]));
    } else {
        id = m_ids[index];
    }
    return m_vault.rewriteNote(id, [&](Note& note) -> Result<bool> {
        LOCKLEAF_TRY(changed, rewrite(note, rewritten));
        return changed;
    });
}

Result<void> RewriteJob::work(std::size_t index)
{
    NoteRewrites::Rewritten rewritten;
    bool changed = false;
    auto outcome = workOn(index, rewritten, changed);
    if (!outcome && !concernsOneNote(outcome.error().code))
        return outcome;
    if (!outcome && outcome.error().code != ErrorCode::NotFound) // that one is gone: nothing was refused
        ++m_pending.refused;
    if (outcome && changed)
        m_pending.notes.push_back(std::move(rewritten));
    return {};
}

void RewriteJob::settle(bool durable)
{
    if (durable) {
        m_rewrites.refused += m_pending.refused;
        std::ranges::move(m_pending.notes, std::back_inserter(m_rewrites.notes));
    }
    m_pending = {};
}

Result<void> TakeBackJob::work(std::size_t index)
{
    NoteRewrites::Rewritten& rewritten = m_rewrites.notes[index];
    bool changed = false;
    auto outcome = m_vault.rewriteNote(rewritten.id, [&](Note& note) -> Result<bool> {
        if (rewriteHash(note) != rewritten.left)
            return false;
        auto body = edited(note.body.text(), rewritten.back);
        if (!body)
            return false;
        note.body = std::move(*body);
        if (rewritten.tags)
            note.tags = *rewritten.tags; // kept: the transaction may be taken back
        changed = true;
        return true;
    });
    if (!outcome && !concernsOneNote(outcome.error().code))
        return outcome;
    ++(changed ? m_pending.notes : m_pending.changedSince);
    return {};
}

Result<void> TakeBackJob::finish()
{
    for (const std::string& spelling : m_rewrites.spellings)
        LOCKLEAF_CHECK(m_vault.list().tags().spellAlone(spelling));
    return {};
}

void TakeBackJob::settle(bool durable)
{
    if (durable) {
        m_report.notes += m_pending.notes;
        m_report.changedSince += m_pending.changedSince;
    }
    m_pending = {};
}

} // namespace lockleaf
