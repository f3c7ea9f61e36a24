// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/vault/note.h"

#include <string_view>

namespace lockleaf {

/// Errors: BodyTooLarge, BodyNotText.
[[nodiscard]] Result<void> checkBody(ByteView body);
/// Errors: NameNotValid.
[[nodiscard]] Result<void> checkTitle(std::string_view title);
/// Puts them in the order of the record. Errors: InvalidArgument, where one stands for two things;
/// NameNotValid.
[[nodiscard]] Result<void> sortTargets(std::vector<LinkTarget>& targets);

} // namespace lockleaf
