// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/note_list.h"

#include "core/base/letter_fold.h"
#include "core/store/list_selection.h"
#include "core/store/record.h"

#include <algorithm>

namespace lockleaf {

namespace {

constexpr std::string_view listLabel{"lockleaf list\0\0\0", 16};
static_assert(listLabel.size() == 16);

/// Columns in the order of every SELECT below.
Result<ListRow> rowFrom(const Statement& statement)
{
    ListRow row;
    row.row = statement.integer(0);
    NoteSummary& summary = row.summary;
    const auto id = idFrom<RecordTag>(statement.blob(1));
    const auto notebook = idFrom<RecordTag>(statement.blob(4));
    auto tags = decodeTags(statement.blob(5));
    if (!id || !notebook || !tags)
        return fail(ErrorCode::Damaged, "list row");
    summary.id = *id;
    summary.title = statement.text(2);
    summary.snippet = statement.text(3);
    summary.notebook = *notebook;
    summary.tags = std::move(*tags);
    summary.created = statement.integer(6);
    summary.modified = statement.integer(7);
    summary.pinned = statement.integer(8) != 0;
    summary.tasksDone = static_cast<std::uint32_t>(statement.integer(9));
    summary.tasksAll = static_cast<std::uint32_t>(statement.integer(10));
    if (statement.integer(11) != 0)
        summary.trashed = statement.integer(12);
    row.bodySize = static_cast<std::uint64_t>(statement.integer(13));
    row.searchRow = statement.integer(14);
    return row;
}

#define LOCKLEAF_LIST_COLUMNS                                                                                \
    "row, id, title, snippet, notebook, tags, created, modified, pinned, tasks_done, tasks_all, in_trash, "  \
    "trashed, body_size, search_row"

std::int64_t flag(bool set)
{
    return set ? 1 : 0;
}

bool hasOpenTask(const NoteSummary& summary)
{
    return summary.tasksDone < summary.tasksAll;
}

} // namespace

NoteList::NoteList(RecordStore& store, VaultId vaultId, const SecretKey<HeadPurpose>& headKey)
    : m_store(store), m_tags(store)
{
    ShortKey key; // its own key: sums of the list and of the records cannot be exchanged
    deriveShortKey(key, headKey, {bytesOf(listLabel), vaultId.view()});
    m_key = SecretKey<ListSumPurpose>::copyOf(key.view());
}

std::int64_t NoteList::titleHash(std::string_view title)
{
    const Hash256 hash = hash256({bytesOf(title)});
    return static_cast<std::int64_t>(loadLe64(hash.data()) >> 1);
}

Hash256 NoteList::element(const ListRow& row) const
{
    const NoteSummary& s = row.summary;
    const Bytes tags = encodeTags(s.tags);
    std::array<std::uint8_t, 86> fixed{};
    std::uint8_t* p = fixed.data();
    storeLe64(p, static_cast<std::uint64_t>(row.row));
    std::memcpy(p + 8, s.id.bytes.data(), 16);
    std::memcpy(p + 24, s.notebook.bytes.data(), 16);
    storeLe64(p + 40, static_cast<std::uint64_t>(s.created));
    storeLe64(p + 48, static_cast<std::uint64_t>(s.modified));
    p[56] = s.pinned ? 1 : 0;
    p[57] = s.trashed ? 1 : 0;
    storeLe64(p + 58, static_cast<std::uint64_t>(s.trashed.value_or(0)));
    storeLe32(p + 66, s.tasksDone);
    storeLe32(p + 70, s.tasksAll);
    storeLe32(p + 74, static_cast<std::uint32_t>(row.bodySize));
    storeLe32(p + 78, static_cast<std::uint32_t>(s.title.size()));
    storeLe32(p + 82,
              static_cast<std::uint32_t>(s.snippet.size())); // with both lengths the rest is injective
    return keyedHash256(m_key, {fixed, bytesOf(s.title), bytesOf(s.snippet), tags});
}

void NoteList::account(const ListRow& row, bool added)
{
    Head& head = m_store.changeHead();
    std::uint64_t& counter = row.summary.trashed ? head.trashed : head.notes;
    const Hash256 hash = element(row);
    if (added) {
        head.list.add(hash);
        ++counter;
        head.bodyBytes += row.bodySize;
    } else {
        head.list.subtract(hash);
        --counter;
        head.bodyBytes -= row.bodySize;
    }
    if (m_catalog != nullptr)
        m_catalog->noteChange(row, added);
    std::erase_if(m_listeners, [](const auto& listener) { return listener.expired(); });
    for (const std::weak_ptr<ListListener>& told : m_listeners)
        if (const auto listener = told.lock())
            listener->noteChange(row, hash, added);
}

Result<void> NoteList::changeCount(const NoteSummary& summary, std::int64_t by)
{
    LOCKLEAF_TRY(Statement write,
                 m_store.database().prepare("INSERT INTO list_count(notebook, in_trash, pinned, notes, "
                                            "open_tasks) VALUES(?1, ?2, ?3, ?4, ?5) "
                                            "ON CONFLICT DO UPDATE SET notes = notes + excluded.notes, "
                                            "open_tasks = open_tasks + excluded.open_tasks"));
    write.bind(1, summary.notebook.view()).bind(2, flag(summary.trashed.has_value()));
    write.bind(3, flag(summary.pinned)).bind(4, by).bind(5, hasOpenTask(summary) ? by : 0);
    return write.run();
}

Result<void> NoteList::insert(const ListRow& row)
{
    const NoteSummary& s = row.summary;
    const Bytes tags = encodeTags(s.tags);
    const std::string key = sortKeyOf(s.title);
    LOCKLEAF_TRY(Statement write,
                 m_store.database().prepare("INSERT INTO note_list(" LOCKLEAF_LIST_COLUMNS
                                            ", title_hash, title_key) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, "
                                            "?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)"));
    write.bind(1, row.row).bind(2, s.id.view()).bind(3, std::string_view{s.title});
    write.bind(4, std::string_view{s.snippet}).bind(5, s.notebook.view()).bind(6, ByteView{tags});
    write.bind(7, s.created).bind(8, s.modified).bind(9, flag(s.pinned));
    write.bind(10, std::int64_t{s.tasksDone}).bind(11, std::int64_t{s.tasksAll});
    write.bind(12, flag(s.trashed.has_value())).bind(13, s.trashed.value_or(0));
    write.bind(14, static_cast<std::int64_t>(row.bodySize))
        .bind(15, row.searchRow)
        .bind(16, titleHash(s.title))
        .bind(17, bytesOf(key));
    return write.run();
}

/// SQLite writes the entries of an index anew where one of its columns is set, whatever to: what has not
/// changed is not set, so that an ordinary save leaves the indexes by title and creation as they are.
Result<void> NoteList::update(const ListRow& before, const ListRow& row)
{
    const NoteSummary& was = before.summary;
    const NoteSummary& s = row.summary;
    const bool retitled = was.title != s.title;
    const bool replaced = was.id != s.id || was.notebook != s.notebook || was.created != s.created ||
                          was.pinned != s.pinned || was.trashed.has_value() != s.trashed.has_value();
    std::string sql = "UPDATE note_list SET snippet = ?2, tags = ?3, modified = ?4, tasks_done = ?5, "
                      "tasks_all = ?6, trashed = ?7, body_size = ?8, search_row = ?17";
    if (retitled)
        sql += ", title = ?9, title_hash = ?10, title_key = ?11";
    if (replaced)
        sql += ", id = ?12, notebook = ?13, created = ?14, pinned = ?15, in_trash = ?16";
    sql += " WHERE row = ?1";
    const Bytes tags = encodeTags(s.tags);
    const std::string key = sortKeyOf(s.title);
    LOCKLEAF_TRY(Statement write, m_store.database().prepare(sql));
    write.bind(1, row.row).bind(2, std::string_view{s.snippet}).bind(3, ByteView{tags}).bind(4, s.modified);
    write.bind(5, std::int64_t{s.tasksDone}).bind(6, std::int64_t{s.tasksAll});
    write.bind(7, s.trashed.value_or(0))
        .bind(8, static_cast<std::int64_t>(row.bodySize))
        .bind(17, row.searchRow);
    if (retitled)
        write.bind(9, std::string_view{s.title}).bind(10, titleHash(s.title)).bind(11, bytesOf(key));
    if (replaced) {
        write.bind(12, s.id.view()).bind(13, s.notebook.view()).bind(14, s.created);
        write.bind(15, flag(s.pinned)).bind(16, flag(s.trashed.has_value()));
    }
    return write.run();
}

Result<void> NoteList::add(const ListRow& row)
{
    m_store.willWrite();
    LOCKLEAF_CHECK(insert(row));
    account(row, true);
    LOCKLEAF_CHECK(m_tags.follow(nullptr, &row));
    return changeCount(row.summary, 1);
}

Result<void> NoteList::replace(const ListRow& row)
{
    LOCKLEAF_TRY(const std::optional<ListRow> before, at(row.row));
    if (!before)
        return fail(ErrorCode::Damaged, "list row missing");
    return replace(*before, row);
}

Result<void> NoteList::replace(const ListRow& before, const ListRow& row)
{
    m_store.willWrite();
    LOCKLEAF_CHECK(update(before, row));
    account(before, false);
    account(row, true);
    LOCKLEAF_CHECK(m_tags.follow(&before, &row));
    const bool sameCount = before.summary.notebook == row.summary.notebook &&
                           before.summary.pinned == row.summary.pinned &&
                           hasOpenTask(before.summary) == hasOpenTask(row.summary) &&
                           before.summary.trashed.has_value() == row.summary.trashed.has_value();
    if (sameCount)
        return {};
    LOCKLEAF_CHECK(changeCount(before.summary, -1));
    return changeCount(row.summary, 1);
}

Result<void> NoteList::remove(std::int64_t row)
{
    m_store.willWrite();
    LOCKLEAF_TRY(const std::optional<ListRow> before, at(row));
    if (!before)
        return fail(ErrorCode::Damaged, "list row missing");
    LOCKLEAF_TRY(Statement drop, m_store.database().prepare("DELETE FROM note_list WHERE row = ?1"));
    drop.bind(1, row);
    LOCKLEAF_CHECK(drop.run());
    account(*before, false);
    LOCKLEAF_CHECK(m_tags.follow(&*before, nullptr));
    return changeCount(before->summary, -1);
}

Result<std::uint64_t> NoteList::count(const ListFilter& filter)
{
    const std::uint64_t everywhere = filter.trash ? m_store.head().trashed : m_store.head().notes;
    if (!filter.tag.empty())
        return countTagged(filter, everywhere);
    if (!filter.notebook && !filter.pinned && !filter.openTasks)
        return everywhere;
    std::string sql =
        "SELECT count(*) FROM note_list INDEXED BY note_list_pinned WHERE in_trash = ?1 AND pinned = 1";
    if (filter.notebook || filter.openTasks) {
        sql = std::string("SELECT total(") + (filter.openTasks ? "open_tasks" : "notes") +
              ") FROM list_count WHERE in_trash = ?1 AND pinned BETWEEN ?3 AND ?4";
        sql += filter.notebook ? " AND notebook = ?2" : "";
    }
    LOCKLEAF_TRY(Statement find, m_store.database().prepare(sql));
    find.bind(1, flag(filter.trash));
    if (filter.notebook)
        find.bind(2, filter.notebook->view());
    if (filter.notebook || filter.openTasks)
        find.bind(3, flag(filter.pinned.value_or(false))).bind(4, flag(filter.pinned.value_or(true)));
    LOCKLEAF_TRY(const bool found, find.step());
    const auto number = static_cast<std::uint64_t>(found ? std::max(find.integer(0), std::int64_t{0}) : 0);
    if (filter.notebook || filter.openTasks || *filter.pinned)
        return number;
    return everywhere - std::min(number, everywhere); // pinned notes are few: counting the others is not
}

Result<std::uint64_t> NoteList::countTagged(const ListFilter& filter, std::uint64_t everywhere)
{
    if (!filter.notebook && !filter.pinned && !filter.openTasks) {
        LOCKLEAF_TRY(const TagCounts counts, m_tags.counts(filter.tag));
        return filter.trash ? counts.trashed : counts.below;
    }
    LOCKLEAF_TRY(const ListSelection selection, ListSelection::of(filter, m_tags, everywhere, everywhere));
    LOCKLEAF_TRY(Statement find, m_store.database().prepare("SELECT count(*) " + selection.from()));
    selection.bind(find);
    LOCKLEAF_TRY(const bool found, find.step());
    return static_cast<std::uint64_t>(found ? find.integer(0) : 0);
}

Result<std::vector<NoteSummary>> NoteList::window(const ListFilter& filter, std::uint64_t offset,
                                                  std::uint64_t limit)
{
    const std::uint64_t everywhere = filter.trash ? m_store.head().trashed : m_store.head().notes;
    const std::uint64_t wanted =
        limit > everywhere || offset > everywhere - limit ? everywhere : offset + limit;
    LOCKLEAF_TRY(const ListSelection selection, ListSelection::of(filter, m_tags, everywhere, wanted));
    // The inner query walks an index only; the rows of the window alone are fetched.
    const std::string sql = "SELECT " LOCKLEAF_LIST_COLUMNS " FROM note_list WHERE row IN (SELECT row " +
                            selection.from() + selection.order() + " LIMIT ?3 OFFSET ?4)" + selection.order();
    LOCKLEAF_TRY(Statement rows, m_store.database().prepare(sql));
    selection.bind(rows);
    rows.bind(3, static_cast<std::int64_t>(std::min<std::uint64_t>(limit, 1U << 20)));
    rows.bind(4, static_cast<std::int64_t>(std::min<std::uint64_t>(offset, INT64_MAX)));
    std::vector<NoteSummary> window;
    while (true) {
        LOCKLEAF_TRY(const bool more, rows.step());
        if (!more)
            return window;
        LOCKLEAF_TRY(ListRow row, rowFrom(rows));
        window.push_back(std::move(row.summary));
    }
}

Result<std::optional<std::uint64_t>> NoteList::rowOf(const ListFilter& filter, const RecordId& id)
{
    LOCKLEAF_TRY(const std::optional<DirectoryEntry> located, m_store.locate(id));
    if (!located)
        return std::optional<std::uint64_t>{};
    LOCKLEAF_TRY(const std::optional<ListRow> row, at(located->row));
    if (!row || row->summary.id != id || !ListSelection::matches(filter, row->summary))
        return std::optional<std::uint64_t>{};
    const std::uint64_t everywhere = filter.trash ? m_store.head().trashed : m_store.head().notes;
    LOCKLEAF_TRY(const ListSelection selection, ListSelection::of(filter, m_tags, everywhere, everywhere));
    LOCKLEAF_TRY(Statement before, m_store.database().prepare(selection.countBefore()));
    selection.bind(before);
    const NoteSummary& summary = row->summary;
    const std::string key = sortKeyOf(summary.title);
    if (filter.order == NoteOrder::Title)
        before.bind(3, bytesOf(key));
    else
        before.bind(3, filter.order == NoteOrder::Created ? summary.created : summary.modified);
    before.bind(4, id.view());
    LOCKLEAF_TRY(const bool counted, before.step());
    if (!counted)
        return fail(ErrorCode::Internal);
    return std::optional<std::uint64_t>(static_cast<std::uint64_t>(before.integer(0)));
}

Result<std::optional<ListRow>> NoteList::at(std::int64_t row)
{
    LOCKLEAF_TRY(Statement find, m_store.database().prepare("SELECT " LOCKLEAF_LIST_COLUMNS
                                                            " FROM note_list WHERE row = ?1"));
    find.bind(1, row);
    LOCKLEAF_TRY(const bool found, find.step());
    if (!found)
        return std::optional<ListRow>{};
    LOCKLEAF_TRY(ListRow list, rowFrom(find));
    return std::optional<ListRow>(std::move(list));
}

Result<std::vector<ListRow>> NoteList::rowsAfter(std::int64_t after, std::uint64_t limit)
{
    LOCKLEAF_TRY(Statement rows, m_store.database().prepare("SELECT " LOCKLEAF_LIST_COLUMNS ", title_hash, "
                                                            "title_key FROM note_list WHERE row > ?1 "
                                                            "ORDER BY row LIMIT ?2"));
    rows.bind(1, after).bind(2, static_cast<std::int64_t>(limit));
    std::vector<ListRow> found;
    while (true) {
        LOCKLEAF_TRY(const bool more, rows.step());
        if (!more)
            return found;
        LOCKLEAF_TRY(ListRow row, rowFrom(rows));
        // Pages that do not belong together could lead a walk back to where it was.
        if (row.row <= (found.empty() ? after : found.back().row))
            return fail(ErrorCode::Damaged, "order of the list rows");
        if (rows.integer(15) != titleHash(row.summary.title))
            return fail(ErrorCode::Damaged, "title hash of list row " + std::to_string(row.row));
        if (textOf(rows.blob(16)) != sortKeyOf(row.summary.title))
            return fail(ErrorCode::Damaged, "title key of list row " + std::to_string(row.row));
        found.push_back(std::move(row));
    }
}

std::shared_ptr<ListTally> NoteList::beginTally()
{
    auto tally = std::make_shared<ListTally>(m_store.head().list);
    listen(tally);
    return tally;
}

#undef LOCKLEAF_LIST_COLUMNS

} // namespace lockleaf
