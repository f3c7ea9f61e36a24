// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/sliced_job.h"
#include "core/crypto/multiset_hash.h"
#include "core/store/note_list.h"
#include "core/vault/title_match.h"

#include <memory>
#include <optional>

namespace lockleaf {

/// The folded titles of all living notes in memory, about 64 bytes a note, so that each key of a search for
/// titles costs no reading. Read once, then kept up to date by what the list tells. One thread, that of the
/// vault.
class TitleCache
{
public:
    /// One title that was found.
    struct Found
    {
        std::int64_t row = 0;
        std::uint32_t score = 0;
        Timestamp modified = 0;
    };
    /// How a title is like what a link says, the least first: they differ in accents; links cannot tell them
    /// apart (linkKey() in wiki_links.h); they differ in case; not at all.
    enum class Likeness : std::uint8_t { Accents, Linked, Same, Exact };

    /// Both must outlive this.
    TitleCache(RecordStore& store, NoteList& list) : m_store(store), m_list(list) {}

    /// Reads some more titles; true: all are there. Errors: Damaged and those of the disk.
    [[nodiscard]] Result<bool> loadSome();
    /// The up to `limit` best titles, the best first, of equal ones the last edited first. Reads what is not
    /// there yet.
    [[nodiscard]] Result<std::vector<Found>> best(const TitleQuery& query, std::size_t limit);
    /// The titles that are like `written`, what stands in a link, the last edited first. As best().
    [[nodiscard]] Result<std::vector<Found>> linkedBy(std::string_view written);

private:
    class Titles;

    [[nodiscard]] Result<void> loadAll();

    RecordStore& m_store;
    NoteList& m_list;
    std::shared_ptr<Titles> m_titles; ///< Null before the first reading.
};

/// Vault::makeTitleLoadJob().
class TitleLoadJob final : public SlicedJob
{
public:
    explicit TitleLoadJob(TitleCache& cache) : m_cache(cache) {}
    Result<bool> runSlice(std::chrono::milliseconds budget, ProgressSink& progress) override;

private:
    TitleCache& m_cache;
};

} // namespace lockleaf
