// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/archive/cut_reason.h"

#include <algorithm>
#include <array>

namespace lockleaf {

namespace {

struct KnownCut
{
    std::string_view detail; ///< As the readers of the archive's layers say it.
    std::string_view words;
};

constexpr std::string_view endMissing = "its end is missing";
constexpr std::string_view more = "something stands behind its end";
constexpr std::string_view noPlainFile = "it holds something that is no plain file";
constexpr std::string_view otherLayout = "its content is not laid out as that of an archive";
constexpr std::string_view disagrees = "what it says of its files does not fit them";

constexpr std::array knownCuts{
    KnownCut{"it is cut", endMissing},
    KnownCut{"it ends before its last part", endMissing},
    KnownCut{"a chunk is not authentic", "a part of it was changed, or is cut"},
    KnownCut{"its last chunk is empty", more},
    KnownCut{"something follows its last chunk", more},
    KnownCut{"an entry after the last part", more},
    KnownCut{"something after its end", more},
    KnownCut{"not a tar", otherLayout},
    KnownCut{"a tar header", otherLayout},
    KnownCut{"a tar entry", otherLayout},
    KnownCut{"a tar entry that is no plain file", noPlainFile},
    KnownCut{"a tar entry with holes", noPlainFile},
    KnownCut{"a name in the tar", "a name in it cannot be a name"},
    KnownCut{"a line of the manifest", "a line that says what one of its files is cannot be read"},
    KnownCut{"a part that does not fit", disagrees},
    KnownCut{"a part that is too long", disagrees},
    KnownCut{"more entries than a part describes", disagrees},
    KnownCut{"an entry that is not the one described", disagrees},
    KnownCut{"an entry that is too long", "a text in it is longer than a note may be"},
};

} // namespace

std::string_view cutReason(const Error& cut)
{
    if (cut.code == ErrorCode::ArmorDamaged)
        return "the lines of text that it consists of are damaged";
    const auto* known = std::ranges::find(knownCuts, std::string_view(cut.detail), &KnownCut::detail);
    return known != knownCuts.end() ? known->words : "it cannot be read any further";
}

} // namespace lockleaf
