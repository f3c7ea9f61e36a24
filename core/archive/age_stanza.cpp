// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/archive/age_stanza.h"

#include "core/archive/age_base64.h"

#include <algorithm>

namespace lockleaf::age {

namespace {

constexpr std::string_view stanzaArrow = "-> ";

bool isArgument(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= 0x21 && c <= 0x7E; });
}

} // namespace

void appendStanza(std::string& header, const Stanza& stanza)
{
    header += "->";
    for (const std::string& argument : stanza.arguments)
        header += ' ' + argument;
    header += '\n';
    ByteView rest{stanza.body};
    while (rest.size() >= fullLineOctets) {
        header += encodeBase64(rest.first(fullLineOctets), Base64::Unpadded) + '\n';
        rest = rest.subspan(fullLineOctets);
    }
    header += encodeBase64(rest, Base64::Unpadded) + '\n'; // may be empty: a full line alone does not end it
}

bool parseArguments(std::string_view line, std::vector<std::string>& arguments)
{
    if (!line.starts_with(stanzaArrow))
        return false;
    line.remove_prefix(stanzaArrow.size());
    while (true) {
        const std::size_t space = line.find(' ');
        const std::string_view argument = line.substr(0, space);
        if (!isArgument(argument))
            return false;
        arguments.emplace_back(argument);
        if (space == std::string_view::npos)
            return true;
        line.remove_prefix(space + 1);
    }
}

BodyLine parseBodyLine(std::string_view line, Bytes& body)
{
    if (line.size() > fullLineColumns || !decodeBase64(line, Base64::Unpadded, body))
        return BodyLine::Invalid;
    return line.size() == fullLineColumns ? BodyLine::More : BodyLine::Last;
}

} // namespace lockleaf::age
