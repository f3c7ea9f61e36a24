// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>

namespace lockleaf::app {

/// Checks before anybody types a password that a new file can be made at `path`: a name in a folder that is
/// there, where nothing stands yet. `what` names it in the sentence ("the archive"). The verb itself refuses
/// all this again, when it makes the file. Errors: InvalidArgument, AlreadyExists, FileNotFound,
/// PermissionDenied…
[[nodiscard]] Result<void> checkNewFile(const std::string& path, std::string_view what);

} // namespace lockleaf::app
