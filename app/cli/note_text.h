// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"
#include "core/base/result.h"
#include "core/crypto/secure_bytes.h"

#include <string>
#include <string_view>

namespace lockleaf::app {

/// A note's new body: all that is left of standard input. Read it once the password is known to be right, so
/// that nothing typed is lost to a wrong one. Errors: BodyTooLarge, BodyNotText.
[[nodiscard]] Result<SecureBytes> readBody(Context& context);

/// Checks a title, tag or notebook path from the command line: text without control characters. `what` names
/// it in the sentence ("The title").
[[nodiscard]] Result<void> checkName(std::string_view what, const std::string& name);

/// Checks a tag that a note is to be given.
[[nodiscard]] Result<void> checkTag(const std::string& tag);

} // namespace lockleaf::app
