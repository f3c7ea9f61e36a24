// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text.h"
#include "core/vault/guarded.h"
#include "core/vault/note_checks.h"
#include "core/vault/note_title.h"
#include "core/vault/sealed_vault.h"
#include "core/vault/tag_text.h"

#include <algorithm>
#include <sodium.h>
#include <utility>

namespace lockleaf {

namespace {

constexpr std::size_t shortestPrefix = 4;
constexpr std::size_t wholeId = 32; ///< Hexadecimal digits.

RecordId newRecordId()
{
    RecordId id;
    randombytes_buf(id.bytes.data(), id.bytes.size());
    return id;
}

/// Range of the ids that begin with `hex` (4 to 32 digits); nothing where those are not digits.
std::optional<std::pair<RecordId, RecordId>> idRange(std::string_view hex)
{
    if (hex.size() < shortestPrefix || hex.size() > 32)
        return std::nullopt;
    const std::size_t rest = 32 - hex.size();
    const auto first = RecordId::fromHex(std::string(hex) + std::string(rest, '0'));
    const auto last = RecordId::fromHex(std::string(hex) + std::string(rest, 'f'));
    if (!first || !last)
        return std::nullopt;
    return std::pair{*first, *last};
}

} // namespace

ListRow SealedVault::listRowFor(std::int64_t row, const Note& note)
{
    ListRow list;
    list.row = row;
    list.bodySize = note.body.size();
    NoteOutline outline = outlineOf(note.body.text(), note.explicitTitle);
    NoteSummary& summary = list.summary;
    summary.id = note.id;
    summary.title = std::move(outline.title);
    summary.snippet = std::move(outline.snippet);
    summary.tasksDone = outline.tasksDone;
    summary.tasksAll = outline.tasksAll;
    summary.notebook = note.notebook;
    summary.tags = tagsOf(note.tags, note.body.text());
    summary.created = note.created;
    summary.modified = note.modified;
    summary.pinned = note.pinned;
    summary.trashed = note.trashed;
    return list;
}

Result<RecordId> SealedVault::addNote(NewNote note)
{
    return guarded([&] { return addCheckedNote(std::move(note)); });
}

Result<RecordId> SealedVault::addCheckedNote(NewNote note)
{
    LOCKLEAF_CHECK(checkBody(note.body.view()));
    LOCKLEAF_CHECK(checkTitle(note.explicitTitle));
    LOCKLEAF_CHECK(checkTagNames(note.tags));
    LOCKLEAF_CHECK(checkNotebookExists(note.notebook));
    LOCKLEAF_CHECK(sortTargets(note.targets));
    NoteRecord record;
    record.note.id = note.id.value_or(newRecordId());
    record.note.targets = std::move(note.targets);
    if (note.explicitTitle.find_first_not_of(' ') != std::string::npos) // else nobody would see it
        record.note.explicitTitle = std::move(note.explicitTitle);
    record.note.body = std::move(note.body);
    record.note.notebook = note.notebook;
    record.note.tags = withoutRepetitions(note.tags);
    const Timestamp now = m_clock->now();
    record.note.modified = note.modified.value_or(note.created.value_or(now));
    record.note.created = note.created.value_or(std::min(now, record.note.modified));
    record.note.pinned = note.pinned;
    record.versions.advance(m_store->writer());
    const auto outcome = change([&]() -> Result<void> {
        const SecureBytes plain = encodeNote(record, m_codec);
        LOCKLEAF_TRY(const bool taken, isTaken(note.id));
        if (taken)
            return fail(ErrorCode::AlreadyExists, "record " + record.note.id.toHex());
        LOCKLEAF_TRY(const std::int64_t row, m_store->add(record.note.id, RecordKind::Note, plain.view()));
        LOCKLEAF_CHECK(useAttachments(record.note));
        return listNote(row, record.note);
    });
    LOCKLEAF_CHECK(outcome);
    return record.note.id;
}

/// Whether there is, or was, a record of this id. One that has been drawn is new.
Result<bool> SealedVault::isTaken(const std::optional<RecordId>& id)
{
    if (!id)
        return false;
    LOCKLEAF_TRY(const std::optional<DirectoryEntry> located, m_store->locate(*id));
    return located.has_value();
}

Result<void> SealedVault::listNote(std::int64_t row, const Note& note)
{
    ListRow list = listRowFor(row, note);
    LOCKLEAF_CHECK(addToIndex(list, note.body.view(), 0));
    return m_list->add(list);
}

Result<SealedVault::OpenNote> SealedVault::openNote(const RecordId& id)
{
    LOCKLEAF_TRY(StoredRecord stored, m_store->read(id));
    if (stored.identity.kind != std::to_underlying(RecordKind::Note))
        return fail(ErrorCode::NotFound);
    LOCKLEAF_TRY(NoteRecord record, decodeNote(id, stored.plain.view(), m_codec));
    stored.plain.clear();
    return OpenNote{std::move(stored), std::move(record)};
}

Result<Note> SealedVault::note(RecordId id)
{
    return guarded([&]() -> Result<Note> {
        LOCKLEAF_TRY(OpenNote open, openNote(id));
        return std::move(open.record.note);
    });
}

Result<void> SealedVault::storeNote(const OpenNote& open, ByteView oldBody)
{
    const Note& note = open.record.note;
    const SecureBytes plain = encodeNote(open.record, m_codec);
    LOCKLEAF_CHECK(m_store->replace(open.stored, RecordKind::Note, plain.view()));
    LOCKLEAF_TRY(const std::optional<ListRow> before, m_list->at(open.stored.row));
    if (!before || before->summary.id != note.id)
        return fail(ErrorCode::Damaged, "list row missing");
    ListRow row = listRowFor(open.stored.row, note);
    row.searchRow = before->searchRow;
    if (!std::ranges::equal(oldBody, note.body.view()) || before->summary.title != row.summary.title ||
        before->summary.tags != row.summary.tags) {
        LOCKLEAF_CHECK(takeFromIndex(*before, oldBody));
        LOCKLEAF_CHECK(addToIndex(row, note.body.view(), before->searchRow));
    }
    return m_list->replace(*before, row);
}

Result<void> SealedVault::changeNote(const RecordId& id, const std::function<bool(Note&)>& changeIt)
{
    return change([&]() -> Result<void> {
        LOCKLEAF_TRY(OpenNote open, openNote(id));
        const SecureBytes oldBody = SecureBytes::copyOf(open.record.note.body.view());
        if (!changeIt(open.record.note))
            return {};
        open.record.versions.advance(m_store->writer());
        return storeNote(open, oldBody.view());
    });
}

Result<void> SealedVault::saveBody(RecordId id, ByteView body)
{
    return guarded([&]() -> Result<void> {
        LOCKLEAF_CHECK(checkBody(body));
        bool changed = false;
        bool kept = false;
        LOCKLEAF_CHECK(change([&]() -> Result<void> {
            LOCKLEAF_TRY(OpenNote open, openNote(id));
            Note& note = open.record.note;
            if (std::ranges::equal(note.body.view(), body))
                return {};
            LOCKLEAF_TRY(kept, keepBeforeEdit(note));
            const SecureBytes oldBody = std::exchange(note.body, SecureBytes::copyOf(body));
            note.modified = m_clock->now();
            open.record.versions.advance(m_store->writer());
            changed = true;
            return storeNote(open, oldBody.view());
        }));
        quietly([&] {
            if (kept)
                m_pace.noteKept(id, m_clock->now());
            if (changed)
                m_pace.noteEdited(id);
        });
        return {};
    });
}

Result<void> SealedVault::setPinned(RecordId id, bool pinned)
{
    return guarded([&] {
        return changeNote(id, [pinned](Note& note) { return std::exchange(note.pinned, pinned) != pinned; });
    });
}

Result<void> SealedVault::moveToNotebook(RecordId id, RecordId notebook)
{
    return guarded([&]() -> Result<void> {
        LOCKLEAF_CHECK(checkNotebookExists(notebook));
        return changeNote(id, [&](Note& note) { return std::exchange(note.notebook, notebook) != notebook; });
    });
}

Result<void> SealedVault::buryNote(const OpenNote& open, const TombstoneRecord& tombstone)
{
    const RecordId id = open.record.note.id;
    const SecureBytes plain = encodeTombstone(tombstone);
    LOCKLEAF_CHECK(m_store->replace(open.stored, RecordKind::Tombstone, plain.view()));
    LOCKLEAF_TRY(const std::optional<ListRow> row, m_list->at(open.stored.row));
    LOCKLEAF_CHECK(row ? takeFromIndex(*row, open.record.note.body.view()) : Result<void>{});
    LOCKLEAF_TRY(const std::vector<RevisionRow> versions, m_revisions->of(id));
    LOCKLEAF_CHECK(removeRevisions(versions));
    LOCKLEAF_CHECK(releaseAttachments(open.record.note));
    return m_list->remove(open.stored.row);
}

Result<std::uint64_t> SealedVault::countNotes(const ListFilter& filter)
{
    return guarded([&] { return m_list->count(filter); });
}

Result<std::vector<NoteSummary>> SealedVault::listNotes(const ListFilter& filter, std::uint64_t offset,
                                                        std::uint64_t limit)
{
    return guarded([&] { return m_list->window(filter, offset, limit); });
}

Result<std::optional<std::uint64_t>> SealedVault::rowOf(const ListFilter& filter, RecordId id)
{
    return guarded([&] { return m_list->rowOf(filter, id); });
}

Result<void> SealedVault::checkNoteExists(const RecordId& id)
{
    LOCKLEAF_TRY(const std::optional<DirectoryEntry> located, m_store->locate(id));
    if (!located || located->identity.kind != std::to_underlying(RecordKind::Note))
        return fail(ErrorCode::NotFound);
    return {};
}

Result<ListRow> SealedVault::listRowOf(const RecordId& id)
{
    LOCKLEAF_TRY(const std::optional<DirectoryEntry> located, m_store->locate(id));
    if (!located || located->identity.kind != std::to_underlying(RecordKind::Note))
        return fail(ErrorCode::NotFound);
    LOCKLEAF_TRY(std::optional<ListRow> row, m_list->at(located->row));
    if (!row || row->summary.id != id)
        return fail(ErrorCode::Damaged, "list row of " + id.toHex());
    return std::move(*row);
}

Result<NoteSummary> SealedVault::summary(RecordId id)
{
    return guarded([&]() -> Result<NoteSummary> {
        LOCKLEAF_TRY(ListRow row, listRowOf(id));
        return std::move(row.summary);
    });
}

Result<std::optional<RecordId>> SealedVault::findByPrefix(std::string_view hex)
{
    // The digits say more than the number of a bucket, so that all candidates are in one, which adds up.
    static_assert(Freshness::bucketCount <= std::size_t{1} << (4 * shortestPrefix));
    const auto range = idRange(hex);
    if (!range)
        return std::optional<RecordId>{};
    LOCKLEAF_TRY(const auto* bucket,
                 m_store->freshness().entries(*m_database, Freshness::bucketOf(range->first)));
    std::optional<RecordId> found;
    for (const DirectoryEntry& entry : *bucket) {
        const RecordId& id = entry.identity.id;
        if (id < range->first || id > range->second ||
            entry.identity.kind != std::to_underlying(RecordKind::Note))
            continue;
        if (found)
            return fail(ErrorCode::AmbiguousReference);
        found = id;
    }
    return found;
}

// Titles may look like the beginning of an id ("1329", "cafe"): where both name a note, and not the same one,
// neither is guessed at. Only a whole id is beyond doubt.
Result<RecordId> SealedVault::findNote(std::string_view reference)
{
    return guarded([&]() -> Result<RecordId> {
        if (!isStorableText(reference))
            return fail(ErrorCode::NotFound);
        const auto byId = findByPrefix(reference);
        if (!byId && byId.error().code != ErrorCode::AmbiguousReference)
            return std::unexpected(byId.error());
        if (byId && *byId && reference.size() == wholeId)
            return **byId;
        LOCKLEAF_TRY(const std::optional<RecordId> byTitle, findByTitle(reference));
        if (byTitle) {
            if (byId && *byId && **byId != *byTitle)
                return fail(ErrorCode::AmbiguousReference);
            return *byTitle;
        }
        if (!byId)
            return std::unexpected(byId.error());
        if (!*byId)
            return fail(ErrorCode::NotFound);
        return **byId;
    });
}

Result<std::vector<RecordId>> SealedVault::notesTitled(std::string_view title, std::uint64_t limit)
{
    return guarded([&] { return m_list->withTitle(title, limit); });
}

Result<std::optional<RecordId>> SealedVault::findByTitle(std::string_view title)
{
    LOCKLEAF_TRY(const std::vector<RecordId> titled, m_list->withTitle(title, 2));
    if (titled.empty())
        return std::optional<RecordId>{};
    if (titled.size() == 1)
        return std::optional{titled.front()};
    // More than one of that title, the living first: a single living one wins over any in the trash.
    LOCKLEAF_TRY(const NoteSummary first, summary(titled[0]));
    LOCKLEAF_TRY(const NoteSummary second, summary(titled[1]));
    if (!first.trashed && second.trashed)
        return std::optional{first.id};
    return fail(ErrorCode::AmbiguousReference);
}

Result<std::vector<RecordId>> SealedVault::allNoteIds(bool withTrash)
{
    return guarded([&] { return idsInStorageOrder(withTrash); });
}

Result<std::vector<RecordId>> SealedVault::idsInStorageOrder(bool withTrash)
{
    LOCKLEAF_TRY(Statement rows,
                 m_database->prepare("SELECT id, row FROM note_list INDEXED BY note_list_recent "
                                     "WHERE in_trash <= ?1 ORDER BY row"));
    rows.bind(1, std::int64_t{withTrash ? 1 : 0});
    const Head& head = m_store->head();
    const std::uint64_t number = head.notes + (withTrash ? head.trashed : 0);
    std::vector<RecordId> ids;
    std::int64_t before = 0;
    ids.reserve(static_cast<std::size_t>(std::min<std::uint64_t>(number, 1U << 20)));
    while (true) {
        LOCKLEAF_TRY(const bool row, rows.step());
        if (!row)
            break;
        const auto id = idFrom<RecordTag>(rows.blob(0));
        // An index of pages of different ages may name a note twice, and so make up for one it leaves out.
        if (!id || rows.integer(1) <= std::exchange(before, rows.integer(1)))
            return fail(ErrorCode::Damaged, "list row");
        ids.push_back(*id);
    }
    if (ids.size() != number)
        return fail(ErrorCode::Damaged, "number of notes in the list");
    return ids;
}

} // namespace lockleaf
