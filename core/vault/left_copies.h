// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

#include <filesystem>
#include <string_view>

namespace lockleaf {

/// The name of a copy of a vault while it is made, in the folder of `target`: another one each time.
[[nodiscard]] std::filesystem::path temporaryCopyName(const std::filesystem::path& target, VaultId vault);
/// Whether `name` is one that temporaryCopyName() gave for `vault`, or the log beside it.
[[nodiscard]] bool isTemporaryCopy(std::string_view name, VaultId vault);

} // namespace lockleaf
