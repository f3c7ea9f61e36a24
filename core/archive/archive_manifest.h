// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/crypto/keyed_hash.h"
#include "core/crypto/secure_bytes.h"

#include "core/vault/attachment.h"

#include <optional>
#include <string>
#include <vector>

namespace lockleaf {

/// What a manifest says of one entry of an archive.
struct ManifestEntry
{
    std::string path;
    std::uint64_t size = 0;
    Hash256 hash{};
    /// A note's own names; nothing for others.
    struct NoteNames
    {
        RecordId id;
        std::string title;
        std::string notebook; ///< True path "A/B".
        std::vector<LinkTarget> targets;
    };
    std::optional<NoteNames> note;
    /// An attachment's own name; nothing for others.
    struct FileName
    {
        RecordId id;
        std::string name;
        Timestamp added = 0;
    };
    std::optional<FileName> attachment;
};

/// Collects the lines of one manifest part after the other, so that memory stays bounded at any number of
/// notes (docs/archive-format.md).
class ArchiveManifest
{
public:
    static constexpr std::uint64_t mostEntries = 10'000;
    static constexpr std::size_t mostBytes = std::size_t{4} << 20; ///< Long titles end a part sooner.

    void add(const ManifestEntry& entry);
    /// Whether the part should be written now.
    [[nodiscard]] bool isFull() const { return m_entries >= mostEntries || m_lines.size() >= mostBytes; }

    struct Part
    {
        std::string name; ///< manifest-00001.jsonl
        SecureBytes content;
    };
    /// The part with everything added since the one before. `last`: nothing follows in the archive.
    [[nodiscard]] Part takePart(bool last);

private:
    SecureBytes m_lines;
    std::uint64_t m_entries = 0;
    std::uint64_t m_parts = 0;
};

/// Lower-case hexadecimal digits of a hash.
[[nodiscard]] std::string hexOf(const Hash256& hash);

} // namespace lockleaf
