// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/archive/archive_manifest.h"

#include "core/archive/json_object.h"

#include <array>
#include <cstdio>

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

} // namespace

void ArchiveManifest::add(const ManifestEntry& entry)
{
    JsonObject line;
    line.add("path", entry.path);
    line.add("size", entry.size);
    line.add("blake2b", hexOf(entry.hash));
    if (entry.note) {
        line.add("id", entry.note->id.toHex());
        line.add("title", entry.note->title);
        line.add("notebook", entry.note->notebook);
        if (!entry.note->targets.empty())
            line.addJson("targets", targetsAsJson(entry.note->targets).view());
    }
    if (entry.attachment) {
        line.add("attachment", entry.attachment->id.toHex());
        line.add("name", entry.attachment->name);
        line.add("added", std::int64_t{entry.attachment->added});
    }
    m_lines.append(line.finish().view());
    m_lines.append(bytesOf("\n"));
    ++m_entries;
}

ArchiveManifest::Part ArchiveManifest::takePart(bool last)
{
    ++m_parts;
    JsonObject head;
    head.add("lockleaf", std::uint64_t{1});
    head.add("part", m_parts);
    head.add("entries", m_entries);
    head.add("last", last);
    std::array<char, 48> name{};
    std::snprintf(name.data(), name.size(), "manifest-%05llu.jsonl",
                  static_cast<unsigned long long>(m_parts));
    Part part{name.data(), head.finish()};
    part.content.append(bytesOf("\n"));
    part.content.append(m_lines.view());
    m_lines.clear();
    m_entries = 0;
    return part;
}

} // namespace lockleaf
