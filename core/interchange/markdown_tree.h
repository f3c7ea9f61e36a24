// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/base/clock.h"
#include "core/base/file_source.h"
#include "core/base/result.h"
#include "core/crypto/secure_bytes.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lockleaf {

/// One Markdown file of a tree, or what stood there in place of one.
struct TreeEntry
{
    std::string path;             ///< Relative to the root, with slashes; octets as the file system has them.
    std::optional<Error> refusal; ///< Why it will not be read (a link, a device, a locked folder).
};

/// A file's octets with its dates.
struct FileContent
{
    SecureBytes bytes;
    Timestamp created = 0; ///< The earlier of birth, where the file system keeps it, and modification.
    Timestamp modified = 0;
};

/// A folder of Markdown files, walked one folder at a time. Links are not followed; whatever begins with a
/// dot (.git, .obsidian, ._copies) is not part of the tree.
class MarkdownTree
{
public:
    MarkdownTree() = default;
    ~MarkdownTree();
    MarkdownTree(const MarkdownTree&) = delete;
    MarkdownTree& operator=(const MarkdownTree&) = delete;

    /// `root` itself may be a link. Errors: FileNotFound, PermissionDenied…
    [[nodiscard]] Result<void> open(const std::filesystem::path& root);

    /// Reads one more folder. True once all have been read; the entries are complete then.
    [[nodiscard]] bool readNextFolder();
    /// All other regular files, by their paths as in TreeEntry::path.
    [[nodiscard]] const std::vector<std::string>& files() const { return m_files; }
    /// Whether a program made the tree that keeps the title of a note in its file's name alone: it has left a
    /// folder of its own in the root (`.obsidian` of Obsidian, `_resources` of Joplin).
    [[nodiscard]] bool namesAreTitles() const { return m_namesAreTitles; }
    /// In a stable order: each folder's files by name, then its folders.
    [[nodiscard]] const std::vector<TreeEntry>& entries() const { return m_entries; }

    /// The whole file at `path`. Errors: BodyTooLarge beyond `limit` octets, NotARegularFile,
    /// PermissionDenied…
    [[nodiscard]] Result<FileContent> readFile(const std::string& path, std::size_t limit) const;
    /// The file at `path`, to be read piece by piece. Errors: NotARegularFile, PermissionDenied…
    [[nodiscard]] Result<std::unique_ptr<FileSource>> openFile(const std::string& path) const;

private:
    struct Names;
    void takeFolder(const std::string& folder, int descriptor);
    void takeName(Names& names, const std::string& folder, int descriptor, const std::string& name,
                  unsigned char kind);

    int m_root = -1;
    std::vector<std::string> m_folders; ///< Still to be read, the next one last.
    std::vector<TreeEntry> m_entries;
    std::vector<std::string> m_files;
    bool m_namesAreTitles = false;
};

/// Whether a file of this name, or path, is taken for a note: `.md` or `.markdown`, in any capitals.
[[nodiscard]] bool isMarkdownName(std::string_view name);

/// A time of the file system in milliseconds since 1970. Some file systems keep whatever 64 bits they are
/// given; what milliseconds cannot count is held at the first or last that they can.
[[nodiscard]] Timestamp timestampOf(std::int64_t seconds, std::int64_t nanoseconds);

/// Birth time of the open file in milliseconds since 1970, where the file system keeps one.
[[nodiscard]] std::optional<Timestamp> birthTime(int descriptor);

} // namespace lockleaf
