// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/process/termination_signals.h"

#include <csignal>
#include <pthread.h>
#include <sys/signalfd.h>

namespace lockleaf::app {

namespace {

sigset_t terminationSet()
{
    sigset_t set;
    sigemptyset(&set);
    for (const int signal : {SIGTERM, SIGINT, SIGHUP})
        sigaddset(&set, signal);
    return set;
}

} // namespace

void TerminationSignals::block()
{
    const sigset_t set = terminationSet();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

TerminationSignals::TerminationSignals(QObject* parent) : QObject(parent)
{
    const sigset_t set = terminationSet();
    m_descriptor = OwnedDescriptor{signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK)};
    m_notifier = std::make_unique<QSocketNotifier>(m_descriptor.get(), QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] {
        signalfd_siginfo info;
        while (read(m_descriptor.get(), &info, sizeof info) == ssize_t{sizeof info}) {
        }
        Q_EMIT requested();
    });
}

} // namespace lockleaf::app
