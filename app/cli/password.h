// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"
#include "core/base/result.h"
#include "core/crypto/passphrase.h"

#include <string>
#include <string_view>

namespace lockleaf::app {

/// The password in `file` without one trailing line end; the next line of standard input for "-"; typed on
/// the terminal at `question` where `file` is empty.
[[nodiscard]] Result<Passphrase> readPassword(Context& context, const std::string& file,
                                              std::string_view question);

/// The same for a password that is being set: on the terminal it is typed twice.
[[nodiscard]] Result<Passphrase> readNewPassword(Context& context, const std::string& file,
                                                 std::string_view question);

} // namespace lockleaf::app
