// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/body_codec.h"
#include "core/store/fields.h"
#include "core/vault/note.h"

namespace lockleaf {

/// An earlier version of a note as it is sealed.
struct RevisionRecord
{
    Revision revision;
    std::vector<UnknownField> unknown;
};

// As the others in record.h. Errors: Damaged.
[[nodiscard]] SecureBytes encodeRevision(const RevisionRecord& record, BodyCodec& codec);
[[nodiscard]] Result<RevisionRecord> decodeRevision(RecordId id, ByteView plain, BodyCodec& codec);

} // namespace lockleaf
