// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/base/result.h"

#include <string>

namespace lockleaf::app {

/// The one sentence that the command line prints for `error`. A detail that is a sentence of its own (ends
/// with a full stop) stands alone; others follow in brackets where they help.
[[nodiscard]] std::string complaint(const Error& error);

/// Fails with `sentence`, which is printed as it stands; `code` only decides the exit code.
[[nodiscard]] std::unexpected<Error> complain(ErrorCode code, std::string sentence);

} // namespace lockleaf::app
