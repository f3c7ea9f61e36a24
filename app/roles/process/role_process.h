// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/roles/messages/message_channel.h"
#include "app/roles/process/role_launcher.h"

#include <QObject>
#include <QSocketNotifier>

namespace lockleaf::app {

/// One running role as the keeper sees it. GUI thread. Destroying it ends the process for good.
class RoleProcess : public QObject
{
    Q_OBJECT

public:
    explicit RoleProcess(LaunchedRole launched, QObject* parent = nullptr);
    ~RoleProcess() override;

    [[nodiscard]] pid_t pid() const { return m_pid; }
    [[nodiscard]] bool isRunning() const { return m_running; }

    template <class Message>
    void send(const Message& message)
    {
        m_channel.send(message);
    }
    /// The same, and gives `passed` away to the role.
    template <class Message>
    void send(const Message& message, OwnedDescriptor passed)
    {
        m_channel.send(message, std::move(passed));
    }
    /// Messages of this type come with a descriptor.
    void expectDescriptorsWith(quint16 type) { m_channel.expectDescriptorsWith(type); }
    /// That of the message which is just being delivered.
    [[nodiscard]] OwnedDescriptor takeDescriptor() { return m_channel.takeDescriptor(); }
    /// SIGKILL, through the descriptor that cannot name another process. ended() follows.
    void kill();

Q_SIGNALS:
    void frameReceived(quint16 type, const lockleaf::Bytes& payload);
    /// The process is gone and reaped; everything it had sent was delivered before.
    void ended();

private:
    void handleExit();

    pid_t m_pid;
    bool m_running = true;
    OwnedDescriptor m_process;
    QSocketNotifier m_exit;
    MessageChannel m_channel;
};

} // namespace lockleaf::app
