// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/note.h"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace lockleaf {

/// The most octets that one name in an archive has: what the file systems of today take.
constexpr std::size_t longestArchiveName = 255;
/// For folders less, so that 32 levels of them stay below the longest path of Linux.
constexpr std::size_t longestArchiveFolder = 96;

/// `text` as a name that every file system takes and no shell or file manager reads as something else: normal
/// form C, at most `limit` octets, none of `<>:"/\|?*~` or control, line-separating, direction or other
/// invisible characters (joiners stay, emoji need them), no dash, dot or space in front, no dot or space
/// behind, no device name of Windows. Where nothing is left, or joiners alone: `fallback`.
[[nodiscard]] std::string safeName(std::string_view text, std::size_t limit, std::string_view fallback);

/// Two names with the same key may be one file somewhere: case folding, then normal form C.
[[nodiscard]] std::string collisionKey(std::string_view name);

/// File names of the notes with the given ids: `<title>~<id8>.md`. `~` comes nowhere else in a name, so the
/// end keeps two notes apart; where two ids begin alike, their whole ids stand in its place.
class NoteFileNames
{
public:
    /// `ids`: of all notes that are to be named.
    explicit NoteFileNames(std::vector<RecordId> ids);
    [[nodiscard]] std::string nameOf(RecordId id, std::string_view title) const;

private:
    std::vector<RecordId> m_sortedIds;
};

/// Paths of attachments inside an archive, "attachments/<id8>/<name>": the first 8 digits of the id, or all
/// 32 where another attachment has those, then the name made safe.
class AttachmentPaths
{
public:
    /// Nothing where this attachment has been given a path before.
    [[nodiscard]] std::optional<std::string> pathOf(RecordId id, std::string_view name);

private:
    std::unordered_map<std::string, RecordId> m_folders;
};

/// Paths of the notebooks inside an archive, "Work/Ideas", each part safe and unlike its siblings.
class NotebookFolders
{
public:
    explicit NotebookFolders(const std::vector<Notebook>& notebooks);

    [[nodiscard]] bool knows(RecordId notebook) const { return m_paths.contains(notebook); }
    /// Empty for the null id and for one that is not known.
    [[nodiscard]] std::string pathOf(RecordId notebook) const;

private:
    std::unordered_map<RecordId, std::string> m_paths;
};

} // namespace lockleaf
