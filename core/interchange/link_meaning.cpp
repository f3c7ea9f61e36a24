// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/link_meaning.h"

#include "core/interchange/markdown_html.h"
#include "core/interchange/markdown_tree.h"
#include "core/interchange/tree_paths.h"
#include "core/vault/markdown_lines.h"

#include <algorithm>
#include <vector>

namespace lockleaf {

namespace {

std::string withoutBackslashes(std::string_view text)
{
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool escapes = text[i] == '\\' && i + 1 < text.size() && !isWordByte(text[i + 1]);
        i += escapes ? 1 : 0;
        plain += text[i];
    }
    return plain;
}

/// The target that `written` is among those of a note; its end where it is none of them.
std::vector<LinkTarget>::const_iterator targetAmong(const std::vector<LinkTarget>& targets,
                                                    std::string_view written)
{
    const auto exact = std::ranges::find(targets, written, &LinkTarget::written);
    if (exact != targets.end())
        return exact;
    const std::string plain = percentDecoded(withoutBackslashes(written));
    return std::ranges::find_if(targets, [&](const LinkTarget& target) {
        return percentDecoded(withoutBackslashes(target.written)) == plain;
    });
}

/// The living note that a target stands for, or the file.
Result<void> readTarget(Vault& vault, const LinkTarget& target, LinkMeaning& meaning)
{
    const auto note = vault.summary(target.id);
    if (note) {
        if (!note->trashed)
            meaning.note = target.id;
        return {};
    }
    if (note.error().code != ErrorCode::NotFound)
        return std::unexpected(note.error());
    const auto file = vault.attachment(target.id);
    if (!file && file.error().code != ErrorCode::NotFound)
        return std::unexpected(file.error());
    if (file) {
        meaning.file = target.written;
        meaning.attachment = target.id;
    }
    return {};
}

/// The title that a target may be: the last part of its path, of a Markdown file without its ending.
std::string titleOf(std::string_view written, bool isTitle)
{
    if (isTitle)
        return std::string(written);
    const std::string path = percentDecoded(withoutBackslashes(written));
    if (!isMarkdownName(path))
        return {};
    const std::string name = path.substr(path.rfind('/') + 1); // npos + 1 is 0
    return name.substr(0, name.rfind('.'));
}

} // namespace

Result<LinkMeaning> linkMeaning(Vault& vault, RecordId from, std::string_view written, bool isTitle)
{
    if (from.isNull())
        return linkMeaning(vault, std::vector<LinkTarget>{}, written, isTitle);
    LOCKLEAF_TRY(const Note note, vault.note(from));
    return linkMeaning(vault, note.targets, written, isTitle);
}

Result<LinkMeaning> linkMeaning(Vault& vault, const std::vector<LinkTarget>& targets,
                                std::string_view written, bool isTitle)
{
    LinkMeaning meaning;
    const std::size_t hash = std::min(written.find('#'), written.size());
    const std::string_view before = trimmed(written.substr(0, hash));
    if (hash < written.size()) {
        const std::string_view heading = written.substr(hash + 1);
        meaning.heading = headingId(isTitle ? std::string(heading) : percentDecoded(heading));
    }
    auto target = targetAmong(targets, written);
    if (target == targets.end())
        target = targetAmong(targets, before);
    if (target != targets.end())
        LOCKLEAF_CHECK(readTarget(vault, *target, meaning));
    if (!meaning.note.isNull() || !meaning.file.empty())
        return meaning;
    // A title may have a "#" in it.
    for (const std::string& title : {titleOf(written, isTitle), titleOf(before, isTitle)}) {
        if (title.empty())
            continue;
        LOCKLEAF_TRY(const std::optional<RecordId> found, vault.noteTitled(title));
        if (found) {
            meaning.note = *found;
            return meaning;
        }
    }
    return meaning;
}

} // namespace lockleaf
