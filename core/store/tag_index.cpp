// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/tag_index.h"

#include "core/base/folded_text.h"

#include <algorithm>

namespace lockleaf {

namespace {

TagNodes nodesOfRow(const ListRow* row)
{
    return row == nullptr ? TagNodes{} : tagNodesOf(row->summary.tags);
}

bool isInTrash(const ListRow* row)
{
    return row != nullptr && row->summary.trashed.has_value();
}

std::int64_t asInteger(bool set)
{
    return set ? 1 : 0;
}

} // namespace

/// What becomes of one place in the tree for one row. Null: the row was not, or is no longer, there.
struct TagIndex::Change
{
    std::int64_t row;
    const std::string& folded;
    const TagNode* before;
    const TagNode* after;
    bool trashBefore;
    bool trashAfter;
};

std::int64_t TagIndex::keyOf(std::string_view folded)
{
    const Hash256 hash = hash256({bytesOf(folded)});
    return static_cast<std::int64_t>(loadLe64(hash.data()) >> 1);
}

Result<void> TagIndex::follow(const ListRow* before, const ListRow* after)
{
    const bool trashBefore = isInTrash(before);
    const bool trashAfter = isInTrash(after);
    if (before != nullptr && after != nullptr && trashBefore == trashAfter &&
        before->summary.tags == after->summary.tags)
        return {};
    const TagNodes was = nodesOfRow(before);
    const TagNodes is = nodesOfRow(after);
    const ListRow* const known = after != nullptr ? after : before;
    if (known == nullptr)
        return {};
    const std::int64_t row = known->row;
    for (const auto& [folded, node] : is) { // what comes first, so that no tag is dropped that stays
        const auto found = was.find(folded);
        LOCKLEAF_CHECK(apply(
            {row, folded, found == was.end() ? nullptr : &found->second, &node, trashBefore, trashAfter}));
    }
    for (const auto& [folded, node] : was)
        if (!is.contains(folded))
            LOCKLEAF_CHECK(apply({row, folded, &node, nullptr, trashBefore, trashAfter}));
    return {};
}

Result<void> TagIndex::apply(const Change& change)
{
    const bool moved = change.trashBefore != change.trashAfter;
    const bool goes = change.before != nullptr && (change.after == nullptr || moved);
    const bool comes = change.after != nullptr && (change.before == nullptr || moved);
    const std::int64_t key = keyOf(change.folded);
    if (goes) {
        LOCKLEAF_TRY(
            Statement drop,
            m_store.database().prepare("DELETE FROM note_tag WHERE tag = ?1 AND in_trash = ?2 AND row = ?3"));
        LOCKLEAF_CHECK(drop.bind(1, key).bind(2, asInteger(change.trashBefore)).bind(3, change.row).run());
    }
    if (comes) {
        // Of two tags of one key, which chance does not bring about, the second has no entry of its own.
        LOCKLEAF_TRY(Statement add,
                     m_store.database().prepare(
                         "INSERT OR IGNORE INTO note_tag(tag, in_trash, row) VALUES(?1, ?2, ?3)"));
        LOCKLEAF_CHECK(add.bind(1, key).bind(2, asInteger(change.trashAfter)).bind(3, change.row).run());
    }
    return count(change);
}

Result<void> TagIndex::count(const Change& change)
{
    const auto is = [](const TagNode* node, bool inTrash, bool wanted, bool exactOnly) {
        return asInteger(node != nullptr && inTrash == wanted && (node->exact || !exactOnly));
    };
    const auto difference = [&](bool trash, bool exactOnly) {
        return is(change.after, change.trashAfter, trash, exactOnly) -
               is(change.before, change.trashBefore, trash, exactOnly);
    };
    const std::int64_t notes = difference(false, true);
    const std::int64_t below = difference(false, false);
    const std::int64_t trashed = difference(true, false);
    if (notes == 0 && below == 0 && trashed == 0)
        return {};
    m_store.willWrite();
    const TagNode& node = change.after != nullptr ? *change.after : *change.before;
    LOCKLEAF_TRY(Statement write,
                 m_store.database().prepare(
                     "INSERT INTO tag(folded, name, notes, below, trashed) VALUES(?1, ?2, ?3, ?4, ?5) "
                     "ON CONFLICT DO UPDATE SET notes = notes + excluded.notes, "
                     "below = below + excluded.below, trashed = trashed + excluded.trashed"));
    write.bind(1, std::string_view{change.folded}).bind(2, std::string_view{node.name});
    LOCKLEAF_CHECK(write.bind(3, notes).bind(4, below).bind(5, trashed).run());
    if (below >= 0 && trashed >= 0)
        return {};
    LOCKLEAF_TRY(Statement drop, m_store.database().prepare(
                                     "DELETE FROM tag WHERE folded = ?1 AND below = 0 AND trashed = 0"));
    return drop.bind(1, std::string_view{change.folded}).run();
}

Result<void> TagIndex::spell(std::string_view tag)
{
    const std::string folded = foldedText(tag);
    LOCKLEAF_TRY(const std::vector<std::string> names, spellings(tag));
    for (const std::string& name : names) {
        const std::string whole = foldedText(name);
        // Levels are counted from the end, since a folded name may have another length.
        auto levels =
            std::count(whole.begin() + static_cast<std::ptrdiff_t>(folded.size()), whole.end(), '/');
        std::size_t end = name.size();
        for (; levels > 0 && end != 0; --levels)
            end = name.rfind('/', end - 1);
        LOCKLEAF_CHECK(spellAlone(std::string(tag) + name.substr(end)));
    }
    return {};
}

Result<void> TagIndex::spellAlone(std::string_view name)
{
    const std::string folded = foldedText(name);
    LOCKLEAF_TRY(Statement write,
                 m_store.database().prepare("UPDATE tag SET name = ?2 WHERE folded = ?1 AND name <> ?2"));
    LOCKLEAF_CHECK(write.bind(1, std::string_view{folded}).bind(2, name).run());
    if (m_store.database().changes() > 0)
        m_store.willWrite();
    return {};
}

Result<void> TagIndex::clear()
{
    m_store.willWrite();
    LOCKLEAF_CHECK(m_store.database().run("DELETE FROM note_tag"));
    return m_store.database().run("DELETE FROM tag");
}

Result<TagCounts> TagIndex::counts(std::string_view tag)
{
    const std::string folded = foldedText(tag);
    LOCKLEAF_TRY(Statement find,
                 m_store.database().prepare("SELECT notes, below, trashed FROM tag WHERE folded = ?1"));
    find.bind(1, std::string_view{folded});
    LOCKLEAF_TRY(const bool found, find.step());
    if (!found)
        return TagCounts{};
    const auto number = [&](int column) {
        return static_cast<std::uint64_t>(std::max(find.integer(column), std::int64_t{0}));
    };
    return TagCounts{number(0), number(1), number(2)};
}

Result<std::vector<std::string>> TagIndex::spellings(std::string_view tag)
{
    const std::string folded = foldedText(tag);
    LOCKLEAF_TRY(Statement rows, m_store.database().prepare(
                                     "SELECT name FROM tag WHERE folded = ?1 "
                                     "OR (folded > ?1 || '/' AND folded < ?1 || '0')")); // what begins "tag/"
    rows.bind(1, std::string_view{folded});
    std::vector<std::string> names;
    while (true) {
        LOCKLEAF_TRY(const bool more, rows.step());
        if (!more)
            return names;
        // A name that does not belong to its tag is damage, which the check of the list finds.
        if (isTagWithin(foldedText(rows.text(0)), folded))
            names.emplace_back(rows.text(0));
    }
}

Result<std::vector<TagIndex::Row>> TagIndex::all()
{
    LOCKLEAF_TRY(Statement rows, m_store.database().prepare(
                                     "SELECT folded, name, notes, below, trashed FROM tag ORDER BY folded"));
    std::vector<Row> all;
    while (true) {
        LOCKLEAF_TRY(const bool more, rows.step());
        if (!more)
            return all;
        Row row{std::string(rows.text(0)), std::string(rows.text(1)), {}};
        row.counts = {static_cast<std::uint64_t>(rows.integer(2)),
                      static_cast<std::uint64_t>(rows.integer(3)),
                      static_cast<std::uint64_t>(rows.integer(4))};
        // Pages that do not belong together could lead a walk back to where it was.
        if ((!all.empty() && row.folded <= all.back().folded) || foldedText(row.name) != row.folded)
            return fail(ErrorCode::Damaged, "table of tags");
        all.push_back(std::move(row));
    }
}

Result<std::vector<std::int64_t>> TagIndex::rowsWith(std::string_view tag)
{
    LOCKLEAF_TRY(Statement find, m_store.database().prepare("SELECT row FROM note_tag WHERE tag = ?1"));
    find.bind(1, keyOf(foldedText(tag)));
    std::vector<std::int64_t> rows;
    while (true) {
        LOCKLEAF_TRY(const bool more, find.step());
        if (!more)
            break;
        rows.push_back(find.integer(0));
    }
    std::ranges::sort(rows);
    return rows;
}

Result<bool> TagIndex::hasEntriesOf(const ListRow& row)
{
    for (const auto& [folded, node] : tagNodesOf(row.summary.tags)) {
        LOCKLEAF_TRY(Statement find, m_store.database().prepare("SELECT 1 FROM note_tag WHERE tag = ?1 "
                                                                "AND in_trash = ?2 AND row = ?3"));
        find.bind(1, keyOf(folded)).bind(2, asInteger(isInTrash(&row))).bind(3, row.row);
        LOCKLEAF_TRY(const bool found, find.step());
        if (!found)
            return false;
    }
    return true;
}

Result<std::uint64_t> TagIndex::entryCount()
{
    LOCKLEAF_TRY(Statement count, m_store.database().prepare("SELECT count(*) FROM note_tag"));
    LOCKLEAF_TRY(const bool found, count.step());
    return found ? static_cast<std::uint64_t>(count.integer(0)) : 0;
}

} // namespace lockleaf
