// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/done_work.h"

#include "app/cli/complaint.h"
#include "app/cli/interrupt.h"

#include <cstring>

namespace lockleaf::app {

Result<void> tellOfDoneWork(Context& context, Result<void> printed, const std::string& done)
{
    if (printed)
        printed = context.output.flush();
    if (printed)
        return printed;
    const Error& error = printed.error();
    if (error.code == ErrorCode::Cancelled)
        return complain(ErrorCode::Cancelled, done + ", but printing the answer was interrupted.");
    return complain(ErrorCode::InputOutput, done + ", but standard output could not be written (" +
                                                std::strerror(error.systemError) + ").");
}

Result<void> checkNotTooLate(const std::string& done)
{
    if (interrupted())
        return complain(ErrorCode::Cancelled, done + " all the same: it could not be stopped any more.");
    return {};
}

} // namespace lockleaf::app
