// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support_tools/needle_lines.h"

#include <algorithm>
#include <charconv>
#include <sstream>

namespace lockleaf::test {

namespace {

std::optional<std::string> fromHex(const std::string& hex)
{
    std::string bytes;
    if (hex.size() % 2 != 0)
        return std::nullopt;
    for (std::size_t i = 0; i < hex.size(); i += 2) {
        unsigned value = 0;
        const char* const end = hex.data() + i + 2;
        if (std::from_chars(hex.data() + i, end, value, 16).ptr != end)
            return std::nullopt;
        bytes.push_back(static_cast<char>(value));
    }
    return bytes;
}

std::optional<std::vector<std::uint32_t>> fromList(const std::string& list)
{
    std::vector<std::uint32_t> numbers;
    std::istringstream parts(list);
    for (std::string part; std::getline(parts, part, ',');) {
        std::uint32_t number = 0;
        const char* const end = part.data() + part.size();
        if (std::from_chars(part.data(), end, number).ptr != end)
            return std::nullopt;
        numbers.push_back(number);
    }
    return numbers;
}

} // namespace

std::optional<std::vector<Needle>> readNeedles(std::istream& input)
{
    std::vector<Needle> needles;
    for (std::string line; std::getline(input, line);) {
        std::istringstream words(line);
        std::string kind;
        std::string label;
        std::string value;
        if (!(words >> kind >> label >> value))
            return std::nullopt;
        if (kind == "text") {
            const auto text = fromHex(value);
            Needle needle{.label = label, .text = {}, .glyphs = {}};
            if (!text || !decodeUtf8(*text, needle.text) || needle.text.size() < 4)
                return std::nullopt;
            needles.push_back(std::move(needle));
        } else if (kind == "glyphs") {
            auto numbers = fromList(value);
            const auto known = std::find_if(needles.begin(), needles.end(),
                                            [&label](const Needle& needle) { return needle.label == label; });
            if (!numbers || known == needles.end() || numbers->size() < 4)
                return std::nullopt;
            known->glyphs.push_back(std::move(*numbers));
        } else {
            return std::nullopt;
        }
    }
    return needles;
}

} // namespace lockleaf::test
