// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/body_codec.h"
#include "core/store/fields.h"

namespace lockleaf {

/// The field types of a body in a plaintext: as it is, or compressed. At most one of them is there, and none
/// where the body is empty (docs/vault-format.md, section 6.4).
constexpr std::uint16_t fieldBody = 16;
constexpr std::uint16_t fieldBodyZstd = 17;

/// Writes `body` in the one of the two fields that is shorter.
void writeBody(FieldWriter& writer, ByteView body, BodyCodec& codec);
/// Reads either of them into `body`, which is empty before the first. False: not what writeBody() writes.
/// Errors: Damaged.
[[nodiscard]] Result<bool> readBody(const Field& field, SecureBytes& body, BodyCodec& codec);

} // namespace lockleaf
