// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/tag_nodes.h"

#include "core/base/folded_text.h"

namespace lockleaf {

namespace {

/// The next slash of `text` from `from` on that ends a level with a name.
std::size_t nextLevelEnd(std::string_view text, std::size_t from)
{
    std::size_t at = text.find('/', from);
    while (at != std::string_view::npos && (at == 0 || text[at - 1] == '/'))
        at = text.find('/', at + 1);
    return at;
}

} // namespace

TagNodes tagNodesOf(const std::vector<std::string>& tags)
{
    TagNodes nodes;
    for (const std::string& tag : tags) {
        const std::string folded = foldedText(tag);
        // Folding leaves the slashes as they are, so that the levels of both spellings end together.
        std::size_t end = nextLevelEnd(tag, 0);
        for (std::size_t at = nextLevelEnd(folded, 0); at != std::string::npos && end != std::string::npos;
             at = nextLevelEnd(folded, at + 1)) {
            nodes.try_emplace(folded.substr(0, at), TagNode{tag.substr(0, end), false});
            end = nextLevelEnd(tag, end + 1);
        }
        TagNode& own = nodes.try_emplace(folded, TagNode{tag, true}).first->second;
        own.exact = true;
    }
    return nodes;
}

bool isTagWithin(std::string_view folded, std::string_view ancestor)
{
    return folded.starts_with(ancestor) &&
           (folded.size() == ancestor.size() || folded[ancestor.size()] == '/');
}

} // namespace lockleaf
