// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"

#include <string>
#include <vector>

namespace lockleaf::age {

/// One recipient's part of a header: "-> type argument…" and a body, in which the file key is wrapped in a
/// way that the type says. Types that are not known are passed over.
struct Stanza
{
    std::vector<std::string> arguments; ///< The type first; each of 1 or more octets 0x21 to 0x7E.
    Bytes body;

    /// Empty for none.
    [[nodiscard]] std::string_view type() const
    {
        return arguments.empty() ? std::string_view{} : std::string_view{arguments.front()};
    }
};

/// Appends the text of `stanza` to a header; there is one spelling of each.
void appendStanza(std::string& header, const Stanza& stanza);

/// Reads a stanza's first line, without its LF, into `arguments`. False where it is not one.
[[nodiscard]] bool parseArguments(std::string_view line, std::vector<std::string>& arguments);

enum class BodyLine { More, Last, Invalid };
/// Appends what one line of a stanza's body stands for. Only a full line has More after it, so a body of full
/// lines ends with an empty one.
[[nodiscard]] BodyLine parseBodyLine(std::string_view line, Bytes& body);

} // namespace lockleaf::age
