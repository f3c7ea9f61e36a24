// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/output.h"
#include "app/cli/standard_input.h"

namespace lockleaf::app {

/// What a verb works with: the streams of the process and the choices that all verbs share.
struct Context
{
    StandardInput input;
    Output output;
    bool json = false; ///< Print JSON, one object or one a line.
};

} // namespace lockleaf::app
