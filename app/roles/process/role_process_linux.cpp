// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/process/role_process.h"

#include <QPointer>

#include <csignal>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace lockleaf::app {

namespace {

void sendKill(int process)
{
    syscall(SYS_pidfd_send_signal, process, SIGKILL, nullptr, 0);
}

void reap(int process)
{
    siginfo_t info{};
    while (waitid(P_PIDFD, static_cast<id_t>(process), &info, WEXITED) != 0 && errno == EINTR) {
    }
}

} // namespace

RoleProcess::RoleProcess(LaunchedRole launched, QObject* parent)
    : QObject(parent), m_pid(launched.pid), m_process(std::move(launched.process)),
      m_exit(m_process.get(), QSocketNotifier::Read), m_channel(launched.channel.release())
{
    connect(&m_exit, &QSocketNotifier::activated, this, &RoleProcess::handleExit);
    connect(&m_channel, &MessageChannel::frameReceived, this, &RoleProcess::frameReceived);
    // A role that closed its end or broke the framing cannot be told to lock any more.
    connect(&m_channel, &MessageChannel::closed, this, &RoleProcess::kill);
}

RoleProcess::~RoleProcess()
{
    m_exit.setEnabled(false);
    if (!m_running)
        return;
    sendKill(m_process.get());
    reap(m_process.get());
}

void RoleProcess::kill()
{
    if (m_running)
        sendKill(m_process.get());
}

void RoleProcess::handleExit()
{
    m_exit.setEnabled(false);
    reap(m_process.get());
    m_running = false;
    const QPointer<RoleProcess> alive{this};
    m_channel.drain();
    if (alive)
        Q_EMIT ended();
}

} // namespace lockleaf::app
