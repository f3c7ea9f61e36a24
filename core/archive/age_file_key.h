// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/secret_key.h"

#include <array>

/// The age file encryption format, version 1, as its public specification (C2SP, age.md) states it. Each part
/// has files of its own: age_stanza and age_header (the text in front), age_scrypt and age_x25519 (who may
/// open it), age_payload, age_armor, and age_reader, which opens a file of any kind.
namespace lockleaf::age {

/// What one file is sealed under; the stanzas of the header only wrap it.
using FileKey = WipedArray<16>;
/// A file key sealed under another key: 16 octets and a tag of 16.
using WrappedKey = std::array<std::uint8_t, 32>;

/// Seals `fileKey` under `wrapKey`, which must never seal anything else.
[[nodiscard]] WrappedKey wrapFileKey(const FileKey& fileKey, const ShortKey& wrapKey);

/// True, and the key in `fileKey`, where `wrapKey` is the one that `wrapped` was sealed under.
[[nodiscard]] bool unwrapFileKey(FileKey& fileKey, const WrappedKey& wrapped, const ShortKey& wrapKey);

} // namespace lockleaf::age
