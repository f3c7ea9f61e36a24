// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/interchange/markdown_tree.h"
#include "core/vault/note.h"

namespace lockleaf {

/// What one Markdown file becomes.
struct MarkdownNote
{
    NewNote note;         ///< Without notebook, id and targets.
    std::string notebook; ///< Its path below the import's own.
    std::string title;    ///< As a list shows it.
    /// Of a block of our export: the path that a target means, as it is written.
    std::vector<std::pair<std::string, std::string>> targets;
};

/// Makes a note of a file's content. `path` is the file's in the tree: its folder is the notebook unless a
/// block of our export names another one, and with `namesAreTitles` its name the title. Errors: BodyNotText,
/// BodyTooLarge, NameNotValid.
[[nodiscard]] Result<MarkdownNote> markdownNoteOf(FileContent content, const std::string& path,
                                                  bool namesAreTitles);

/// The targets in a text that could be files, each once: those of links and pictures, and what stands in the
/// brackets of wiki links.
struct NamedFile
{
    std::string written;
    bool wiki = false;

    bool operator==(const NamedFile&) const = default;
};
[[nodiscard]] std::vector<NamedFile> filesNamedIn(std::string_view body);

} // namespace lockleaf
