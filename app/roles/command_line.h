// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

namespace lockleaf::app {

/// What a person, the desktop or its session management asks for when it starts `lockleaf`.
struct CommandLine
{
    enum class Kind {
        Open,
        Capture, ///< Write a note without unlocking.
        Help,
        Version,
        SelfCheck,
        Unknown,
    };

    Kind kind = Kind::Open;
    std::string_view vault = {}; ///< With Open and Capture, as it was written; empty: the last one.
    bool keep = false;           ///< With SelfCheck: its folder stays.
    std::string_view user = {};  ///< With SelfCheck: for whom root checks; empty: whoever called sudo.
};

/// Reads the arguments behind the program's name. Qt's own options with their values are passed over: session
/// management starts `lockleaf -session ID_KEY`. The result points into `arguments`.
[[nodiscard]] CommandLine readCommandLine(std::span<const char* const> arguments);

} // namespace lockleaf::app
