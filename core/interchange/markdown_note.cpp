// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/markdown_note.h"

#include "core/base/text.h"
#include "core/interchange/front_matter.h"
#include "core/interchange/tree_paths.h"
#include "core/vault/attachment_target.h"
#include "core/vault/note_markup.h"
#include "core/vault/note_title.h"
#include "core/vault/tag_text.h"

#include <algorithm>
#include <set>

namespace lockleaf {

namespace {

/// The name of a file without folder and ending.
std::string stemOf(const std::string& path)
{
    const std::string name = path.substr(path.rfind('/') + 1);
    return name.substr(0, name.rfind('.'));
}

class FileCollector final : public MarkupVisitor
{
public:
    void target(const InlineTarget& target) override { add(target.written, false); }
    void link(const WikiLink& link) override
    {
        if (!link.target.empty())
            add(trimmedInner(link), true);
    }
    [[nodiscard]] std::vector<NamedFile> finish() { return std::move(m_files); }

private:
    static std::string_view trimmedInner(const WikiLink& link)
    {
        // Blanks at the ends say nothing; a heading is part of what is written.
        const auto begin = static_cast<std::size_t>(link.target.data() - link.inner.data());
        const std::string_view rest = link.inner.substr(begin);
        return rest.substr(0, rest.find_last_not_of(" \t") + 1);
    }
    void add(std::string_view written, bool wiki)
    {
        if (isLocalTarget(written) && isTarget(written) && m_known.emplace(written).second)
            m_files.push_back({std::string(written), wiki});
    }

    std::set<std::string, std::less<>> m_known;
    std::vector<NamedFile> m_files;
};

} // namespace

std::vector<NamedFile> filesNamedIn(std::string_view body)
{
    FileCollector collector;
    scanMarkup(body, collector);
    return collector.finish();
}

Result<MarkdownNote> markdownNoteOf(FileContent content, const std::string& path, bool namesAreTitles)
{
    if (!isStorableText(content.bytes.text()))
        return fail(ErrorCode::BodyNotText);
    const FrontMatter block = parseFrontMatter(content.bytes.text()).value_or(FrontMatter{});
    MarkdownNote made;
    const auto slash = path.rfind('/');
    made.notebook = slash == std::string::npos ? std::string{} : path.substr(0, slash);
    NewNote& note = made.note;
    note.body = std::move(content.bytes);
    note.explicitTitle = block.title;
    note.modified =
        block.modified.value_or(std::max(content.modified, block.created.value_or(content.modified)));
    note.created = block.created.value_or(std::min(content.created, *note.modified));
    if (block.ours) {
        note.body = SecureBytes::copyOf(note.body.view().subspan(block.size));
        note.tags = block.tags;
        note.pinned = block.pinned;
        made.notebook = block.notebook;
        for (std::size_t i = 0; i + 1 < block.targets.size(); i += 2)
            if (isTarget(block.targets[i]))
                made.targets.emplace_back(block.targets[i], block.targets[i + 1]);
    } else if (namesAreTitles && note.explicitTitle.empty()) {
        note.explicitTitle = stemOf(path);
    }
    if (note.body.size() > largestBody)
        return fail(ErrorCode::BodyTooLarge);
    made.title = outlineOf(note.body.text(), {}).title;
    // Our export names every title; only one that the text does not give by itself is explicit.
    if ((block.ours || namesAreTitles) && made.title == note.explicitTitle)
        note.explicitTitle.clear();
    if (!note.explicitTitle.empty())
        made.title = note.explicitTitle;
    LOCKLEAF_CHECK(checkTagNames(note.tags)); // or the notebook would be made for a note that is refused
    return made;
}

} // namespace lockleaf
