// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/messages/message_channel.h"

#include <QPointer>

#include <cerrno>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace lockleaf::app {

namespace {

// A role that is stopped or hangs must not make the keeper grow: at some hundred waiting messages it counts
// as gone.
constexpr std::size_t mostWaiting = std::size_t{256} * 1024;

} // namespace

MessageChannel::MessageChannel(int descriptor, QObject* parent) : QObject(parent), m_descriptor(descriptor)
{
    fcntl(m_descriptor, F_SETFD, FD_CLOEXEC);
    fcntl(m_descriptor, F_SETFL, fcntl(m_descriptor, F_GETFL) | O_NONBLOCK);
    m_readable = std::make_unique<QSocketNotifier>(m_descriptor, QSocketNotifier::Read);
    m_writable = std::make_unique<QSocketNotifier>(m_descriptor, QSocketNotifier::Write);
    m_writable->setEnabled(false);
    connect(m_readable.get(), &QSocketNotifier::activated, this, &MessageChannel::handleReadable);
    connect(m_writable.get(), &QSocketNotifier::activated, this, &MessageChannel::flush);
}

MessageChannel::~MessageChannel()
{
    m_readable.reset();
    m_writable.reset();
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

void MessageChannel::sendFrame(const Bytes& frame)
{
    if (!isOpen())
        return;
    m_waiting.insert(m_waiting.end(), frame.begin(), frame.end());
    flush();
}

void MessageChannel::flush()
{
    while (isOpen() && !m_waiting.empty()) {
        const ssize_t sent = ::send(m_descriptor, m_waiting.data(), m_waiting.size(), MSG_NOSIGNAL);
        if (sent > 0) {
            m_waiting.erase(m_waiting.begin(), m_waiting.begin() + sent);
            continue;
        }
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK) && m_waiting.size() <= mostWaiting)
            break;
        // Whatever the peer still sent before it went can be read; its end is noticed there.
        m_waiting.clear();
        if (sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            close();
    }
    if (isOpen())
        m_writable->setEnabled(!m_waiting.empty());
}

void MessageChannel::handleReadable()
{
    readOnce();
}

void MessageChannel::drain()
{
    while (readOnce()) {
    }
}

// True: something came, and there may be more.
bool MessageChannel::readOnce()
{
    if (!isOpen())
        return false;
    std::array<std::uint8_t, 4096> buffer;
    const ssize_t count = ::recv(m_descriptor, buffer.data(), buffer.size(), 0);
    if (count < 0 && (errno == EINTR || errno == EAGAIN || errno == EWOULDBLOCK))
        return errno == EINTR;
    if (count <= 0) {
        close();
        return false;
    }
    m_splitter.feed({buffer.data(), static_cast<std::size_t>(count)});
    const QPointer<MessageChannel> alive{this};
    while (auto frame = m_splitter.next()) {
        Q_EMIT frameReceived(frame->type, frame->payload);
        if (!alive || !isOpen())
            return false;
    }
    if (m_splitter.isBroken()) {
        close();
        return false;
    }
    return true;
}

void MessageChannel::close()
{
    if (!isOpen())
        return;
    m_readable->setEnabled(false);
    m_writable->setEnabled(false);
    ::close(m_descriptor);
    m_descriptor = -1;
    m_waiting.clear();
    Q_EMIT closed();
}

} // namespace lockleaf::app
