// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/roles/messages/codec.h"

#include <QObject>
#include <QSocketNotifier>

#include <memory>

namespace lockleaf::app {

/// One end of the socket pair between the keeper and a role. Never blocks: what the peer does not take at
/// once waits here, up to a limit. Lives on the GUI thread.
class MessageChannel : public QObject
{
    Q_OBJECT

public:
    /// Owns `descriptor`, a connected stream socket.
    explicit MessageChannel(int descriptor, QObject* parent = nullptr);
    ~MessageChannel() override;

    /// Sends one message, or drops it when the peer is gone.
    template <class Message>
    void send(const Message& message)
    {
        sendFrame(encodeFrame(message));
    }

    [[nodiscard]] bool isOpen() const { return m_descriptor >= 0; }
    /// Delivers everything that the peer sent before it ended. For when its process is known to be gone.
    void drain();

Q_SIGNALS:
    /// One whole frame came; its payload has not been looked at yet.
    void frameReceived(quint16 type, const lockleaf::Bytes& payload);
    /// The peer closed its end, broke the framing, or does not read. Comes once; nothing comes after it.
    void closed();

private:
    void sendFrame(const Bytes& frame);
    void handleReadable();
    bool readOnce();
    void flush();
    void close();

    int m_descriptor;
    FrameSplitter m_splitter;
    Bytes m_waiting;
    std::unique_ptr<QSocketNotifier> m_readable;
    std::unique_ptr<QSocketNotifier> m_writable;
};

} // namespace lockleaf::app
