// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/session/lock_deadline.h"

#include <thread>
#include <unistd.h>

namespace lockleaf::app {

// A thread and not a timer of the event loop: that loop may be what hangs.
void endAtTheLatestAfter(std::chrono::milliseconds time)
{
    std::thread([time] {
        std::this_thread::sleep_for(time);
        _exit(0);
    }).detach();
}

} // namespace lockleaf::app
