// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/joplin_index.h"

#include "core/crypto/keyed_hash.h"

#include <algorithm>

namespace lockleaf {

namespace {

constexpr std::string_view noteLabel = "lockleaf import joplin note v1";
constexpr std::uint64_t mostItems = 2'000'000;
constexpr std::size_t mostNamed = 200'000; ///< Notebooks, tags and resources, whose names are kept.
constexpr std::size_t mostReferences = 2'000'000;
constexpr std::size_t longestKeptName = 1024;

Result<void> tooMany()
{
    return fail(ErrorCode::InvalidArgument, "This file has more items than Lockleaf imports at once.");
}

} // namespace

RecordId JoplinIndex::recordOf(JoplinId id, ByteView text)
{
    const Hash256 digest = hash256({id.view(), text});
    return idOfContent(noteLabel, digest, 0);
}

Result<void> JoplinIndex::add(JoplinId id, const JoplinItem& item, ByteView text)
{
    if (++m_count > mostItems || m_folders.size() + m_tags.size() + m_resources.size() > mostNamed)
        return tooMany();
    switch (item.type()) {
    case JoplinType::Note:
        m_notes.push_back({id, recordOf(id, text)});
        addReferences(item.body);
        break;
    case JoplinType::Notebook:
        m_folders.try_emplace(id, notebookName(item.title), item.idProperty("parent_id"));
        break;
    case JoplinType::Resource: {
        JoplinResource& resource = m_resources[id];
        const std::string extension = oneLine(item.property("file_extension"), 16);
        std::string otherwise = id.toHex();
        if (!extension.empty() && extension.find('/') == std::string::npos)
            otherwise += "." + extension;
        resource.name = fileName(item.title, otherwise);
        resource.encrypted = item.says("encryption_applied") || item.says("encryption_blob_encrypted");
        resource.described = true;
        break;
    }
    case JoplinType::Tag:
        m_tags.try_emplace(id, oneLine(item.title, longestKeptName));
        break;
    case JoplinType::NoteTag:
        m_noteTags.emplace_back(item.idProperty("note_id"), item.idProperty("tag_id"));
        break;
    case JoplinType::Other:
        m_versions += item.property("type_") == "13" ? 1U : 0U;
        break;
    }
    return {};
}

Result<void> JoplinIndex::addBlob(JoplinId id)
{
    if (++m_count > mostItems || m_folders.size() + m_tags.size() + m_resources.size() > mostNamed)
        return tooMany();
    m_resources[id].hasBlob = true;
    return {};
}

void JoplinIndex::addReferences(std::string_view body)
{
    if (m_allReferenced)
        return;
    forEachJoplinLink(body, [&](const JoplinLink& link) {
        if (m_references.size() < mostReferences)
            m_references.push_back(link.id);
        else
            m_allReferenced = true;
    });
}

void JoplinIndex::finish()
{
    std::ranges::sort(m_notes, [](const JoplinNoteRow& a, const JoplinNoteRow& b) {
        return std::pair(a.id, a.record) < std::pair(b.id, b.record);
    });
    std::ranges::sort(m_noteTags);
    const auto repeated = std::ranges::unique(m_noteTags);
    m_noteTags.erase(repeated.begin(), repeated.end());
    std::ranges::sort(m_references);
    const auto again = std::ranges::unique(m_references);
    m_references.erase(again.begin(), again.end());
}

JoplinNoteRow* JoplinIndex::rowOf(JoplinId id, ByteView text)
{
    const RecordId record = recordOf(id, text);
    const auto row = std::ranges::lower_bound(
        m_notes, std::pair(id, record), {}, [](const JoplinNoteRow& r) { return std::pair(r.id, r.record); });
    return row != m_notes.end() && row->id == id && row->record == record ? &*row : nullptr;
}

RecordId JoplinIndex::meaningOf(JoplinId id) const
{
    if (const auto resource = m_resources.find(id);
        resource != m_resources.end() && !resource->second.attachment.isNull())
        return resource->second.attachment;
    const auto note = std::ranges::lower_bound(m_notes, id, {}, &JoplinNoteRow::id);
    return note != m_notes.end() && note->id == id ? note->record : RecordId{};
}

bool JoplinIndex::isReferenced(JoplinId id) const
{
    return m_allReferenced || std::ranges::binary_search(m_references, id);
}

std::vector<std::string> JoplinIndex::tagsOf(JoplinId note) const
{
    std::vector<std::string> tags;
    const auto first = std::ranges::lower_bound(m_noteTags, std::pair(note, JoplinId{}));
    for (auto at = first; at != m_noteTags.end() && at->first == note; ++at) {
        if (const auto tag = m_tags.find(at->second); tag != m_tags.end())
            tags.push_back(tag->second);
    }
    std::ranges::sort(tags);
    return tags;
}

std::string JoplinIndex::pathOf(JoplinId notebook, std::size_t levels) const
{
    // From the bottom up; parents may form a circle, so that more than levels count only so far.
    constexpr std::size_t highest = 256;
    std::vector<const Folder*> chain;
    for (auto at = m_folders.find(notebook); at != m_folders.end() && chain.size() < highest;
         at = m_folders.find(at->second.parent)) {
        if (std::ranges::find(chain, &at->second) != chain.end())
            break;
        chain.push_back(&at->second);
    }
    std::string path;
    for (std::size_t level = 0; level < std::min(levels, chain.size()); ++level) {
        path += path.empty() ? "" : "/";
        path += chain[chain.size() - 1 - level]->name;
    }
    return path;
}

std::vector<std::string> JoplinIndex::paths(std::size_t levels) const
{
    std::set<std::string> all;
    for (const auto& [id, folder] : m_folders)
        all.insert(pathOf(id, levels));
    return {all.begin(), all.end()};
}

} // namespace lockleaf
