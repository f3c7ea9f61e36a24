// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/attachment_record.h"

#include "core/base/text.h"

#include <algorithm>
#include <utility>

namespace lockleaf {

namespace {

// Field types (docs/vault-format.md, section 6.4).
enum AttachmentField : std::uint16_t {
    fieldAdded = 4,
    fieldUnusedSince = 7,
    fieldAttachmentVersions = 8,
    fieldFileName = 96,
    fieldFileSize = 97,
    fieldFileHash = 98,
    fieldFileState = 99,
};

constexpr std::string_view chunkLabel = "lockleaf chunkid";
static_assert(chunkLabel.size() == 16);

bool readState(const Field& field, AttachmentState& state)
{
    const std::uint8_t value = field.u8().value_or(0);
    state = static_cast<AttachmentState>(value);
    return value == std::to_underlying(AttachmentState::BeingWritten) ||
           value == std::to_underlying(AttachmentState::BeingRemoved);
}

bool readAttachmentField(const Field& field, AttachmentRecord& record)
{
    Attachment& attachment = record.attachment;
    switch (field.type) {
    case fieldAdded:
        attachment.added = static_cast<Timestamp>(field.u64().value_or(0));
        return field.u64().has_value();
    case fieldUnusedSince:
        attachment.unusedSince = static_cast<Timestamp>(field.u64().value_or(0));
        return field.u64().has_value();
    case fieldAttachmentVersions: {
        auto versions = VersionVector::decode(field.value);
        if (!versions || versions->counters().empty())
            return false;
        record.versions = std::move(*versions);
        return true;
    }
    case fieldFileName:
        attachment.name = textOf(field.value);
        return isAttachmentName(attachment.name);
    case fieldFileSize:
        attachment.size = field.u64().value_or(largestAttachment + 1);
        return attachment.size <= largestAttachment;
    case fieldFileHash:
        if (field.value.size() != attachment.hash.size())
            return false;
        std::ranges::copy(field.value, attachment.hash.begin());
        return true;
    case fieldFileState:
        return readState(field, record.state);
    default:
        record.unknown.push_back({field.type, SecureBytes::copyOf(field.value)});
        return true;
    }
}

bool hasControlCharacter(std::string_view name)
{
    return std::ranges::any_of(name, [](char c) { return static_cast<unsigned char>(c) < 32 || c == 127; });
}

} // namespace

bool isAttachmentName(std::string_view name)
{
    return !name.empty() && name.size() <= longestAttachmentName && isStorableText(name) &&
           name.find('/') == std::string_view::npos && !hasControlCharacter(name);
}

SecureBytes encodeAttachment(const AttachmentRecord& record)
{
    const Attachment& attachment = record.attachment;
    FieldWriter writer(record.unknown);
    writer.u64(fieldAdded, static_cast<std::uint64_t>(attachment.added));
    if (attachment.unusedSince)
        writer.u64(fieldUnusedSince, static_cast<std::uint64_t>(*attachment.unusedSince));
    if (!record.versions.counters().empty())
        writer.bytes(fieldAttachmentVersions, record.versions.encode());
    writer.bytes(fieldFileName, bytesOf(attachment.name));
    writer.u64(fieldFileSize, attachment.size);
    writer.bytes(fieldFileHash, attachment.hash);
    if (record.state != AttachmentState::Whole)
        writer.u8(fieldFileState, std::to_underlying(record.state));
    return writer.finish();
}

Result<AttachmentRecord> decodeAttachment(RecordId id, ByteView plain)
{
    LOCKLEAF_TRY(const std::vector<Field> fields, readFields(plain));
    AttachmentRecord record;
    record.attachment.id = id;
    std::size_t alwaysThere = 0; // each type is there at most once
    for (const Field& field : fields) {
        if (!readAttachmentField(field, record))
            return fail(ErrorCode::Damaged, "attachment field");
        alwaysThere += field.type == fieldAdded || field.type == fieldFileName ||
                               field.type == fieldFileSize || field.type == fieldFileHash
                           ? 1
                           : 0;
    }
    if (alwaysThere != 4)
        return fail(ErrorCode::Damaged, "attachment incomplete");
    return record;
}

Bytes encodeTargets(const std::vector<LinkTarget>& targets)
{
    Bytes out;
    for (const LinkTarget& target : targets) {
        std::array<std::uint8_t, 2> length{};
        storeLe16(length.data(), static_cast<std::uint16_t>(target.written.size()));
        out.insert(out.end(), length.begin(), length.end());
        out.insert(out.end(), target.written.begin(), target.written.end());
        out.insert(out.end(), target.id.bytes.begin(), target.id.bytes.end());
    }
    return out;
}

Result<std::vector<LinkTarget>> decodeTargets(ByteView bytes)
{
    std::vector<LinkTarget> targets;
    while (!bytes.empty()) {
        if (bytes.size() < 2)
            return fail(ErrorCode::Damaged, "link targets cut short");
        const std::size_t length = loadLe16(bytes.data());
        bytes = bytes.subspan(2);
        LinkTarget target;
        if (length == 0 || length + target.id.bytes.size() > bytes.size() ||
            !isStorableText(textOf(bytes.first(length))))
            return fail(ErrorCode::Damaged, "link target");
        target.written = textOf(bytes.first(length));
        std::ranges::copy(bytes.subspan(length, target.id.bytes.size()), target.id.bytes.begin());
        if (target.id.isNull() || (!targets.empty() && target.written <= targets.back().written))
            return fail(ErrorCode::Damaged, "order of the link targets");
        bytes = bytes.subspan(length + target.id.bytes.size());
        targets.push_back(std::move(target));
    }
    return targets;
}

ChunkIds::ChunkIds(VaultId vaultId, const SecretKey<RecordsPurpose>& recordsKey)
{
    ShortKey key; // its own key: no id that it makes can be that of a record chosen otherwise
    deriveShortKey(key, recordsKey, {bytesOf(chunkLabel), vaultId.view()});
    m_key = SecretKey<ChunkIdPurpose>::copyOf(key.view());
}

RecordId ChunkIds::idOf(const RecordId& attachment, std::uint64_t index) const
{
    std::array<std::uint8_t, 8> number{};
    storeLe64(number.data(), index);
    const Hash256 hash = keyedHash256(m_key, {attachment.view(), number});
    RecordId id;
    std::copy_n(hash.begin(), id.bytes.size(), id.bytes.begin());
    return id;
}

} // namespace lockleaf
