// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/index_check.h"

#include "core/store/fts_tokenizer.h"
#include "core/store/index_terms.h"
#include "core/vault/note_facets.h"
#include "core/vault/sealed_vault.h"

#include <sodium.h>
#include <utility>

namespace lockleaf {

namespace {

constexpr int placesAtOnce = 20'000;
constexpr std::uint64_t notesReadAtOnce = 8;
/// Somebody is writing all the time: what they write goes into the index by the same rules, and the next
/// check comes.
constexpr int mostIndexRestarts = 8;

} // namespace

Result<bool> IndexCheck::step()
{
    if (m_stage != Stage::Begin && m_epoch != m_vault.store().head().epoch) {
        if (++m_restarts > mostIndexRestarts)
            return true;
        m_stage = Stage::Begin;
    }
    Result<void> outcome = m_stage == Stage::Begin   ? begin()
                           : m_stage == Stage::Notes ? readNotes()
                           : m_stage == Stage::Done  ? Result<void>{}
                                                     : readTerms();
    if (!outcome)
        m_stage = Stage::Done;
    LOCKLEAF_CHECK(m_findings.note(std::move(outcome), "search index"));
    return m_stage == Stage::Done;
}

Result<void> IndexCheck::begin()
{
    m_stage = Stage::Done; // unless what follows succeeds
    if (!m_vault.indexIsWhole())
        return {}; // it is being made anew
    LOCKLEAF_CHECK(IndexTerms::makeViews(m_vault.store().database()));
    randombytes_buf(m_key.data(), m_key.size());
    m_inIndex = 0;
    m_inNotes = 0;
    m_epoch = m_vault.store().head().epoch;
    nextStage(Stage::Words);
    return {};
}

void IndexCheck::nextStage(Stage stage)
{
    m_stage = stage;
    m_term.clear();
    m_row = -1;
}

std::uint64_t IndexCheck::element(std::int64_t row, std::string_view column, std::int64_t place,
                                  std::string_view token) const
{
    // Fixed widths before the token, which takes the rest: no two elements are encoded alike.
    std::string bytes(17, '\0');
    auto* const out = reinterpret_cast<std::uint8_t*>(bytes.data());
    storeLe64(out, static_cast<std::uint64_t>(row));
    storeLe64(out + 8, static_cast<std::uint64_t>(place));
    bytes[16] = column.empty() ? 'f' : column.front();
    bytes += token;
    std::uint64_t hash = 0;
    crypto_shorthash(reinterpret_cast<unsigned char*>(&hash),
                     reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), m_key.data());
    return hash;
}

Result<void> IndexCheck::readTerms()
{
    const bool words = m_stage == Stage::Words;
    LOCKLEAF_TRY(Statement places,
                 m_vault.store().database().prepare(
                     words ? "SELECT term, doc, col, offset FROM temp.search_words WHERE term >= ?1"
                           : "SELECT term, doc, col, offset FROM temp.search_facets WHERE term >= ?1"));
    const std::string from = m_term;
    places.bind(1, std::string_view{from});
    for (int met = 0;; ++met) {
        LOCKLEAF_TRY(const bool more, places.step());
        if (!more) {
            nextStage(words ? Stage::Facets : Stage::Notes);
            return {};
        }
        const std::string_view term = places.text(0);
        if (term != m_term) {
            if (term < m_term)
                return fail(ErrorCode::Damaged, "order of the terms");
            m_term = term;
            if (met >= placesAtOnce) // all places of a term are read at once: there the next step begins
                return {};
        }
        m_inIndex += element(places.integer(1), places.text(2), places.integer(3), term);
    }
}

void IndexCheck::addTokens(std::int64_t row, std::string_view column, std::string_view tokens, bool placed)
{
    std::int64_t place = 0;
    while (!tokens.empty()) {
        const std::size_t end = tokens.find(tokenEnd);
        m_inNotes += element(row, column, placed ? place : 0, tokens.substr(0, end));
        ++place;
        tokens.remove_prefix(end == std::string_view::npos ? tokens.size() : end + 1);
    }
}

Result<void> IndexCheck::readNotes()
{
    LOCKLEAF_TRY(const std::vector<ListRow> rows, m_vault.list().rowsAfter(m_row, notesReadAtOnce));
    for (const ListRow& row : rows) {
        m_row = row.row;
        auto note = m_vault.note(row.summary.id);
        if (!note) {
            m_stage = Stage::Done; // told where the records are checked
            return note.error().code == ErrorCode::Damaged ? Result<void>{} : std::unexpected(note.error());
        }
        const IndexedTokens tokens = indexedTokens(note->body.text(), row.summary.title, row.summary.tags);
        addTokens(row.searchRow, "body", tokens.body, true);
        addTokens(row.searchRow, "title", tokens.title, true);
        addTokens(row.searchRow, {}, tokens.facets, false);
    }
    if (!rows.empty())
        return {};
    m_stage = Stage::Done;
    return m_inIndex == m_inNotes ? Result<void>{} : fail(ErrorCode::Damaged, "it differs from the notes");
}

} // namespace lockleaf
