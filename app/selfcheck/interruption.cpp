// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/selfcheck/interruption.h"

#include <csignal>
#include <initializer_list>

namespace lockleaf::app {

namespace {

volatile std::sig_atomic_t interrupted = 0;

} // namespace

void noteInterruptions()
{
    struct sigaction action = {}; // without SA_RESTART: what waits is to look up
    action.sa_handler = [](int) { interrupted = 1; };
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        sigaction(signal, &action, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
}

bool wasInterrupted()
{
    return interrupted != 0;
}

} // namespace lockleaf::app
