// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/told_marks.h"

#include <algorithm>

namespace lockleaf {

Bytes writeToldMarks(const std::vector<ToldMark>& marks)
{
    Bytes plain;
    for (const ToldMark& mark : marks)
        plain.insert(plain.end(), mark.begin(), mark.end());
    return plain;
}

bool readToldMarks(ByteView plain, std::vector<ToldMark>& marks)
{
    constexpr std::size_t size = std::tuple_size_v<ToldMark>;
    if (plain.empty() || plain.size() % size != 0 || plain.size() > mostToldMarks * size)
        return false;
    marks.clear();
    for (std::size_t at = 0; at < plain.size(); at += size)
        std::ranges::copy(plain.subspan(at, size), marks.emplace_back().begin());
    return std::ranges::adjacent_find(marks, std::greater_equal<>{}) == marks.end();
}

void addToldMarks(std::vector<ToldMark>& marks, const std::vector<ToldMark>& more,
                  const std::vector<ToldMark>& seen)
{
    marks.insert(marks.end(), more.begin(), more.end());
    std::ranges::sort(marks);
    const auto twice = std::ranges::unique(marks);
    marks.erase(twice.begin(), twice.end());
    if (marks.size() <= mostToldMarks)
        return;
    std::erase_if(marks, [&](const ToldMark& mark) { return std::ranges::find(seen, mark) == seen.end(); });
    marks.resize(std::min(marks.size(), mostToldMarks));
}

} // namespace lockleaf
