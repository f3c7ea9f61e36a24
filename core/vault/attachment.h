// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/base/clock.h"
#include "core/crypto/keyed_hash.h"

#include <optional>
#include <string>
#include <vector>

namespace lockleaf {

/// What an attachment may have at most: more would be a file for a disk.
constexpr std::uint64_t largestAttachment = std::uint64_t{1} << 40;
/// Octets in every chunk of an attachment but the last, which has the rest.
constexpr std::size_t attachmentChunk = std::size_t{1} << 20;
/// Octets of a name.
constexpr std::size_t longestAttachmentName = 255;

/// How many chunks so many octets make.
[[nodiscard]] constexpr std::uint64_t chunksOf(std::uint64_t size)
{
    return size / attachmentChunk + (size % attachmentChunk != 0 ? 1 : 0);
}

/// A file in the vault: its description, without its content.
struct Attachment
{
    RecordId id;
    std::string name; ///< As it was attached first: UTF-8 without `/` and control characters.
    std::uint64_t size = 0;
    Hash256 hash{}; ///< BLAKE2b-256 of the content.
    Timestamp added = 0;
    std::optional<Timestamp> unusedSince; ///< No note has it since then.

    bool operator==(const Attachment&) const = default;
};

/// What a link or picture in a note's text means: the target as it is written there, and the attachment or
/// note that it stands for. So that texts never have to be changed.
struct LinkTarget
{
    std::string written;
    RecordId id;

    bool operator==(const LinkTarget&) const = default;
};

/// An attachment as a note has it.
struct AttachedFile
{
    std::string written; ///< The target in the note's text.
    Attachment attachment;
};

/// What attaching a file came to.
struct AttachReport
{
    RecordId attachment;
    std::string written; ///< The target that stands for it in the note: what to write into the text.
    std::uint64_t size = 0;
    bool wasThere = false; ///< The vault had this content already, and has it once.
};

} // namespace lockleaf
