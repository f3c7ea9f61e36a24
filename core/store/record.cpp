// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/record.h"

#include "core/base/text.h"
#include "core/store/attachment_record.h"
#include "core/store/body_field.h"
#include "core/store/check_round_field.h"
#include "core/store/told_marks.h"

#include <utility>

namespace lockleaf {

namespace {

// Field types (docs/vault-format.md, section 6), those of a body apart (body_field.h). One meaning each over
// all kinds.
enum FieldType : std::uint16_t {
    fieldTitle = 1,
    fieldNotebook = 2,
    fieldTags = 3,
    fieldCreated = 4,
    fieldModified = 5,
    fieldPinned = 6,
    fieldTrashed = 7,
    fieldVersions = 8,
    fieldTargets = 9,
    fieldName = 32,
    fieldParent = 33,
    fieldColor = 34,
    fieldIdleSeconds = 48,
    fieldWarnBeforeLocking = 49,
    fieldOpenNote = 50,
    fieldCaret = 51,
    fieldScroll = 52,
    fieldOpenNotebook = 53,
    fieldListOrder = 54,
    fieldListReversed = 55,
    fieldTrashDays = 56,
    fieldRankedSearch = 57,
    fieldBackupMinutes = 58,
    fieldBackupsOff = 59,
    fieldBackupFolder = 60,
    fieldCheckRound = 63,
    fieldFormerKind = 64,
    fieldDeleted = 65,
    fieldToldMarks = 66,
};

constexpr std::size_t longestNotebookName = 255;
constexpr std::uint8_t lastColor = 3;

std::unexpected<Error> damaged(const char* what)
{
    return fail(ErrorCode::Damaged, what);
}

void keep(std::vector<UnknownField>& unknown, const Field& field)
{
    unknown.push_back({field.type, SecureBytes::copyOf(field.value)});
}

/// Reads a text that is present only where it is not empty.
bool readText(const Field& field, std::string& text)
{
    if (field.value.empty() || !isStorableText(textOf(field.value)))
        return false;
    text = textOf(field.value);
    return true;
}

bool isNotebookName(std::string_view name)
{
    return name.size() <= longestNotebookName && name.find('/') == std::string_view::npos;
}

/// Reads an id that is present only where it is not null.
bool readId(const Field& field, RecordId& id)
{
    const auto value = field.id<RecordTag>();
    if (!value || value->isNull())
        return false;
    id = *value;
    return true;
}

bool readTime(const Field& field, Timestamp& time)
{
    const auto value = field.u64();
    if (!value)
        return false;
    time = static_cast<Timestamp>(*value);
    return true;
}

bool readVersions(const Field& field, VersionVector& versions)
{
    auto decoded = VersionVector::decode(field.value);
    if (!decoded || decoded->counters().empty())
        return false;
    versions = std::move(*decoded);
    return true;
}

void writeVersions(FieldWriter& writer, const VersionVector& versions)
{
    if (!versions.counters().empty())
        writer.bytes(fieldVersions, versions.encode());
}

void writeTime(FieldWriter& writer, std::uint16_t type, Timestamp time)
{
    writer.u64(type, static_cast<std::uint64_t>(time));
}

Result<bool> readNoteField(const Field& field, NoteRecord& record, BodyCodec& codec)
{
    Note& note = record.note;
    switch (field.type) {
    case fieldTitle:
        return readText(field, note.explicitTitle);
    case fieldNotebook:
        return readId(field, note.notebook);
    case fieldTags: {
        LOCKLEAF_TRY(note.tags, decodeTags(field.value));
        return !note.tags.empty();
    }
    case fieldCreated:
        return readTime(field, note.created);
    case fieldModified:
        return readTime(field, note.modified);
    case fieldPinned:
        note.pinned = true;
        return field.u8() == 1;
    case fieldTrashed: {
        Timestamp when = 0;
        const bool read = readTime(field, when);
        note.trashed = when;
        return read;
    }
    case fieldVersions:
        return readVersions(field, record.versions);
    case fieldTargets: {
        LOCKLEAF_TRY(note.targets, decodeTargets(field.value));
        return !note.targets.empty();
    }
    case fieldBody:
    case fieldBodyZstd:
        return readBody(field, note.body, codec);
    default:
        keep(record.unknown, field);
        return true;
    }
}

bool readSettingsField(const Field& field, SettingsRecord& record)
{
    VaultSettings& settings = record.settings;
    switch (field.type) {
    case fieldIdleSeconds:
        settings.idleSeconds = field.u32().value_or(0);
        return field.u32().has_value();
    case fieldWarnBeforeLocking:
        settings.warnBeforeLocking = field.u8() != 0;
        return field.u8().value_or(2) <= 1;
    case fieldOpenNote:
        return readId(field, settings.openNote);
    case fieldCaret:
        settings.caret = field.u64().value_or(0);
        return field.u64().has_value();
    case fieldScroll:
        settings.scroll = field.u64().value_or(0);
        return field.u64().has_value();
    case fieldOpenNotebook:
        settings.openNotebook = field.id<RecordTag>();
        return settings.openNotebook.has_value();
    case fieldListOrder: {
        const std::uint8_t order = field.u8().value_or(0);
        settings.listOrder = static_cast<NoteOrder>(order);
        return order != 0 && order <= std::to_underlying(NoteOrder::Title);
    }
    case fieldListReversed:
        settings.listReversed = true;
        return field.u8() == 1;
    case fieldRankedSearch:
        settings.rankedSearch = true;
        return field.u8() == 1;
    case fieldTrashDays:
        settings.trashDays = field.u32().value_or(VaultSettings{}.trashDays);
        return settings.trashDays != VaultSettings{}.trashDays;
    case fieldBackupMinutes:
        settings.backupMinutes = field.u32().value_or(0);
        return settings.backupMinutes != 0 && settings.backupMinutes != VaultSettings{}.backupMinutes;
    case fieldBackupsOff:
        settings.backups = false;
        return field.u8() == 1;
    case fieldBackupFolder:
        return readText(field, settings.backupFolder);
    case fieldCheckRound:
        return readCheckRound(field.value, settings.checkRound);
    case fieldToldMarks:
        return readToldMarks(field.value, settings.told);
    default:
        keep(record.unknown, field);
        return true;
    }
}

} // namespace

RecordId settingsRecordId()
{
    RecordId id;
    const std::string_view name = "settings";
    std::memcpy(id.bytes.data(), name.data(), name.size());
    return id;
}

Bytes encodeTags(const std::vector<std::string>& tags)
{
    Bytes out;
    for (const std::string& tag : tags) {
        std::array<std::uint8_t, 2> length{};
        storeLe16(length.data(), static_cast<std::uint16_t>(tag.size()));
        out.insert(out.end(), length.begin(), length.end());
        out.insert(out.end(), tag.begin(), tag.end());
    }
    return out;
}

Result<std::vector<std::string>> decodeTags(ByteView bytes)
{
    std::vector<std::string> tags;
    while (!bytes.empty()) {
        if (bytes.size() < 2)
            return damaged("tags cut short");
        const std::size_t length = loadLe16(bytes.data());
        bytes = bytes.subspan(2);
        if (length == 0 || length > bytes.size() || !isStorableText(textOf(bytes.first(length))))
            return damaged("tag");
        tags.emplace_back(textOf(bytes.first(length)));
        bytes = bytes.subspan(length);
    }
    return tags;
}

SecureBytes encodeNote(const NoteRecord& record, BodyCodec& codec)
{
    const Note& note = record.note;
    FieldWriter writer(record.unknown);
    if (!note.explicitTitle.empty())
        writer.bytes(fieldTitle, bytesOf(note.explicitTitle));
    if (!note.notebook.isNull())
        writer.bytes(fieldNotebook, note.notebook.view());
    if (!note.tags.empty())
        writer.bytes(fieldTags, encodeTags(note.tags));
    writeTime(writer, fieldCreated, note.created);
    writeTime(writer, fieldModified, note.modified);
    if (note.pinned)
        writer.u8(fieldPinned, 1);
    if (note.trashed)
        writeTime(writer, fieldTrashed, *note.trashed);
    writeVersions(writer, record.versions);
    if (!note.targets.empty())
        writer.bytes(fieldTargets, encodeTargets(note.targets));
    writeBody(writer, note.body.view(), codec);
    return writer.finish();
}

Result<NoteRecord> decodeNote(RecordId id, ByteView plain, BodyCodec& codec)
{
    LOCKLEAF_TRY(const std::vector<Field> fields, readFields(plain));
    NoteRecord record;
    record.note.id = id;
    bool created = false;
    bool modified = false;
    for (const Field& field : fields) {
        LOCKLEAF_TRY(const bool valid, readNoteField(field, record, codec));
        if (!valid)
            return damaged("note field");
        created |= field.type == fieldCreated;
        modified |= field.type == fieldModified;
    }
    if (!created || !modified)
        return damaged("note without dates");
    return record;
}

SecureBytes encodeNotebook(const NotebookRecord& record)
{
    FieldWriter writer(record.unknown);
    writeVersions(writer, record.versions);
    writer.bytes(fieldName, bytesOf(record.notebook.name));
    if (!record.notebook.parent.isNull())
        writer.bytes(fieldParent, record.notebook.parent.view());
    if (record.notebook.color != 0)
        writer.u8(fieldColor, record.notebook.color);
    return writer.finish();
}

Result<NotebookRecord> decodeNotebook(RecordId id, ByteView plain)
{
    LOCKLEAF_TRY(const std::vector<Field> fields, readFields(plain));
    NotebookRecord record;
    record.notebook.id = id;
    for (const Field& field : fields) {
        bool valid = true;
        if (field.type == fieldVersions)
            valid = readVersions(field, record.versions);
        else if (field.type == fieldName)
            valid = readText(field, record.notebook.name) && isNotebookName(record.notebook.name);
        else if (field.type == fieldParent)
            valid = readId(field, record.notebook.parent);
        else if (field.type == fieldColor) {
            record.notebook.color = field.u8().value_or(0);
            valid = record.notebook.color != 0 && record.notebook.color <= lastColor;
        } else
            keep(record.unknown, field);
        if (!valid)
            return damaged("notebook field");
    }
    if (record.notebook.name.empty())
        return damaged("notebook without a name");
    return record;
}

SecureBytes encodeSettings(const SettingsRecord& record)
{
    const VaultSettings& settings = record.settings;
    FieldWriter writer(record.unknown);
    writer.u32(fieldIdleSeconds, settings.idleSeconds);
    writer.u8(fieldWarnBeforeLocking, settings.warnBeforeLocking ? 1 : 0);
    if (!settings.openNote.isNull())
        writer.bytes(fieldOpenNote, settings.openNote.view());
    writer.u64(fieldCaret, settings.caret);
    writer.u64(fieldScroll, settings.scroll);
    if (settings.openNotebook) // may be the null id: "in no notebook" was shown
        writer.bytes(fieldOpenNotebook, settings.openNotebook->view());
    if (settings.listOrder != NoteOrder::Edited)
        writer.u8(fieldListOrder, std::to_underlying(settings.listOrder));
    if (settings.listReversed)
        writer.u8(fieldListReversed, 1);
    if (settings.trashDays != VaultSettings{}.trashDays)
        writer.u32(fieldTrashDays, settings.trashDays);
    if (settings.rankedSearch)
        writer.u8(fieldRankedSearch, 1);
    if (settings.backupMinutes != 0 && settings.backupMinutes != VaultSettings{}.backupMinutes)
        writer.u32(fieldBackupMinutes, settings.backupMinutes);
    if (!settings.backups)
        writer.u8(fieldBackupsOff, 1);
    if (!settings.backupFolder.empty())
        writer.bytes(fieldBackupFolder, bytesOf(settings.backupFolder));
    if (!(settings.checkRound == CheckRound{}))
        writer.bytes(fieldCheckRound, writeCheckRound(settings.checkRound));
    if (!settings.told.empty())
        writer.bytes(fieldToldMarks, writeToldMarks(settings.told));
    return writer.finish();
}

Result<SettingsRecord> decodeSettings(ByteView plain)
{
    LOCKLEAF_TRY(const std::vector<Field> fields, readFields(plain));
    SettingsRecord record;
    std::size_t alwaysThere = 0; // each type is there at most once
    for (const Field& field : fields) {
        if (!readSettingsField(field, record))
            return damaged("settings field");
        alwaysThere += field.type == fieldIdleSeconds || field.type == fieldWarnBeforeLocking ||
                               field.type == fieldCaret || field.type == fieldScroll
                           ? 1
                           : 0;
    }
    if (alwaysThere != 4)
        return damaged("settings incomplete");
    return record;
}

SecureBytes encodeTombstone(const TombstoneRecord& record)
{
    FieldWriter writer(record.unknown);
    writeVersions(writer, record.versions);
    writer.u8(fieldFormerKind, std::to_underlying(record.formerKind));
    writeTime(writer, fieldDeleted, record.deleted);
    return writer.finish();
}

Result<TombstoneRecord> decodeTombstone(ByteView plain)
{
    LOCKLEAF_TRY(const std::vector<Field> fields, readFields(plain));
    TombstoneRecord record;
    bool hasKind = false;
    bool hasTime = false;
    for (const Field& field : fields) {
        bool valid = true;
        if (field.type == fieldVersions)
            valid = readVersions(field, record.versions);
        else if (field.type == fieldFormerKind) {
            hasKind = valid = field.u8().has_value();
            record.formerKind = static_cast<RecordKind>(field.u8().value_or(0));
        } else if (field.type == fieldDeleted)
            hasTime = valid = readTime(field, record.deleted);
        else
            keep(record.unknown, field);
        if (!valid)
            return damaged("tombstone field");
    }
    if (!hasKind || !hasTime)
        return damaged("tombstone incomplete");
    return record;
}

} // namespace lockleaf
