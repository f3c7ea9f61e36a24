// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/title_cache.h"

#include "core/base/letter_fold.h"
#include "core/vault/guarded.h"
#include "core/vault/wiki_links.h"

#include <algorithm>
#include <limits>
#include <tuple>

namespace lockleaf {

namespace {

constexpr std::uint64_t titlesAtOnce = 512;
constexpr std::size_t smallestWaste = 65'536;

/// The best first, of equal ones the last edited; a total order.
bool comesBefore(const TitleCache::Found& a, const TitleCache::Found& b)
{
    return std::tuple(b.score, b.modified, b.row) < std::tuple(a.score, a.modified, a.row);
}

} // namespace

/// The titles one after the other in one text, found by the row numbers of their notes.
class TitleCache::Titles final : public ListListener
{
public:
    explicit Titles(const MultisetHash& listSum) : m_expected(listSum) {}

    [[nodiscard]] bool isComplete() const { return m_upTo == std::numeric_limits<std::int64_t>::max(); }
    /// What the sum in the head has to be. Another one means that a change was taken back.
    [[nodiscard]] const MultisetHash& expected() const { return m_expected; }

    [[nodiscard]] Result<void> loadSome(NoteList& list)
    {
        LOCKLEAF_TRY(const auto titles, list.titlesAfter(m_upTo, titlesAtOnce));
        for (const NoteList::LivingTitle& title : titles)
            put(title.row, title.title, title.modified);
        return {};
    }

    void noteChange(const ListRow& row, const Hash256& element, bool added) override
    {
        if (added)
            m_expected.add(element);
        else
            m_expected.subtract(element);
        if (row.row > m_upTo)
            return; // will be read
        if (added && !row.summary.trashed)
            put(row.row, row.summary.title, row.summary.modified);
        else if (const auto entry = find(row.row); entry != m_entries.end() && entry->row == row.row)
            entry->living = false;
    }

    [[nodiscard]] std::vector<Found> best(const TitleQuery& query, std::size_t limit) const
    {
        std::vector<Found> heap; // its top is the poorest of the best
        if (limit == 0)
            return heap;
        for (const Entry& entry : m_entries) {
            if (!entry.living || (query.letters() & ~entry.letters) != 0)
                continue;
            const bool full = heap.size() == limit;
            // An equal score may still win by its date.
            const std::uint32_t floor = full ? heap.front().score - 1 : 0;
            const std::uint32_t score = query.scoreFolded(textOf(entry), floor);
            if (score == 0)
                continue;
            const Found found{entry.row, score, entry.modified};
            if (full) {
                if (!comesBefore(found, heap.front()))
                    continue;
                std::ranges::pop_heap(heap, comesBefore);
                heap.pop_back();
            }
            heap.push_back(found);
            std::ranges::push_heap(heap, comesBefore);
        }
        std::ranges::sort(heap, comesBefore);
        return heap;
    }

    [[nodiscard]] std::vector<Found> linkedBy(const std::string& key) const
    {
        std::vector<Found> found;
        if (key.empty())
            return found;
        const std::uint64_t letters = TitleQuery(key).letters(); // few others are looked at closely
        for (const Entry& entry : m_entries)
            if (entry.living && (letters & ~entry.letters) == 0 && linkKey(textOf(entry)) == key)
                found.push_back({entry.row, 0, entry.modified});
        std::ranges::sort(found, comesBefore);
        return found;
    }

private:
    struct Entry
    {
        std::int64_t row = 0;
        Timestamp modified = 0;
        std::uint64_t letters = 0;
        std::uint32_t begin = 0;
        std::uint16_t size = 0;
        bool living = true;
    };

    [[nodiscard]] std::string_view textOf(const Entry& entry) const
    {
        return std::string_view(m_text).substr(entry.begin, entry.size);
    }
    [[nodiscard]] std::vector<Entry>::iterator find(std::int64_t row)
    {
        return std::ranges::lower_bound(m_entries, row, {}, &Entry::row);
    }

    void put(std::int64_t row, std::string_view title, Timestamp modified)
    {
        std::string folded = foldText(title);
        if (folded.size() > std::numeric_limits<std::uint16_t>::max())
            folded.clear(); // no title becomes as long as this
        auto entry = find(row);
        if (entry == m_entries.end() || entry->row != row)
            entry = m_entries.insert(entry, {row});
        entry->modified = modified;
        entry->living = true;
        if (textOf(*entry) == folded)
            return;
        m_wasted += entry->size;
        entry->begin = static_cast<std::uint32_t>(m_text.size());
        entry->size = static_cast<std::uint16_t>(folded.size());
        entry->letters = TitleQuery::lettersIn(folded);
        m_text += folded;
        if (m_wasted > smallestWaste && m_wasted > m_text.size() / 2)
            compact();
    }

    void compact()
    {
        std::string text;
        text.reserve(m_text.size() - m_wasted);
        for (Entry& entry : m_entries) {
            const std::string_view kept = textOf(entry);
            entry.begin = static_cast<std::uint32_t>(text.size());
            text += kept;
        }
        m_text = std::move(text);
        m_wasted = 0;
    }

    std::string m_text;
    std::size_t m_wasted = 0;     ///< Bytes of m_text that no entry uses any more.
    std::vector<Entry> m_entries; ///< By their rows.
    std::int64_t m_upTo = 0;      ///< The last row that was read.
    MultisetHash m_expected;
};

Result<bool> TitleCache::loadSome()
{
    if (!m_titles || m_titles->expected() != m_store.head().list) {
        m_titles = std::make_shared<Titles>(m_store.head().list);
        m_list.listen(m_titles);
    }
    if (!m_titles->isComplete())
        LOCKLEAF_CHECK(m_titles->loadSome(m_list));
    return m_titles->isComplete();
}

Result<std::vector<TitleCache::Found>> TitleCache::best(const TitleQuery& query, std::size_t limit)
{
    LOCKLEAF_CHECK(loadAll());
    return m_titles->best(query, limit);
}

Result<std::vector<TitleCache::Found>> TitleCache::linkedBy(std::string_view written)
{
    LOCKLEAF_CHECK(loadAll());
    return m_titles->linkedBy(linkKey(foldText(written)));
}

Result<void> TitleCache::loadAll()
{
    bool complete = false;
    while (!complete) {
        LOCKLEAF_TRY(complete, loadSome());
    }
    return {};
}

Result<bool> TitleLoadJob::runSlice(std::chrono::milliseconds budget, ProgressSink&)
{
    const auto end = std::chrono::steady_clock::now() + budget;
    return guarded([&]() -> Result<bool> {
        bool complete = false;
        do {
            LOCKLEAF_TRY(complete, m_cache.loadSome());
        } while (!complete && std::chrono::steady_clock::now() < end);
        return complete;
    });
}

} // namespace lockleaf
