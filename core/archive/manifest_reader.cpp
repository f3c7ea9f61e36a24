// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/archive/archive_manifest.h"
#include "core/archive/json_reader.h"

#include <limits>
#include <utility>

namespace lockleaf {

namespace {

// What dates and counters may be: beyond any clock and any life, and far from where counting on would wrap.
constexpr Timestamp earliestDate = Timestamp{-62'135'596'800'000};
constexpr Timestamp latestDate = Timestamp{253'402'300'799'999};
constexpr std::int64_t largestCounter = std::int64_t{1} << 53;
constexpr std::size_t mostDevices = 1024;

std::unexpected<Error> badLine()
{
    return fail(ErrorCode::ArchiveDamaged, "a line of the manifest");
}

Result<std::string> textAt(const JsonValue& line, std::string_view key)
{
    const JsonValue* found = line.member(key);
    auto text = found != nullptr ? found->text() : std::nullopt;
    if (!text)
        return badLine();
    return std::move(*text);
}

Result<std::int64_t> numberAt(const JsonValue& line, std::string_view key, std::int64_t least,
                              std::int64_t most)
{
    const JsonValue* found = line.member(key);
    const auto number = found != nullptr ? found->number() : std::nullopt;
    if (!number || *number < least || *number > most)
        return badLine();
    return *number;
}

Result<Timestamp> dateAt(const JsonValue& line, std::string_view key)
{
    return numberAt(line, key, earliestDate, latestDate);
}

Result<bool> truthAt(const JsonValue& line, std::string_view key)
{
    const JsonValue* found = line.member(key);
    const auto truth = found != nullptr ? found->truth() : std::nullopt;
    if (!truth)
        return badLine();
    return *truth;
}

template <class IdType>
Result<IdType> lineIdOf(const std::optional<std::string>& hex)
{
    const auto id = hex ? IdType::fromHex(*hex) : std::nullopt;
    if (!id || id->isNull())
        return badLine();
    return *id;
}

Result<RecordId> idAt(const JsonValue& line, std::string_view key)
{
    const JsonValue* found = line.member(key);
    return lineIdOf<RecordId>(found != nullptr ? found->text() : std::nullopt);
}

Result<Hash256> hashAt(const JsonValue& line, std::string_view key)
{
    LOCKLEAF_TRY(const std::string hex, textAt(line, key));
    const auto low = RecordId::fromHex(std::string_view(hex).substr(0, 32));
    const auto high = hex.size() == 64 ? RecordId::fromHex(std::string_view(hex).substr(32)) : std::nullopt;
    if (!low || !high)
        return badLine();
    Hash256 hash{};
    std::ranges::copy(low->bytes, hash.begin());
    std::ranges::copy(high->bytes, hash.begin() + 16);
    return hash;
}

Result<VersionVector> versionsAt(const JsonValue& line)
{
    const JsonValue* found = line.member("versions");
    if (found == nullptr || !found->isArray() || found->items().empty() ||
        found->items().size() > mostDevices)
        return badLine();
    std::map<DeviceId, std::uint64_t> counters;
    for (const JsonValue& item : found->items()) {
        if (!item.isArray() || item.items().size() != 2)
            return badLine();
        const auto device = DeviceId::fromHex(item.items()[0].text().value_or(""));
        const auto counter = item.items()[1].number();
        if (!device || !counter || *counter < 1 || *counter > largestCounter)
            return badLine();
        if (!counters.emplace(*device, static_cast<std::uint64_t>(*counter)).second)
            return badLine();
    }
    Bytes encoded;
    for (const auto& [device, counter] : counters) {
        encoded.insert(encoded.end(), device.bytes.begin(), device.bytes.end());
        encoded.resize(encoded.size() + 8);
        storeLe64(encoded.data() + encoded.size() - 8, counter);
    }
    return VersionVector::decode(encoded);
}

Result<std::vector<LinkTarget>> targetsAt(const JsonValue& line)
{
    std::vector<LinkTarget> targets;
    const JsonValue* found = line.member("targets");
    if (found == nullptr)
        return targets;
    if (!found->isArray())
        return badLine();
    for (const JsonValue& item : found->items()) {
        if (!item.isArray() || item.items().size() != 2 || !item.items()[0].text())
            return badLine();
        LOCKLEAF_TRY(const RecordId id, lineIdOf<RecordId>(item.items()[1].text()));
        targets.push_back({*item.items()[0].text(), id});
    }
    return targets;
}

Result<std::vector<std::string>> tagsAt(const JsonValue& line)
{
    const JsonValue* found = line.member("tags");
    if (found == nullptr || !found->isArray())
        return badLine();
    std::vector<std::string> tags;
    for (const JsonValue& item : found->items()) {
        auto tag = item.text();
        if (!tag)
            return badLine();
        tags.push_back(std::move(*tag));
    }
    return tags;
}

Result<ManifestEntry::NoteNames> readNote(const JsonValue& line, std::uint64_t size)
{
    ManifestEntry::NoteNames names;
    Note& note = names.record.note;
    LOCKLEAF_TRY(note.id, idAt(line, "id"));
    LOCKLEAF_TRY(names.title, textAt(line, "title"));
    LOCKLEAF_TRY(names.notebook, textAt(line, "notebook"));
    if (line.member("front") == nullptr)
        return fail(ErrorCode::InvalidArgument,
                    "This archive is of an early version; unpack it with age and tar and import its notes.");
    LOCKLEAF_TRY(const std::int64_t front, numberAt(line, "front", 0, static_cast<std::int64_t>(size)));
    names.front = static_cast<std::uint64_t>(front);
    LOCKLEAF_TRY(names.titleIsOwn, truthAt(line, "titleIsOwn"));
    if (names.titleIsOwn)
        note.explicitTitle = names.title;
    if (line.member("notebookId") != nullptr) {
        LOCKLEAF_TRY(note.notebook, idAt(line, "notebookId"));
    }
    LOCKLEAF_TRY(note.tags, tagsAt(line));
    LOCKLEAF_TRY(note.created, dateAt(line, "created"));
    LOCKLEAF_TRY(note.modified, dateAt(line, "modified"));
    LOCKLEAF_TRY(note.pinned, truthAt(line, "pinned"));
    if (line.member("trashed") != nullptr) {
        LOCKLEAF_TRY(const Timestamp trashed, dateAt(line, "trashed"));
        note.trashed = trashed;
    }
    LOCKLEAF_TRY(note.targets, targetsAt(line));
    LOCKLEAF_TRY(names.record.versions, versionsAt(line));
    return names;
}

Result<Revision> readRevision(const JsonValue& line)
{
    Revision revision;
    LOCKLEAF_TRY(revision.id, idAt(line, "version"));
    LOCKLEAF_TRY(revision.note, idAt(line, "of"));
    LOCKLEAF_TRY(revision.made, dateAt(line, "made"));
    LOCKLEAF_TRY(revision.kept, dateAt(line, "kept"));
    LOCKLEAF_TRY(const std::int64_t reason,
                 numberAt(line, "reason", std::to_underlying(RevisionReason::Editing),
                          std::to_underlying(RevisionReason::BeforeRestore)));
    revision.reason = static_cast<RevisionReason>(reason);
    LOCKLEAF_TRY(revision.explicitTitle, textAt(line, "title"));
    return revision;
}

Result<ManifestEntry::FileName> readFileName(const JsonValue& line)
{
    ManifestEntry::FileName file;
    LOCKLEAF_TRY(file.id, idAt(line, "attachment"));
    LOCKLEAF_TRY(file.name, textAt(line, "name"));
    LOCKLEAF_TRY(file.added, dateAt(line, "added"));
    return file;
}

} // namespace

Result<ManifestHead> readManifestHead(std::string_view line)
{
    LOCKLEAF_TRY(const JsonValue head, JsonValue::parse(line));
    LOCKLEAF_TRY(const std::int64_t version, numberAt(head, "lockleaf", 1, largestCounter));
    if (version != 1)
        return fail(ErrorCode::NewerFormat, "This archive was written by a newer version of Lockleaf.");
    ManifestHead read;
    LOCKLEAF_TRY(const std::int64_t part, numberAt(head, "part", 1, largestCounter));
    LOCKLEAF_TRY(const std::int64_t entries,
                 numberAt(head, "entries", 0, static_cast<std::int64_t>(ArchiveManifest::mostEntries)));
    LOCKLEAF_TRY(read.last, truthAt(head, "last"));
    read.part = static_cast<std::uint64_t>(part);
    read.entries = static_cast<std::uint64_t>(entries);
    return read;
}

Result<ManifestEntry> readManifestEntry(std::string_view text)
{
    LOCKLEAF_TRY(const JsonValue line, JsonValue::parse(text));
    ManifestEntry entry;
    LOCKLEAF_TRY(entry.path, textAt(line, "path"));
    LOCKLEAF_TRY(const std::int64_t size, numberAt(line, "size", 0, largestCounter));
    entry.size = static_cast<std::uint64_t>(size);
    LOCKLEAF_TRY(entry.hash, hashAt(line, "blake2b"));
    if (line.member("id") != nullptr) {
        LOCKLEAF_TRY(entry.note, readNote(line, entry.size));
    } else if (line.member("attachment") != nullptr) {
        LOCKLEAF_TRY(entry.attachment, readFileName(line));
    } else if (line.member("version") != nullptr) {
        LOCKLEAF_TRY(entry.revision, readRevision(line));
    }
    return entry;
}

Result<NotebookRecord> readNotebookLine(std::string_view text)
{
    LOCKLEAF_TRY(const JsonValue line, JsonValue::parse(text));
    NotebookRecord record;
    LOCKLEAF_TRY(record.notebook.id, idAt(line, "id"));
    LOCKLEAF_TRY(record.notebook.name, textAt(line, "name"));
    if (line.member("parent") != nullptr) {
        LOCKLEAF_TRY(record.notebook.parent, idAt(line, "parent"));
    }
    LOCKLEAF_TRY(const std::int64_t color,
                 numberAt(line, "color", 0, std::numeric_limits<std::uint8_t>::max()));
    record.notebook.color = static_cast<std::uint8_t>(color);
    LOCKLEAF_TRY(record.versions, versionsAt(line));
    return record;
}

} // namespace lockleaf
