// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/attachment.h"

#include <string>
#include <string_view>
#include <vector>

namespace lockleaf {

/// Octets of a link target.
constexpr std::size_t longestTarget = 4096;

/// `name` as a link target of Markdown: what would end or change one there is percent-encoded.
[[nodiscard]] std::string targetOf(std::string_view name);

/// Whether `written` can stand for an attachment: 1 to longestTarget octets of text without control
/// characters.
[[nodiscard]] bool isTarget(std::string_view written);

/// `wanted`, or where `targets` have it already the first of "name-2.png", "name-3.png" … that they do not.
[[nodiscard]] std::string freeTarget(const std::vector<LinkTarget>& targets, std::string_view wanted);

/// The place of `written` in `targets`, which ascend; its end where it is not there.
[[nodiscard]] std::vector<LinkTarget>::const_iterator findTarget(const std::vector<LinkTarget>& targets,
                                                                 std::string_view written);

} // namespace lockleaf
