// SPDX-License-Identifier: GPL-3.0-or-later
// Tags, links and tasks of a body; and that a rename can be taken back to the same octets.
#include "core/vault/tag_text.h"
#include "core/vault/wiki_links.h"

#include <algorithm>
#include <cstdlib>

using namespace lockleaf;

namespace {

class Within final : public MarkupVisitor
{
public:
    explicit Within(std::string_view body) : m_body(body) {}
    void tag(const InlineTag& tag) override
    {
        check(tag.name);
        if (tag.name.empty() || tag.name.data()[-1] != '#')
            std::abort();
    }
    void link(const WikiLink& link) override
    {
        for (const std::string_view part : {link.whole, link.inner, link.target, link.heading, link.text})
            check(part);
    }
    void task(const TaskBox& box) override
    {
        if (box.offset >= m_body.size())
            std::abort();
    }

private:
    void check(std::string_view part) const
    {
        if (part.data() < m_body.data() || part.data() + part.size() > m_body.data() + m_body.size())
            std::abort();
    }
    std::string_view m_body;
};

void mustComeBack(std::string_view body, const TextEdits& edits)
{
    const auto after = edited(body, edits);
    if (!after)
        std::abort();
    const auto back = edited(after->text(), reversed(edits));
    if (!back || back->text() != body)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view body(reinterpret_cast<const char*>(data), size);
    Within visitor(body);
    scanMarkup(body, visitor);
    const std::vector<std::string> tags = tagsOf({}, body);
    if (!tags.empty()) {
        const auto rename = TagRename::of(tags[size % tags.size()], "other/name");
        if (!rename && std::ranges::all_of(data, data + size, [](auto c) { return c != 0 && c < 128; }))
            std::abort();
        if (rename) {
            if (const auto edits = rename->editsOf(body))
                mustComeBack(body, *edits);
        }
    }
    const std::vector<std::string> targets = linkTargets(body);
    if (!targets.empty())
        mustComeBack(body, wikiLinkEdits(body, targets[size % targets.size()], "Other title"));
    return 0;
}
