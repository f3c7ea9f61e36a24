// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <optional>

namespace lockleaf::test {

/// How `result` failed, or nothing where it did not: to be compared, whatever it is.
template <class T>
[[nodiscard]] std::optional<ErrorCode> codeOf(const Result<T>& result)
{
    return result ? std::nullopt : std::optional(result.error().code);
}

} // namespace lockleaf::test
