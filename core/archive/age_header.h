// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/archive/age_file_key.h"
#include "core/archive/age_stanza.h"
#include "core/archive/peek_source.h"

namespace lockleaf::age {

/// The longest header that is read: room for thousands of recipients, and no more memory than this for a file
/// that is none.
constexpr std::size_t longestHeader = std::size_t{1} << 20;

/// A header as it was read. Nothing in it is to be believed before macHolds().
struct Header
{
    std::vector<Stanza> stanzas; ///< At least one.
    std::array<std::uint8_t, 32> mac{};
    std::string signedText; ///< What the MAC is over: every octet through "---".
};

/// What every age file begins with, whatever its version.
[[nodiscard]] bool beginsAsAge(ByteView beginning);

/// Reads the header of an age file without armor; `source` then stands at the payload. What it takes is
/// written as the same octets by encodeHeader(). Errors: NotAnArchive, NewerFormat, ArchiveHeaderDamaged, and
/// those of the source.
[[nodiscard]] Result<Header> readHeader(PeekSource& source);

/// The whole header, from "age-encryption.org/v1" to the line end after the MAC.
[[nodiscard]] Bytes encodeHeader(const FileKey& fileKey, const std::vector<Stanza>& stanzas);

/// Whether the header is as the one who chose `fileKey` wrote it. In constant time.
[[nodiscard]] bool macHolds(const Header& header, const FileKey& fileKey);

} // namespace lockleaf::age
