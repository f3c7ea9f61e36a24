// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/verbs.h"

#include <string>

namespace lockleaf::app {

/// What a command line says. One of the three is set.
struct ParsedWords
{
    Run run;               ///< The verb with its options; it stays valid by itself.
    std::string answer;    ///< Help or version, for standard output: nothing else was asked for.
    std::string complaint; ///< One sentence on what is wrong with it.
};

/// Reads all arguments, the program's name included, and does nothing of what they ask for. What all verbs
/// share goes into `context`. Throws std::bad_alloc.
[[nodiscard]] ParsedWords parseWords(int argumentCount, char** arguments, Context& context);

} // namespace lockleaf::app
