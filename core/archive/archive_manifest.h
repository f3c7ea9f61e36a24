// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/crypto/keyed_hash.h"
#include "core/crypto/secure_bytes.h"

#include "core/vault/adoption.h"

#include <optional>
#include <string>
#include <vector>

namespace lockleaf {

/// What a note of an archive is besides its text.
struct ManifestNote
{
    NoteRecord record;    ///< Without its text; the explicit title is set where `titleIsOwn`.
    std::string title;    ///< The one it goes by.
    std::string notebook; ///< True path "A/B".
    bool titleIsOwn = false;
    std::uint64_t front = 0; ///< Octets of the block before the text.
};

/// An attachment's own name.
struct ManifestFile
{
    RecordId id;
    std::string name;
    Timestamp added = 0;
};

/// What a manifest says of one entry of an archive.
struct ManifestEntry
{
    using NoteNames = ManifestNote;
    using FileName = ManifestFile;

    std::string path;
    std::uint64_t size = 0;
    Hash256 hash{};
    std::optional<NoteNames> note;      ///< Nothing for others.
    std::optional<FileName> attachment; ///< Nothing for others.
    /// An earlier version of a note, without its text; nothing for others.
    std::optional<Revision> revision;
};

/// The name of the entry that lists the notebooks.
constexpr std::string_view notebooksEntry = "notebooks.jsonl";

/// Collects the lines of one manifest part after the other, so that memory stays bounded at any number of
/// notes (docs/archive-format.md).
class ArchiveManifest
{
public:
    static constexpr std::uint64_t mostEntries = 10'000;
    static constexpr std::size_t mostBytes = std::size_t{4} << 20; ///< Long titles end a part sooner,
    /// and so does so much content: what a cut takes from a part is all of it.
    static constexpr std::uint64_t mostContent = std::uint64_t{4} << 20;

    void add(const ManifestEntry& entry);
    /// Whether the part should be written now.
    [[nodiscard]] bool isFull() const
    {
        return m_entries >= mostEntries || m_lines.size() >= mostBytes || m_content >= mostContent;
    }

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
    std::uint64_t m_content = 0;
    std::uint64_t m_parts = 0;
};

/// What the first line of a part says.
struct ManifestHead
{
    std::uint64_t part = 0;
    std::uint64_t entries = 0;
    bool last = false;
};
// Reading what ArchiveManifest and notebookLines() write, or anybody else. Whatever could not stand in a
// vault, and numbers that no vault reaches, are refused. Errors: ArchiveDamaged; NewerFormat.
[[nodiscard]] Result<ManifestHead> readManifestHead(std::string_view line);
[[nodiscard]] Result<ManifestEntry> readManifestEntry(std::string_view line);
[[nodiscard]] Result<NotebookRecord> readNotebookLine(std::string_view line);

/// The content of `notebooksEntry`: one JSON object a line.
[[nodiscard]] SecureBytes notebookLines(const std::vector<NotebookRecord>& notebooks);

/// The name of manifest part `number`, counted from 1.
[[nodiscard]] std::string manifestPartName(std::uint64_t number);

/// Lower-case hexadecimal digits of a hash.
[[nodiscard]] std::string hexOf(const Hash256& hash);

} // namespace lockleaf
