// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/record.h"

#include "core/base/text.h"
#include "core/store/attachment_record.h"
#include "core/store/body_field.h"
#include "core/store/record_field.h"

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
    fieldFormerKind = 64,
    fieldDeleted = 65,
};

constexpr std::size_t longestNotebookName = 255;
constexpr std::uint8_t lastColor = 3;

std::unexpected<Error> damaged(const char* what)
{
    return fail(ErrorCode::Damaged, what);
}

bool isNotebookName(std::string_view name)
{
    return name.size() <= longestNotebookName && name.find('/') == std::string_view::npos;
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
        return readTextField(field, note.explicitTitle);
    case fieldNotebook:
        return readIdField(field, note.notebook);
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
        keepField(record.unknown, field);
        return true;
    }
}

} // namespace

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
            valid = readTextField(field, record.notebook.name) && isNotebookName(record.notebook.name);
        else if (field.type == fieldParent)
            valid = readIdField(field, record.notebook.parent);
        else if (field.type == fieldColor) {
            record.notebook.color = field.u8().value_or(0);
            valid = record.notebook.color != 0 && record.notebook.color <= lastColor;
        } else
            keepField(record.unknown, field);
        if (!valid)
            return damaged("notebook field");
    }
    if (record.notebook.name.empty())
        return damaged("notebook without a name");
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
            keepField(record.unknown, field);
        if (!valid)
            return damaged("tombstone field");
    }
    if (!hasKind || !hasTime)
        return damaged("tombstone incomplete");
    return record;
}

} // namespace lockleaf
