// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/crypto/secure_bytes.h"
#include "core/crypto/subkeys.h"

#include <string>
#include <vector>

namespace lockleaf {

/// A text that could not reach the vault before that was locked.
struct SpilledText
{
    RecordId note; ///< That it is the text of; null: it was in the vault never.
    RecordId
        spare; ///< Of the note that it becomes where it can't be the text of that one; null: to be drawn.
    Timestamp base = 0;    ///< `modified` of the note as it was when the text was begun.
    Timestamp written = 0; ///< When it was sealed.
    RecordId notebook;     ///< For a note of its own; so are the tags.
    std::vector<std::string> tags;
    SecureBytes body; ///< UTF-8 without NUL, at most largestBody.
};

/// All that one lock leaves may have so many octets, sealed.
constexpr std::size_t largestSpill = std::size_t{80} << 20;

/// Seals texts of the vault under its spill subkey: a file that may lie anywhere (docs/vault-format.md,
/// section 11). No text: empty.
[[nodiscard]] Bytes sealSpill(const std::vector<SpilledText>& texts, const VaultId& vault,
                              const SecretKey<SpillPurpose>& key);

/// Whose spill a file is, by its first octets, which are not sealed; nothing where it is none.
[[nodiscard]] std::optional<VaultId> vaultOfSpill(ByteView file);

/// What a spill file of this vault holds.
struct OpenedSpill
{
    std::vector<SpilledText> texts;
    bool whole = true; ///< False: some of it could not be opened.
};

[[nodiscard]] OpenedSpill openSpill(ByteView file, const VaultId& vault, const SecretKey<SpillPurpose>& key);

} // namespace lockleaf
