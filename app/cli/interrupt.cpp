// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/interrupt.h"

#include <csignal>
#include <initializer_list>

namespace lockleaf::app {

namespace {

volatile std::sig_atomic_t stopAsked = 0;

extern "C" void handleStopSignal(int)
{
    stopAsked = 1;
}

} // namespace

void watchForInterrupts()
{
    struct sigaction action = {};
    action.sa_handler = handleStopSignal;
    sigemptyset(&action.sa_mask);
    action.sa_flags = 0; // no SA_RESTART: a prompt that waits for a key must come back
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT})
        sigaction(signal, &action, nullptr);
    struct sigaction ignore = {};
    ignore.sa_handler = SIG_IGN;
    sigemptyset(&ignore.sa_mask);
    sigaction(SIGPIPE, &ignore, nullptr);
}

bool interrupted()
{
    return stopAsked != 0;
}

} // namespace lockleaf::app
