// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/crypto/subkeys.h"
#include "core/store/fields.h"
#include "core/store/version_vector.h"
#include "core/vault/attachment.h"

namespace lockleaf {

/// How far an attachment's chunks are there; the numbers stand in the file.
enum class AttachmentState : std::uint8_t {
    Whole = 0,        ///< All of them.
    BeingWritten = 1, ///< Some, and nothing says yet that the file was attached.
    BeingRemoved = 2, ///< Some, and nobody has it any more.
};

/// The description of an attachment as it is sealed.
struct AttachmentRecord
{
    Attachment attachment; ///< While it is written: size and hash of nothing.
    AttachmentState state = AttachmentState::Whole;
    VersionVector versions;
    std::vector<UnknownField> unknown;
};

// As the others in record.h. Errors: Damaged.
[[nodiscard]] SecureBytes encodeAttachment(const AttachmentRecord& record);
[[nodiscard]] Result<AttachmentRecord> decodeAttachment(RecordId id, ByteView plain);

/// Whether `name` may be an attachment's: 1 to longestAttachmentName octets of text without control
/// characters and `/`.
[[nodiscard]] bool isAttachmentName(std::string_view name);

/// A note's link targets, ascending by what is written: length u16, text, id 16. Errors: Damaged.
[[nodiscard]] Bytes encodeTargets(const std::vector<LinkTarget>& targets);
[[nodiscard]] Result<std::vector<LinkTarget>> decodeTargets(ByteView bytes);

/// The ids of an attachment's chunks: made from its own id and their number, so that no other chunk, and none
/// of another attachment, can stand in the place of one (docs/vault-format.md, section 6.12).
class ChunkIds
{
public:
    ChunkIds(VaultId vaultId, const SecretKey<RecordsPurpose>& recordsKey);
    /// `index` counts from 0.
    [[nodiscard]] RecordId idOf(const RecordId& attachment, std::uint64_t index) const;

private:
    SecretKey<struct ChunkIdPurpose> m_key;
};

} // namespace lockleaf
