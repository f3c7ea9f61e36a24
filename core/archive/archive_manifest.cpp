// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/archive/archive_manifest.h"

#include "core/archive/json_object.h"

#include <array>
#include <cstdio>
#include <utility>

namespace lockleaf {

std::string hexOf(const Hash256& hash)
{
    static constexpr char digits[] = "0123456789abcdef";
    std::string hex;
    hex.reserve(2 * hash.size());
    for (const std::uint8_t byte : hash) {
        hex += digits[byte >> 4];
        hex += digits[byte & 15];
    }
    return hex;
}

std::string manifestPartName(std::uint64_t number)
{
    std::array<char, 48> name{};
    std::snprintf(name.data(), name.size(), "manifest-%05llu.jsonl", static_cast<unsigned long long>(number));
    return name.data();
}

namespace {

/// [["a.png", "<id>"], …]
SecureBytes targetsAsJson(const std::vector<LinkTarget>& targets)
{
    SecureBytes out;
    for (const LinkTarget& target : targets) {
        out.append(bytesOf(out.empty() ? "[[" : ", ["));
        appendQuoted(out, target.written);
        out.append(bytesOf(", "));
        appendQuoted(out, target.id.toHex());
        out.append(bytesOf("]"));
    }
    out.append(bytesOf("]"));
    return out;
}

/// [["<device>", 3], …]
SecureBytes versionsAsJson(const VersionVector& versions)
{
    SecureBytes out;
    appendText(out, "[");
    for (const auto& [device, counter] : versions.counters()) {
        appendText(out, out.size() == 1 ? "[" : ", [");
        appendQuoted(out, device.toHex());
        appendText(out, ", " + std::to_string(counter) + "]");
    }
    appendText(out, "]");
    return out;
}

void addNote(JsonObject& line, const ManifestEntry::NoteNames& names)
{
    const Note& note = names.record.note;
    line.add("id", note.id.toHex());
    line.add("title", names.title);
    line.add("notebook", names.notebook);
    if (!note.targets.empty())
        line.addJson("targets", targetsAsJson(note.targets).view());
    line.add("front", names.front);
    line.add("titleIsOwn", names.titleIsOwn);
    if (!note.notebook.isNull())
        line.add("notebookId", note.notebook.toHex());
    line.add("tags", note.tags);
    line.add("created", std::int64_t{note.created});
    line.add("modified", std::int64_t{note.modified});
    line.add("pinned", note.pinned);
    if (note.trashed)
        line.add("trashed", std::int64_t{*note.trashed});
    line.addJson("versions", versionsAsJson(names.record.versions).view());
}

void addRevision(JsonObject& line, const Revision& revision)
{
    line.add("version", revision.id.toHex());
    line.add("of", revision.note.toHex());
    line.add("made", std::int64_t{revision.made});
    line.add("kept", std::int64_t{revision.kept});
    line.add("reason", std::uint64_t{std::to_underlying(revision.reason)});
    line.add("title", revision.explicitTitle);
}

} // namespace

void ArchiveManifest::add(const ManifestEntry& entry)
{
    JsonObject line;
    line.add("path", entry.path);
    line.add("size", entry.size);
    line.add("blake2b", hexOf(entry.hash));
    if (entry.note)
        addNote(line, *entry.note);
    if (entry.attachment) {
        line.add("attachment", entry.attachment->id.toHex());
        line.add("name", entry.attachment->name);
        line.add("added", std::int64_t{entry.attachment->added});
    }
    if (entry.revision)
        addRevision(line, *entry.revision);
    m_lines.append(line.finish().view());
    m_lines.append(bytesOf("\n"));
    ++m_entries;
    m_content += entry.size;
}

ArchiveManifest::Part ArchiveManifest::takePart(bool last)
{
    ++m_parts;
    JsonObject head;
    head.add("lockleaf", std::uint64_t{1});
    head.add("part", m_parts);
    head.add("entries", m_entries);
    head.add("last", last);
    Part part{manifestPartName(m_parts), head.finish()};
    part.content.append(bytesOf("\n"));
    part.content.append(m_lines.view());
    m_lines.clear();
    m_entries = 0;
    m_content = 0;
    return part;
}

SecureBytes notebookLines(const std::vector<NotebookRecord>& notebooks)
{
    SecureBytes out;
    for (const NotebookRecord& record : notebooks) {
        JsonObject line;
        line.add("id", record.notebook.id.toHex());
        line.add("name", record.notebook.name);
        if (!record.notebook.parent.isNull())
            line.add("parent", record.notebook.parent.toHex());
        line.add("color", std::uint64_t{record.notebook.color});
        line.addJson("versions", versionsAsJson(record.versions).view());
        out.append(line.finish().view());
        out.append(bytesOf("\n"));
    }
    return out;
}

} // namespace lockleaf
