// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/note_join.h"

#include "core/crypto/keyed_hash.h"
#include "core/store/attachment_record.h"
#include "core/vault/tag_text.h"

#include <algorithm>
#include <utility>

namespace lockleaf {

namespace {

constexpr std::string_view secondLabel = "lockleaf second "; // 16 octets, as the next
constexpr std::string_view lateLabel = "lockleaf lateone";

std::array<std::uint8_t, 8> encoded(std::uint64_t value)
{
    std::array<std::uint8_t, 8> bytes{};
    storeLe64(bytes.data(), value);
    return bytes;
}

RecordId idOfText(std::string_view label, const Note& note)
{
    const Hash256 hash = hash256({bytesOf(label), note.id.view(), encoded(note.explicitTitle.size()),
                                  bytesOf(note.explicitTitle), note.body.view()});
    RecordId id;
    std::copy_n(hash.begin(), id.bytes.size(), id.bytes.begin());
    return id;
}

bool haveSameContent(const Note& a, const Note& b)
{
    return haveSameText(a, b) && a.notebook == b.notebook && a.tags == b.tags && a.created == b.created &&
           a.modified == b.modified && a.pinned == b.pinned && a.trashed == b.trashed &&
           a.targets == b.targets;
}

/// Everything that haveSameContent() compares.
Hash256 comparedHash(const Note& note)
{
    const Bytes tags = encodeTags(note.tags);
    const Bytes targets = encodeTargets(note.targets);
    return hash256({encoded(note.explicitTitle.size()), bytesOf(note.explicitTitle),
                    encoded(note.body.size()), note.body.view(), note.notebook.view(), encoded(tags.size()),
                    tags, encoded(targets.size()), targets, encoded(static_cast<std::uint64_t>(note.created)),
                    encoded(static_cast<std::uint64_t>(note.modified)), encoded(note.pinned ? 1 : 0),
                    encoded(note.trashed ? 1 : 0),
                    encoded(static_cast<std::uint64_t>(note.trashed.value_or(0)))});
}

/// Whether `a` is the one that keeps the id: what is not in the trash, then what was edited last, then
/// whatever is the same in every vault.
bool isFirst(const Note& a, const Note& b)
{
    if (a.trashed.has_value() != b.trashed.has_value())
        return !a.trashed;
    if (a.modified != b.modified)
        return a.modified > b.modified;
    return comparedHash(a) > comparedHash(b);
}

/// Of two states with one text: nothing that was said in either is lost, as far as both can hold.
NoteRecord joinedBesidesText(const NoteRecord& here, const NoteRecord& comes)
{
    const bool hereIsFirst = isFirst(here.note, comes.note);
    NoteRecord joined = copyOf(hereIsFirst ? here : comes);
    const NoteRecord& other = hereIsFirst ? comes : here;
    Note& note = joined.note;
    if (note.notebook.isNull())
        note.notebook = other.note.notebook;
    note.tags.insert(note.tags.end(), other.note.tags.begin(), other.note.tags.end());
    note.tags = withoutRepetitions(note.tags);
    if (note.tags.size() > mostTags)
        note.tags.resize(mostTags);
    note.created = std::min(note.created, other.note.created);
    note.modified = std::max(note.modified, other.note.modified);
    note.pinned = note.pinned || other.note.pinned;
    if (note.trashed) // only where both are there
        note.trashed = std::max(note.trashed, other.note.trashed);
    for (const LinkTarget& target : other.note.targets) {
        const auto place = std::ranges::lower_bound(note.targets, target.written, {}, &LinkTarget::written);
        if (place == note.targets.end() || place->written != target.written)
            note.targets.insert(place, target);
    }
    joined.versions.merge(other.versions);
    return joined;
}

NoteJoin conflictOf(const NoteRecord& here, const NoteRecord& comes)
{
    const bool hereIsFirst = isFirst(here.note, comes.note);
    const NoteRecord& second = hereIsFirst ? comes : here;
    NoteJoin join{Adoption::Conflict, copyOf(hereIsFirst ? here : comes), copyOf(second)};
    join.first->versions.merge(second.versions);
    join.second->note.id = secondNoteId(second.note);
    return join;
}

} // namespace

bool haveSameText(const Note& a, const Note& b)
{
    return a.explicitTitle == b.explicitTitle && std::ranges::equal(a.body.view(), b.body.view());
}

RecordId secondNoteId(const Note& note)
{
    return idOfText(secondLabel, note);
}

RecordId lateRevisionId(const Note& note)
{
    return idOfText(lateLabel, note);
}

NoteRecord copyOf(const NoteRecord& record)
{
    NoteRecord copy;
    Note& note = copy.note;
    note.id = record.note.id;
    note.explicitTitle = record.note.explicitTitle;
    note.body = SecureBytes::copyOf(record.note.body.view());
    note.notebook = record.note.notebook;
    note.tags = record.note.tags;
    note.created = record.note.created;
    note.modified = record.note.modified;
    note.pinned = record.note.pinned;
    note.trashed = record.note.trashed;
    note.targets = record.note.targets;
    copy.versions = record.versions;
    for (const UnknownField& field : record.unknown)
        copy.unknown.push_back({field.type, SecureBytes::copyOf(field.value.view())});
    return copy;
}

NoteJoin joinNotes(const NoteRecord& here, const NoteRecord& comes)
{
    const VersionOrder order = comes.versions.compare(here.versions);
    NoteJoin join;
    if (haveSameContent(here.note, comes.note)) {
        if (order == VersionOrder::Successor || order == VersionOrder::Conflict) {
            join.first = copyOf(here);
            join.first->versions.merge(comes.versions);
        }
        return join;
    }
    if (order == VersionOrder::Ancestor) {
        join.outcome = Adoption::Older;
        return join;
    }
    if (order == VersionOrder::Successor) {
        join.outcome = Adoption::BroughtUp;
        join.first = copyOf(comes);
        return join;
    }
    if (!haveSameText(here.note, comes.note))
        return conflictOf(here, comes);
    join.first = joinedBesidesText(here, comes);
    const bool changes = !haveSameContent(join.first->note, here.note);
    if (changes)
        join.outcome = Adoption::BroughtUp;
    else if (join.first->versions == here.versions)
        join.first.reset();
    return join;
}

bool isDeletedBy(const NoteRecord& record, const TombstoneRecord& tombstone)
{
    const VersionOrder order = record.versions.compare(tombstone.versions);
    // A copy that was changed on the same computer counts on with the same counter: what was written after
    // the deletion was surely not meant by it.
    return (order == VersionOrder::Ancestor || order == VersionOrder::Same) &&
           record.note.modified <= tombstone.deleted;
}

} // namespace lockleaf
