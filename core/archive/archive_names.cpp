// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/archive/archive_names.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <set>
#include <utf8proc.h>

namespace lockleaf {

namespace {

constexpr std::size_t shortIdDigits = 8;

std::string mapped(std::string_view text, int options)
{
    utf8proc_uint8_t* raw = nullptr;
    const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                   static_cast<utf8proc_ssize_t>(text.size()), &raw,
                                   static_cast<utf8proc_option_t>(options));
    const std::unique_ptr<utf8proc_uint8_t, void (*)(void*)> owned(raw, std::free);
    if (size < 0)
        return {};
    return {reinterpret_cast<const char*>(raw), static_cast<std::size_t>(size)};
}

/// What stands for a character in a name: itself, a space, a dash, or 0 for nothing.
utf8proc_int32_t nameCharacter(utf8proc_int32_t c)
{
    switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_ZS:
        return ' ';
    case UTF8PROC_CATEGORY_CF:
        return c == 0x200C || c == 0x200D ? c : 0;
    default:
        break;
    }
    constexpr std::string_view refused = "<>:\"/\\|?*~"; // the first nine on Windows; ~ marks our ids
    if (c < 0x80 && refused.find(static_cast<char>(c)) != std::string_view::npos)
        return '-';
    return c;
}

std::string filtered(std::string_view text)
{
    std::string name;
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    const auto size = static_cast<utf8proc_ssize_t>(text.size());
    for (utf8proc_ssize_t i = 0; i < size;) {
        utf8proc_int32_t character = 0;
        const utf8proc_ssize_t length = utf8proc_iterate(bytes + i, size - i, &character);
        if (length <= 0) { // not UTF-8; a vault holds none, but a name must come out all the same
            ++i;
            continue;
        }
        i += length;
        const utf8proc_int32_t kept = nameCharacter(character);
        if (kept == 0 || (kept == ' ' && name.ends_with(' ')))
            continue;
        std::array<utf8proc_uint8_t, 4> encoded{};
        const auto written = utf8proc_encode_char(kept, encoded.data());
        name.append(reinterpret_cast<const char*>(encoded.data()), static_cast<std::size_t>(written));
    }
    return name;
}

void cutTo(std::string& name, std::size_t limit)
{
    if (name.size() <= limit)
        return;
    while ((static_cast<unsigned char>(name[limit]) & 0xC0) == 0x80) // not inside a character
        --limit;
    name.resize(limit);
}

/// The device names of Windows, which it sees in "con", "Con.txt" and "COM1" alike.
bool isDeviceName(std::string_view name)
{
    std::string base = collisionKey(name.substr(0, name.find('.')));
    while (base.ends_with(' '))
        base.pop_back();
    if (base == "con" || base == "prn" || base == "aux" || base == "nul" || base == "conin$" ||
        base == "conout$")
        return true;
    if (!base.starts_with("com") && !base.starts_with("lpt"))
        return false;
    const std::string_view number = std::string_view{base}.substr(3);
    const bool digit = number.size() == 1 && number[0] >= '0' && number[0] <= '9';
    return digit || number == "\u00B9" || number == "\u00B2" || number == "\u00B3";
}

/// Whether nothing is left in a filtered name, or joiners alone, which join nothing then.
bool isInvisible(std::string_view name)
{
    while (name.starts_with("\u200C") || name.starts_with("\u200D"))
        name.remove_prefix(std::string_view{"\u200D"}.size());
    return name.empty();
}

} // namespace

std::string safeName(std::string_view text, std::size_t limit, std::string_view fallback)
{
    std::string name = mapped(filtered(text), UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    const auto first = name.find_first_not_of(" .-");
    name.erase(0, first == std::string::npos ? name.size() : first);
    cutTo(name, limit - 1); // one left for an underscore
    const auto last = name.find_last_not_of(" .");
    name.resize(last == std::string::npos ? 0 : last + 1);
    if (isInvisible(name))
        return std::string(fallback);
    if (isDeviceName(name))
        name.insert(0, "_");
    return name;
}

std::string collisionKey(std::string_view name)
{
    return mapped(name, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
}

NoteFileNames::NoteFileNames(std::vector<RecordId> ids) : m_sortedIds(std::move(ids))
{
    std::ranges::sort(m_sortedIds);
}

std::string NoteFileNames::nameOf(RecordId id, std::string_view title) const
{
    const auto beginsAlike = [&](const RecordId& other) {
        return std::equal(id.bytes.begin(), id.bytes.begin() + shortIdDigits / 2, other.bytes.begin());
    };
    const auto place = std::ranges::lower_bound(m_sortedIds, id);
    const bool beforeAlike = place != m_sortedIds.begin() && beginsAlike(*(place - 1));
    const auto next = place != m_sortedIds.end() && *place == id ? place + 1 : place;
    const bool nextAlike = next != m_sortedIds.end() && beginsAlike(*next);
    const std::string hex = id.toHex();
    const std::string ending = "~" + (beforeAlike || nextAlike ? hex : hex.substr(0, shortIdDigits)) + ".md";
    return safeName(title, longestArchiveName - ending.size(), "Untitled") + ending;
}

std::optional<std::string> AttachmentPaths::pathOf(RecordId id, std::string_view name)
{
    constexpr std::size_t shortId = 8;
    const std::string whole = id.toHex();
    for (const std::string& folder : {whole.substr(0, shortId), whole}) {
        const auto [found, isNew] = m_folders.try_emplace(folder, id);
        if (isNew)
            return "attachments/" + folder + "/" + safeName(name, longestArchiveName, "File");
        if (found->second == id)
            return std::nullopt;
    }
    return std::nullopt; // not reached: no other attachment has the whole id
}

NotebookFolders::NotebookFolders(const std::vector<Notebook>& notebooks)
{
    std::unordered_map<RecordId, std::vector<const Notebook*>> children;
    for (const Notebook& notebook : notebooks)
        children[notebook.parent].push_back(&notebook);
    std::vector<RecordId> parents{RecordId{}};
    while (!parents.empty()) { // from the top down, so a loop of parents is never entered
        const RecordId parent = parents.back();
        parents.pop_back();
        auto& siblings = children[parent];
        std::ranges::sort(siblings, {}, [](const Notebook* n) { return std::pair(n->name, n->id); });
        std::set<std::string> taken;
        for (const Notebook* notebook : siblings) {
            std::string name = safeName(notebook->name, longestArchiveFolder, "Notebook");
            if (!taken.insert(collisionKey(name)).second) {
                cutTo(name, longestArchiveFolder - 1 - 32);
                name += "~" + notebook->id.toHex();
                taken.insert(collisionKey(name));
            }
            std::string path = pathOf(parent);
            if (!path.empty())
                path += '/';
            m_paths[notebook->id] = path.append(name);
            parents.push_back(notebook->id);
        }
    }
}

std::string NotebookFolders::pathOf(RecordId notebook) const
{
    const auto found = m_paths.find(notebook);
    return found == m_paths.end() ? std::string{} : found->second;
}

} // namespace lockleaf
