// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/roles/messages/codec.h"
#include "app/roles/process/owned_descriptor.h"

#include <QObject>
#include <QSocketNotifier>

#include <memory>
#include <optional>
#include <span>
#include <sys/types.h>

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
    /// The same, and gives `passed` away to the peer. One at a time: while another one waits to be taken, the
    /// message is dropped and the descriptor closed.
    template <class Message>
    void send(const Message& message, OwnedDescriptor passed)
    {
        sendFrame(encodeFrame(message), std::move(passed));
    }
    /// From now on messages of this type, and no others, must bring a descriptor. Without this none may: a
    /// peer that sends one all the same has broken the framing.
    void expectDescriptorsWith(quint16 type) { m_typeWithDescriptor = type; }
    /// What the message brought that is just being delivered. Whoever does not take it closes it.
    [[nodiscard]] OwnedDescriptor takeDescriptor() { return std::move(m_arrived); }

    [[nodiscard]] bool isOpen() const { return m_descriptor >= 0; }
    /// Delivers everything that the peer sent before it ended, up to 4 MiB. For when its process is known to
    /// be gone.
    void drain();

Q_SIGNALS:
    /// One whole frame came; its payload has not been looked at yet.
    void frameReceived(quint16 type, const lockleaf::Bytes& payload);
    /// The peer closed its end, broke the framing, or does not read. Comes once; nothing comes after it.
    void closed();

private:
    void sendFrame(const Bytes& frame, OwnedDescriptor passed = {});
    ssize_t sendSome();
    void handleReadable();
    bool readOnce();
    ssize_t receive(std::span<std::uint8_t> buffer);
    bool deliver();
    void flush();
    void close();

    int m_descriptor;
    FrameSplitter m_splitter;
    Bytes m_waiting;
    std::size_t m_beforePassed = 0; ///< Bytes of m_waiting that go before the message with m_passed.
    OwnedDescriptor m_passed;       ///< Waits to be sent.
    OwnedDescriptor m_arrived;
    bool m_arrivedForNext = false; ///< m_arrived came with a part of the next message.
    std::optional<quint16> m_typeWithDescriptor;
    bool m_badDescriptor = false; ///< The peer sent one that it may not send.
    std::unique_ptr<QSocketNotifier> m_readable;
    std::unique_ptr<QSocketNotifier> m_writable;
};

} // namespace lockleaf::app
