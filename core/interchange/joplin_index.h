// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/interchange/foreign_notes.h"
#include "core/interchange/joplin_item.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace lockleaf {

/// A note of a JEX, without its text.
struct JoplinNoteRow
{
    JoplinId id;
    RecordId record; ///< What it will be in the vault.
    bool done = false;
};

/// A file of a JEX, without its content.
struct JoplinResource
{
    std::string name;
    bool encrypted = false;
    bool described = false; ///< Its item was met.
    bool hasBlob = false;   ///< Its content was met.
    RecordId attachment;    ///< Null: not in the vault yet.
};

/// What a first reading of a JEX keeps: ids, titles of notebooks and tags, names of files; no text.
class JoplinIndex
{
public:
    /// Takes an item. `text` is the whole of it, for its digest. Errors: InvalidArgument, where there are
    /// more items than any person has.
    [[nodiscard]] Result<void> add(JoplinId id, const JoplinItem& item, ByteView text);
    [[nodiscard]] Result<void> addBlob(JoplinId id);
    /// Call once all were taken.
    void finish();

    [[nodiscard]] std::vector<JoplinNoteRow>& notes() { return m_notes; }
    [[nodiscard]] std::map<JoplinId, JoplinResource>& resources() { return m_resources; }
    /// The row of this text, one for all items of the same id and text; null where it was not met.
    [[nodiscard]] JoplinNoteRow* rowOf(JoplinId id, ByteView text);
    /// What a link to `id` means in the vault; null where it means nothing there.
    [[nodiscard]] RecordId meaningOf(JoplinId id) const;
    [[nodiscard]] bool isReferenced(JoplinId id) const;
    [[nodiscard]] std::vector<std::string> tagsOf(JoplinId note) const;
    /// The path of a notebook in at most `levels` levels: what is deeper stands in the last of them.
    [[nodiscard]] std::string pathOf(JoplinId notebook, std::size_t levels) const;
    [[nodiscard]] std::vector<std::string> paths(std::size_t levels) const;
    [[nodiscard]] std::uint64_t versions() const { return m_versions; }
    [[nodiscard]] bool isEmpty() const { return m_count == 0; }

private:
    struct Folder
    {
        std::string name;
        JoplinId parent;
    };
    [[nodiscard]] static RecordId recordOf(JoplinId id, ByteView text);
    void addReferences(std::string_view body);

    std::vector<JoplinNoteRow> m_notes; ///< By id once finished.
    std::map<JoplinId, JoplinResource> m_resources;
    std::map<JoplinId, Folder> m_folders;
    std::map<JoplinId, std::string> m_tags;
    std::vector<std::pair<JoplinId, JoplinId>> m_noteTags; ///< Note, tag.
    std::vector<JoplinId> m_references;
    bool m_allReferenced = false; ///< There are too many links to remember.
    std::uint64_t m_versions = 0;
    std::uint64_t m_count = 0;
};

} // namespace lockleaf
