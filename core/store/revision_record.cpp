// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/revision_record.h"

#include "core/base/text.h"
#include "core/store/body_field.h"

#include <utility>

namespace lockleaf {

namespace {

// Field types (docs/vault-format.md, section 6). The first two mean what they mean in a note.
enum RevisionField : std::uint16_t {
    revisionTitle = 1,
    revisionMade = 5,
    revisionNote = 80,
    revisionKept = 81,
    revisionReason = 82,
};

/// Reads a field that is always there.
bool readFixed(const Field& field, Revision& revision)
{
    switch (field.type) {
    case revisionMade:
        revision.made = static_cast<Timestamp>(field.u64().value_or(0));
        return field.u64().has_value();
    case revisionNote:
        revision.note = field.id<RecordTag>().value_or(RecordId{});
        return !revision.note.isNull();
    case revisionKept:
        revision.kept = static_cast<Timestamp>(field.u64().value_or(0));
        return field.u64().has_value();
    default:
        revision.reason = static_cast<RevisionReason>(field.u8().value_or(0));
        return revision.reason >= RevisionReason::Editing && revision.reason <= RevisionReason::BeforeRestore;
    }
}

Result<bool> readRevisionField(const Field& field, RevisionRecord& record, BodyCodec& codec)
{
    Revision& revision = record.revision;
    switch (field.type) {
    case revisionTitle:
        revision.explicitTitle = textOf(field.value);
        return !field.value.empty() && isStorableText(revision.explicitTitle);
    case fieldBody:
    case fieldBodyZstd:
        return readBody(field, revision.body, codec);
    case revisionMade:
    case revisionNote:
    case revisionKept:
    case revisionReason:
        return readFixed(field, revision);
    default:
        record.unknown.push_back({field.type, SecureBytes::copyOf(field.value)});
        return true;
    }
}

bool isAlwaysThere(std::uint16_t type)
{
    return type == revisionMade || type == revisionNote || type == revisionKept || type == revisionReason;
}

} // namespace

SecureBytes encodeRevision(const RevisionRecord& record, BodyCodec& codec)
{
    const Revision& revision = record.revision;
    FieldWriter writer(record.unknown);
    if (!revision.explicitTitle.empty())
        writer.bytes(revisionTitle, bytesOf(revision.explicitTitle));
    writer.u64(revisionMade, static_cast<std::uint64_t>(revision.made));
    writeBody(writer, revision.body.view(), codec);
    writer.bytes(revisionNote, revision.note.view());
    writer.u64(revisionKept, static_cast<std::uint64_t>(revision.kept));
    writer.u8(revisionReason, std::to_underlying(revision.reason));
    return writer.finish();
}

Result<RevisionRecord> decodeRevision(RecordId id, ByteView plain, BodyCodec& codec)
{
    LOCKLEAF_TRY(const std::vector<Field> fields, readFields(plain));
    RevisionRecord record;
    record.revision.id = id;
    std::size_t alwaysThere = 0; // each type is there at most once
    for (const Field& field : fields) {
        LOCKLEAF_TRY(const bool valid, readRevisionField(field, record, codec));
        if (!valid)
            return fail(ErrorCode::Damaged, "version field");
        alwaysThere += isAlwaysThere(field.type) ? 1U : 0U;
    }
    if (alwaysThere != 4)
        return fail(ErrorCode::Damaged, "version incomplete");
    return record;
}

} // namespace lockleaf
