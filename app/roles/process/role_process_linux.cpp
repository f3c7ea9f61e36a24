// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/process/role_process.h"

#include "app/roles/process/process_handle.h"

#include <QPointer>

namespace lockleaf::app {

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
    killProcess(m_process.get());
    reapProcess(m_process.get());
}

void RoleProcess::kill()
{
    if (m_running)
        killProcess(m_process.get());
}

void RoleProcess::handleExit()
{
    m_exit.setEnabled(false);
    reapProcess(m_process.get());
    m_running = false;
    const QPointer<RoleProcess> alive{this};
    m_channel.drain();
    if (alive)
        Q_EMIT ended();
}

} // namespace lockleaf::app
