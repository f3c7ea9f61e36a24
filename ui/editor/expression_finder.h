// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/note_finder.h"

namespace lockleaf::ui {

/// The part of find() that knows regular expressions: looks for the expression of `job` in `text`, which is
/// its searchable text. Any thread.
///
/// One attempt to match costs a bounded number of steps, and only as many attempts are made at once as take
/// a few milliseconds: after that the budget is asked. What an expression takes beyond it is never more than
/// that.
[[nodiscard]] FindResult findExpression(const QString& text, const FindJob& job, const FindBudget& budget);

/// What is wrong with the regular expression `pattern` and where, counted from 1; empty if nothing is.
[[nodiscard]] QString expressionProblem(const QString& pattern);

} // namespace lockleaf::ui
