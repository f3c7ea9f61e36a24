// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/crypto/secure_bytes.h"

#include <string_view>

namespace lockleaf::app {

/// Asks `question` on the controlling terminal (not on standard input or output) and reads one line without
/// showing it. The terminal is put back however this ends, also around Ctrl+Z. Errors: Cancelled;
/// InvalidArgument where there is no terminal; PasswordTooLong where the terminal may have cut the line.
[[nodiscard]] Result<SecureBytes> askHidden(std::string_view question);

/// The same on standard input, which must be a terminal: for a password that is to come from there.
[[nodiscard]] Result<SecureBytes> askHiddenOnStandardInput(std::string_view question);

/// Asks a yes-or-no question on the controlling terminal; only "y" or "yes" is yes.
[[nodiscard]] Result<bool> askConsent(std::string_view question);

} // namespace lockleaf::app
