// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/selfcheck/needle_search.h"

#include <string>
#include <vector>

namespace lockleaf::app {

/// What must not be left behind: words that stand in no file of this computer, made anew for every check.
/// They are printed nowhere.
struct Canary
{
    std::string password;
    std::string title;
    std::string text;  ///< About 300 characters.
    std::string later; ///< Typed after the second unlock.
    std::string tag;
    std::string file; ///< What the attached file holds; its name is in `fileName`.
    std::string fileName;
    std::string imported; ///< The text of an imported note; its title is in `importedTitle`.
    std::string importedTitle;
    std::string archivePassword;

    [[nodiscard]] static Canary invent();

    /// Single words of it, so that one is found also where the rest was overwritten. A label says in plain
    /// English what a word is of.
    [[nodiscard]] std::vector<Needle> needles() const;
};

/// A word of nine letters that no language has, from the random numbers of the system.
[[nodiscard]] std::string inventedWord();

/// A needle of plain ASCII.
[[nodiscard]] Needle needleOf(std::string label, const std::string& word);

} // namespace lockleaf::app
