// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/secure_bytes.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lockleaf {

/// One place of a text that was, or is to be, written otherwise.
struct TextEdit
{
    std::size_t offset = 0; ///< In bytes, in the text before all edits.
    std::string before;     ///< What stands there.
    std::string after;      ///< What is to stand there.

    bool operator==(const TextEdit&) const = default;
};

/// In ascending order of their offsets, none within another.
using TextEdits = std::vector<TextEdit>;

/// `text` with all `edits` made. Nothing where one of them does not fit it; all other bytes are unchanged.
[[nodiscard]] std::optional<SecureBytes> edited(std::string_view text, const TextEdits& edits);
/// The edits that lead from the edited text back to the one before.
[[nodiscard]] TextEdits reversed(const TextEdits& edits);

} // namespace lockleaf
