// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/index_leaf.h"

#include "core/store/index_number.h"

#include <string>

namespace lockleaf {

namespace {

constexpr std::size_t leafHeader = 4;

std::unexpected<Error> damagedLeaf()
{
    return fail(ErrorCode::Damaged, "leaf of the search index");
}

} // namespace

Result<void> readLeafTerms(ByteView leaf, const std::function<bool(std::string_view)>& take)
{
    if (leaf.size() < leafHeader)
        return damagedLeaf();
    const std::size_t end = std::size_t{leaf[2]} << 8 | leaf[3];
    if (end < leafHeader || end > leaf.size())
        return damagedLeaf();
    IndexNumbers places(leaf.subspan(end));
    std::string term;
    std::uint64_t place = 0;
    for (bool first = true; !places.atEnd(); first = false) {
        const auto further = places.next();
        if (!further || *further >= end - place)
            return damagedLeaf();
        place += *further;
        if (place < leafHeader)
            return damagedLeaf();
        IndexNumbers content(
            leaf.subspan(static_cast<std::size_t>(place), end - static_cast<std::size_t>(place)));
        const auto kept = first ? std::optional<std::uint64_t>(0) : content.next();
        const auto size = content.next();
        const auto rest = size ? content.take(*size) : std::nullopt;
        if (!kept || *kept > term.size() || !rest)
            return damagedLeaf();
        term.resize(static_cast<std::size_t>(*kept));
        term += textOf(*rest);
        if (!take(term))
            return {};
    }
    return {};
}

} // namespace lockleaf
