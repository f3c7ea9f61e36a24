// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <expected>
#include <string>
#include <utility>

namespace lockleaf {

/// A value or an Error. Ignoring one does not compile quietly.
/// (A class and not an alias: an alias cannot carry [[nodiscard]].)
template <class T>
class [[nodiscard]] Result : public std::expected<T, Error>
{
public:
    using std::expected<T, Error>::expected;
    using std::expected<T, Error>::operator=;
};

/// The failing branch of any Result: `return fail(ErrorCode::NotFound);`
[[nodiscard]] inline std::unexpected<Error> fail(ErrorCode code, std::string detail = {})
{
    return std::unexpected<Error>(Error{code, std::move(detail), 0});
}

/// The failing branch for a failed system call.
[[nodiscard]] inline std::unexpected<Error> failErrno(int errnoValue, std::string_view what)
{
    return std::unexpected<Error>(systemError(errnoValue, what));
}

} // namespace lockleaf

#define LOCKLEAF_JOIN2(a, b) a##b
#define LOCKLEAF_JOIN(a, b) LOCKLEAF_JOIN2(a, b)

/// Returns the error of `expression` (a Result) from the enclosing function, if it has one.
#define LOCKLEAF_CHECK(expression)                                                                           \
    do {                                                                                                     \
        if (auto lockleafResult = (expression); !lockleafResult)                                             \
            return std::unexpected<::lockleaf::Error>(std::move(lockleafResult).error());                    \
    } while (false)

// NOLINTBEGIN(bugprone-macro-parentheses): a declaration takes no parentheses.
/// Declares `declaration` with the value of `expression` (a Result), or returns its error.
#define LOCKLEAF_TRY(declaration, expression)                                                                \
    auto LOCKLEAF_JOIN(lockleafResult, __LINE__) = (expression);                                             \
    if (!LOCKLEAF_JOIN(lockleafResult, __LINE__))                                                            \
        return std::unexpected<::lockleaf::Error>(                                                           \
            std::move(LOCKLEAF_JOIN(lockleafResult, __LINE__)).error());                                     \
    declaration = std::move(*LOCKLEAF_JOIN(lockleafResult, __LINE__))
// NOLINTEND(bugprone-macro-parentheses)
