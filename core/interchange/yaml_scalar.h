// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lockleaf {

/// The text of one YAML scalar on one line: plain (up to a comment), single-quoted or double-quoted. Nothing
/// where quotes or escapes do not add up, and for the null of YAML ("", "~", "null").
[[nodiscard]] std::optional<std::string> parseYamlScalar(std::string_view text);

/// The items of a flow sequence of double-quoted scalars, `["a", "b"]`, as our export writes it. Nothing
/// where it is not one.
[[nodiscard]] std::optional<std::vector<std::string>> parseQuotedList(std::string_view text);

} // namespace lockleaf
